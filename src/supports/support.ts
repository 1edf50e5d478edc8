import { z } from 'zod'
import { hanging } from '../attachments/hanging.ts'
import { changesOf } from '../calendar/change.ts'
import { addDays, startOf } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import { reportingYear } from '../deadlines.ts'
import { Refusal } from '../errors.ts'
import { agreed, withAnswers } from '../filings/filing.ts'
import { text } from '../form.ts'
import type { Prisma } from '../generated/client.ts'
import type { Doing, Looking, Noun, Stem } from '../nouns/noun.ts'
import { areaOf } from '../regulation/clauses.ts'
import { date, number, termWords } from '../words.ts'
import { disputing, type SupportAnswers, type SupportFrame, supportForm } from './form.ts'

// ── what it is ────────────────────────────────────────────────────────────────────────────────────────────────────

const include = {
  assignment: true,
  unit: true,
  commune: true,
  contributions: { orderBy: { id: 'asc' } },
  beneficiaries: { orderBy: { id: 'asc' } },
} as const satisfies Prisma.SupportInclude

export function loadSupport(db: Pick<Db, 'support'>, id: string) {
  return db.support.findUniqueOrThrow({ where: { id }, include })
}

export type Support = Awaited<ReturnType<typeof loadSupport>>

/** The unit's assignments, also those that ended: what was done in their time is still recorded. */
async function assignmentsOf({ db, actor }: Looking): Promise<Stem[]> {
  const assignments = await db.assignment.findMany({
    where: { unitId: actor.agencyId },
    include: { commune: true },
    orderBy: [{ commune: { name: 'asc' } }, { from: 'desc' }],
  })
  return assignments.map(({ id, commune, to }) => ({ id, name: `${commune.name}${to ? ` (đến ${date(to)})` : ''}` }))
}

/** The span of the assignment, and the items that the unit has sent in plans for its commune. */
async function frameOf(db: Db | Tx, assignmentId: string): Promise<SupportFrame> {
  const { from, to, unitId, communeId } = await db.assignment.findUniqueOrThrow({ where: { id: assignmentId } })
  const items = await db.planItem.findMany({
    where: {
      version: { receipts: { some: { current: true } }, filing: { kind: 'plan', agencyId: unitId } },
      OR: [
        { communeId },
        { communeId: null, version: { filing: { OR: [{ assignment: { communeId } }, { covers: { some: { communeId } } }] } } },
      ],
    },
    include: { version: { omit: { content: true }, include: { filing: { include: { period: true } } } } },
    orderBy: [{ filingId: 'desc' }, { position: 'asc' }],
  })
  const words = items.map(({ filingId, key, position, task, version }) => [
    `${filingId}.${key}`,
    `${position + 1}. ${task} (${termWords(version.filing.period)})`,
  ])
  return { from, to, items: Object.fromEntries(words) }
}

// ── its steps ─────────────────────────────────────────────────────────────────────────────────────────────────────

const reason = (title: string, required: string) => z.object({ note: text(title, { required, max: 2_000, rows: 4 }) })
const own = { Support: 'id' } as const
const whole = { Support: 'id', SupportContribution: 'supportId', SupportBeneficiary: 'supportId' } as const

/** Điều 4 to 7, khoản 3 Điều 11, khoản 4 Điều 13: the unit records it once, the commune confirms or says what it received. */
export const support = {
  name: 'support',
  model: 'Support',
  path: '/supports',
  readers: ['unit', 'commune', 'district', 'planning', 'province'],
  fields: '../supports/fields',
  files: 'supportId',
  begin: {
    ...{ on: 'Assignment', by: ['unit'], writes: { ...whole, Support: 'assignmentId' }, readers: ['unit'] },
    ...{ label: 'Ghi hoạt động giúp đỡ', send: 'Ghi, chuyển xã xác nhận', verb: 'ghi hoạt động giúp đỡ', stem: 'Cho xã' },
    none: 'Đơn vị không được phân công giúp xã này',
    stems: assignmentsOf,
    asks: async ({ db, at }, assignment) => supportForm(await frameOf(db, assignment), at),
    run: record,
  },
  steps: {
    confirm: {
      ...{ by: ['commune'], from: ['declared', 'disputed'], to: 'confirmed', writes: own, label: 'Xác nhận đã nhận' },
      ...{ verb: 'xác nhận đã nhận', main: true },
      run: ({ tx, row, at }) =>
        tx.support.update({ where: { id: row.id }, data: { status: 'confirmed', answeredAt: at, ...noFigures, disputeReason: null } }),
    },
    dispute: {
      ...{ by: ['commune'], from: ['declared', 'disputed'], to: 'disputed', writes: own, label: 'Ghi số xã thực nhận' },
      ...{ verb: 'ghi số xã thực nhận', form: disputing },
      hint: 'Trong khi hai bên chưa thống nhất, số của xã được tính. Đơn vị chấp nhận hoặc trả lời; huyện theo dõi.',
      values: (row) => ({
        ...{ own: typedMoney(row.communeOwn ?? row.ownValue), sponsor: typedMoney(row.communeSponsor ?? row.sponsorValue) },
        ...{ labour: String(row.communeLabour ?? row.labourDays), result: row.communeResult ?? row.result },
      }),
      run: dispute,
    },
    accept: {
      ...{ by: ['unit'], from: ['disputed'], to: 'confirmed', writes: own, label: 'Chấp nhận số của xã', verb: 'chấp nhận số của xã' },
      main: true,
      run: ({ tx, row, at }) => tx.support.update({ where: { id: row.id }, data: { status: 'confirmed', answeredAt: at } }),
    },
    answer: {
      ...{ by: ['unit'], from: ['disputed'], edits: true, writes: own, label: 'Trả lời xã', verb: 'trả lời xã' },
      form: reason('Trả lời của đơn vị', 'Nhập nội dung trả lời'),
      run: ({ tx, row, data: { note } }: Doing<Support, { note: string }>) =>
        tx.support.update({ where: { id: row.id }, data: { unitAnswer: note } }),
    },
    edit: {
      ...{ by: ['unit'], from: ['declared', 'disputed'], to: 'declared', writes: whole, label: 'Sửa', verb: 'sửa hoạt động giúp đỡ' },
      hint: 'Sửa rồi thì xã được hỏi lại.',
      asks: async ({ db, at }, { assignmentId }) => supportForm(await frameOf(db, assignmentId), at),
      values: typedOf,
      run: rewrite,
    },
    cancel: {
      ...{ by: ['unit'], from: ['declared', 'disputed'], to: 'cancelled', writes: own, label: 'Hủy', verb: 'hủy hoạt động đã ghi' },
      form: reason('Lý do hủy', 'Nêu lý do hủy'),
      run: ({ tx, row }) => tx.support.update({ where: { id: row.id }, data: { status: 'cancelled' } }),
    },
    ...hanging('supportId', { by: ['unit', 'commune'], from: ['declared', 'disputed'] }),
    reopen: {
      ...{ by: ['commune'], from: ['confirmed'], to: 'declared', writes: own, label: 'Mở lại xác nhận', verb: 'mở lại xác nhận' },
      form: reason('Lý do mở lại', 'Nêu lý do mở lại'),
      run: ({ tx, row }) =>
        tx.support.update({ where: { id: row.id }, data: { status: 'declared', answeredAt: null, ...noFigures, disputeReason: null } }),
    },
  },
} as const satisfies Noun<Support>

const noFigures = { communeOwn: null, communeSponsor: null, communeLabour: null, communeResult: null, unitAnswer: null } as const

async function record({ tx, row, actor, at, data }: Doing<{ id: string }, SupportAnswers>) {
  const { communeId, programmeId } = await tx.assignment.findUniqueOrThrow({ where: { id: row.id } })
  const made = await tx.support.create({
    data: { ...(await columnsOf(tx, programmeId, data)), assignmentId: row.id, unitId: actor.agencyId, communeId, declaredAt: at },
  })
  await writeRows(tx, made.id, data)
  return made.id
}

async function rewrite({ tx, row, at, data }: Doing<Support, SupportAnswers>) {
  const { contributions, beneficiaries } = row
  await tx.supportContribution.deleteMany({ where: { supportId: row.id }, expect: contributions.length })
  await tx.supportBeneficiary.deleteMany({ where: { supportId: row.id }, expect: beneficiaries.length })
  await writeRows(tx, row.id, data)
  const columns = await columnsOf(tx, row.assignment.programmeId, data)
  await tx.support.update({
    where: { id: row.id },
    data: { ...columns, ...noFigures, disputeReason: null, status: 'declared', declaredAt: at },
  })
}

async function writeRows(tx: Tx, supportId: string, { contributions, beneficiaries }: SupportAnswers) {
  await tx.supportContribution.createMany({
    data: contributions.map(({ id: _, quantity, ...rest }) => ({ ...rest, supportId, quantity: quantity ?? null })),
  })
  await tx.supportBeneficiary.createMany({ data: beneficiaries.map(({ group, count }) => ({ supportId, group, count })) })
}

async function columnsOf(
  tx: Tx,
  programmeId: string,
  { form, what, clause, from, to, result, villages, laterUse, item, contributions }: SupportAnswers,
) {
  if (!from) throw new Refusal(422, 'Nhập ngày thực hiện')
  const [filingId, itemKey] = item ? (item.split('.') as [string, string]) : [null, null]
  const value = (source: string) =>
    contributions.reduce((sum, one) => (one.source === source && one.kind !== 'labour' ? sum + one.value : sum), 0n)
  const labour = contributions.filter(({ kind }) => kind === 'labour').reduce((sum, { quantity }) => sum + Number(quantity), 0)
  return {
    ...{
      form,
      what,
      clause,
      area: areaOf(clause) ?? 'economy',
      from,
      to: to ?? from,
      year: reportingYear(from, await changesOf(tx, programmeId)),
      result,
      villages,
      laterUse,
    },
    ...{ filingId, itemKey, planAgreed: filingId ? await agreedBy(tx, filingId, from) : false },
    ...{ ownValue: value('own'), sponsorValue: value('sponsor'), programmeValue: value('programme'), labourDays: labour },
  }
}

/** Whether a version of the plan had every consent by the end of that day. Help given before is marked, not refused. */
async function agreedBy(tx: Tx, filingId: string, day: Date) {
  const versions = await tx.filingVersion.findMany({
    where: { filingId },
    omit: { content: true },
    include: {
      receipts: { include: { ...withAnswers, consents: { where: { at: { lt: startOf(addDays(day, 1)) } }, orderBy: { seq: 'asc' } } } },
    },
  })
  return versions.some((version) => agreed(version, day))
}

async function dispute({ tx, row, at, data }: Doing<Support, z.output<typeof disputing>>) {
  const { own, sponsor, labour, result, note } = data
  const figures = { communeOwn: own, communeSponsor: sponsor, communeLabour: labour, communeResult: result }
  await tx.support.update({
    where: { id: row.id },
    data: { ...figures, status: 'disputed', disputeReason: note, unitAnswer: null, answeredAt: at },
  })
}

/** As it would be typed, for editing. */
function typedOf(row: Support) {
  return {
    ...{ form: row.form, what: row.what, clause: row.clause, result: row.result, villages: row.villages, laterUse: row.laterUse },
    ...{ from: date(row.from), to: row.to > row.from ? date(row.to) : '', item: row.filingId ? `${row.filingId}.${row.itemKey}` : '' },
    beneficiaries: Object.fromEntries(row.beneficiaries.map(({ group, count }, n) => [`b${n}`, { group, count: String(count) }])),
    contributions: Object.fromEntries(
      row.contributions.map(({ kind, source, what, quantity, measure, value, sponsor }, n) => [
        `c${n}`,
        { kind, source, what, measure, sponsor, quantity: quantity ? number(quantity.toFixed()) : '', value: typedMoney(value) },
      ]),
    ),
  }
}

const typedMoney = (sum: bigint) => (sum ? number(sum) : '')
