import { v7 } from 'uuid'
import { z } from 'zod'
import { addDays, dayOf } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import type { Term } from '../deadlines.ts'
import { choice, day, text } from '../form.ts'
import type { Assignment, Obligation } from '../generated/client.ts'
import { settleObligations, unsettled } from '../obligations/obligation.ts'
import { date, kindWords, placeOf, termWords } from '../words.ts'
import type { Step } from '../workflow.ts'

/**
 * Planning assigns a unit to a commune, ends that, moves the unit to another commune, or hands all of a unit's communes to the agency that it goes
 * into: by a decision, from a day on. What is owed follows.
 */

export type Choices = { units: Record<string, string>; communes: Record<string, string> }

const number = text('Số quyết định', { required: 'Nhập số quyết định', max: 100, hint: 'Ví dụ: 1146/QĐ-UBND' })
const dated = day('Ngày quyết định', { required: 'Nhập ngày quyết định' })
const contact = (title: string) => text(title, { max: 200, hint: 'Họ tên, chức vụ, điện thoại công vụ' })
const from = day('Từ ngày', { required: 'Nhập ngày bắt đầu' })
const note = text('Lý do', { required: 'Nêu lý do', max: 1_000, rows: 3 })

/** Also of a row of the table of a decision. */
export const fields = { number, dated, from, contact }

/** The form of each change. */
export const forms = {
  assign: ({ units, communes }: Choices) =>
    z.object({
      ...{
        unit: choice('Đơn vị giúp xã', units, 'Chọn đơn vị'),
        commune: choice('Xã được giúp', communes, 'Chọn xã'),
        from,
        number,
        dated,
      },
      ...{ unitContact: contact('Đầu mối của đơn vị'), communeContact: contact('Đầu mối của xã') },
    }),
  end: () => z.object({ last: day('Kết thúc hết ngày', { required: 'Nhập ngày cuối cùng còn hiệu lực' }), number, dated, note }),
  move: ({ communes }: Choices) => z.object({ commune: choice('Chuyển sang giúp xã', communes, 'Chọn xã'), from, number, dated, note }),
  reopen: () => z.object({ note }),
  merge: ({ units }) =>
    z.object({
      unit: choice('Đơn vị nhập vào cơ quan khác', units, 'Chọn đơn vị'),
      into: choice('Cơ quan tiếp nhận', units, 'Chọn cơ quan', 'Nếu là cơ quan mới thì thêm ở mục Cơ quan trước'),
      ...{ from, number, dated },
    }),
} satisfies Record<string, (choices: Choices) => z.ZodObject>
export type Change = keyof typeof forms

export const words = {
  assign: { label: 'Phân công', lead: 'Đơn vị giúp xã từ ngày ghi trong quyết định; kế hoạch và báo cáo phải gửi được lập theo.' },
  end: {
    label: 'Kết thúc phân công',
    lead: 'Hồ sơ đã gửi giữ nguyên; đơn vị còn ghi hoạt động trong thời gian được phân công và báo cáo về năm ấy.',
  },
  move: {
    label: 'Chuyển sang xã khác',
    lead: 'Phân công hiện nay kết thúc hết ngày liền trước; đơn vị giúp xã mới từ ngày ghi trong quyết định.',
  },
  reopen: { label: 'Hủy việc kết thúc', lead: 'Dùng khi ghi nhầm: phân công tiếp tục như chưa kết thúc.' },
  merge: {
    label: 'Nhập vào cơ quan khác',
    lead: 'Cơ quan tiếp nhận giúp các xã của đơn vị từ ngày ghi trong quyết định và đọc được hồ sơ của đơn vị. Đơn vị còn báo cáo về thời gian của mình bằng tài khoản đang có.',
  },
} satisfies Record<Change, { label: string; lead: string }>

/** Both hang from the programme, because what is owed does; the assignment that is changed is told in the event too. */
const step = {
  on: 'Programme',
  by: ['planning'],
  edits: true,
  timeout: 60_000,
  writes: { Assignment: 'programmeId', Obligation: 'programmeId' },
} as const
export const assigning = {
  'assignment.import': { ...step, verb: 'nhập phân công từ bảng' },
  'assignment.assign': { ...step, verb: 'phân công giúp xã' },
  'assignment.end': { ...step, verb: 'kết thúc phân công' },
  'assignment.move': { ...step, verb: 'chuyển phân công sang xã khác' },
  'assignment.reopen': { ...step, verb: 'hủy việc kết thúc phân công' },
  'assignment.merge': {
    ...step,
    verb: 'chuyển phân công sang cơ quan tiếp nhận',
    writes: { ...step.writes, AgencySuccession: 'successorId' },
  },
} as const satisfies Record<`assignment.${Change | 'import'}`, Step & { on: 'Programme'; verb: string }>

export type Answers = {
  unit?: string
  into?: string
  commune?: string
  from?: Date
  last?: Date
  number?: string
  dated?: Date
  unitContact?: string
  communeContact?: string
  note?: string
}
type Row = Pick<Assignment, 'id' | 'unitId' | 'communeId' | 'from' | 'to'>
type Begun = Row & Partial<Pick<Assignment, 'unitContact' | 'communeContact' | 'endNumber' | 'endDate'>>

/** What becomes of the assignments: which end when, which begin. */
export type Plan = { ends: { id: string; to: Date | null }[]; begins: Begun[] }

/** Of one assignment, or of a new one. */
export function planned(name: Exclude<Change, 'merge'>, data: Answers, row?: Assignment): Plan {
  const from = data.from ?? new Date(0)
  const { unit: unitId = '', commune: communeId = '', unitContact = '', communeContact = '' } = data
  if (name === 'assign') return { ends: [], begins: [{ id: v7(), unitId, communeId, from, to: null, unitContact, communeContact }] }
  if (!row) return { ends: [], begins: [] }
  if (name === 'end') return { ends: [{ id: row.id, to: data.last ?? null }], begins: [] }
  if (name === 'reopen') return { ends: [{ id: row.id, to: null }], begins: [] }
  const moved = { id: v7(), unitId: row.unitId, communeId, from, to: null, unitContact: row.unitContact }
  return { ends: [{ id: row.id, to: addDays(from, -1) }], begins: [moved] }
}

/** Of all that a unit helps on the day it goes into another; what that one helps already, it goes on helping. */
function handedOver({ assignments }: Ground, { unit = '', into: unitId = '', from = new Date(0) }: Answers): Plan {
  const running = assignments.filter(({ to }) => !to || to >= from)
  const theirs = running.filter((one) => one.unitId === unit)
  const helped = new Set(running.flatMap((one) => (one.unitId === unitId ? [one.communeId] : [])))
  return {
    ends: theirs.map(({ id }) => ({ id, to: addDays(from, -1) })),
    begins: theirs
      .filter(({ communeId }) => !helped.has(communeId))
      .map(({ communeId, to, communeContact, endNumber, endDate }) => ({
        id: v7(),
        unitId,
        communeId,
        from,
        to,
        communeContact,
        endNumber,
        endDate,
      })),
  }
}

export async function planOf(
  db: Pick<Db, 'assignment' | 'agencyRole'>,
  programme: { id: string },
  ...[name, data, row]: [name: Change, data: Answers, row?: Assignment | undefined]
) {
  return name === 'merge' ? handedOver(await groundOf(db, programme), data) : planned(name, data, row)
}

/** What a change is judged by: the assignments of the programme, and from when to when which commune is there. */
export type Ground = { assignments: (Row & Partial<Assignment>)[]; present: { agencyId: string; from: Date; to: Date | null }[] }

export async function groundOf(db: Pick<Db, 'assignment' | 'agencyRole'>, { id: programmeId }: { id: string }): Promise<Ground> {
  return {
    assignments: await db.assignment.findMany({ where: { programmeId }, orderBy: { id: 'asc' } }),
    present: await db.agencyRole.findMany({ where: { role: 'commune' } }),
  }
}

type Refused = { field: string; words: string } | undefined

/** Why it cannot be: the field, and the sentence. Asked for the page, and again under the programme's lock. */
export async function objection(
  db: Pick<Db, 'assignment' | 'agencyRole' | 'agencySuccession'>,
  programme: { id: string; from: Date; to: Date },
  ...[name, data, row]: [name: Change, data: Answers, row?: Assignment | undefined]
): Promise<Refused> {
  const ground = await groundOf(db, programme)
  return name === 'merge' ? objectionToMerging(db, ground, programme, data) : objectionOn(ground, programme, name, data, row)
}

async function objectionToMerging(
  db: Pick<Db, 'agencyRole' | 'agencySuccession'>,
  { assignments }: Ground,
  programme: { from: Date; to: Date },
  { unit = '', into = '', from = new Date(0), dated = from }: Answers,
): Promise<Refused> {
  if (unit === into) return { field: 'into', words: 'Chọn cơ quan khác với đơn vị nhập vào' }
  const gone = await db.agencySuccession.findFirst({ where: { predecessorId: { in: [unit, into] } }, include: { successor: true } })
  if (gone)
    return { field: gone.predecessorId === unit ? 'unit' : 'into', words: `Đã nhập vào ${gone.successor.name} từ ngày ${date(gone.on)}` }
  const held = await db.agencyRole.findFirst({ where: { agencyId: unit, OR: [{ to: null }, { to: { gte: from } }] } })
  if (held) return { field: 'unit', words: 'Cơ quan này giữ chức năng trên cổng: giao chức năng cho cơ quan khác trước, ở mục Cơ quan' }
  const outside = outsideOf(programme, from)
  if (outside) return { field: 'from', words: outside }
  if (dated > from) return { field: 'dated', words: tooLate }
  const later = assignments.find((one) => one.unitId === unit && one.from >= from)
  return later && { field: 'from', words: `Đơn vị có phân công từ ngày ${date(later.from)}: chuyển hoặc kết thúc phân công ấy trước` }
}

const outsideOf = ({ from, to }: { from: Date; to: Date }, day: Date) =>
  day < from || day > to ? `Ngày này ngoài giai đoạn, từ ${date(from)} đến ${date(to)}` : undefined
const tooLate = 'Quyết định ban hành sau ngày bắt đầu'

export function objectionOn(
  { assignments, present }: Ground,
  programme: { from: Date; to: Date },
  name: Exclude<Change, 'merge'>,
  data: Answers,
  row?: Assignment,
): Refused {
  const { ends: [end], begins: [begin] } = planned(name, data, row) // biome-ignore format: one line
  if (name === 'reopen' ? row?.to === null : row?.to)
    return {
      field: 'note',
      words: name === 'reopen' ? 'Phân công này đang có hiệu lực' : `Phân công này đã kết thúc hết ngày ${date(row?.to as Date)}`,
    }
  const first = begin?.from ?? end?.to
  const outside = first && outsideOf(programme, first)
  if (outside) return { field: begin ? 'from' : 'last', words: outside }
  if (name === 'assign' && data.dated && data.from && data.dated > data.from) return { field: 'dated', words: tooLate }
  if (row && end?.to && end.to < row.from)
    return { field: begin ? 'from' : 'last', words: `Phân công này bắt đầu từ ngày ${date(row.from)}; ngày kết thúc không thể trước đó` }
  const running = begin ?? (name === 'reopen' && row ? { ...row, to: null } : undefined)
  if (!running) return undefined
  if (row && begin && row.communeId === begin.communeId) return { field: 'commune', words: 'Đơn vị đang giúp xã này; chọn xã khác' }
  const holds = present.some(
    ({ agencyId, from, to }) => agencyId === running.communeId && from <= running.from && (!to || to >= running.from),
  )
  if (!holds) return { field: 'commune', words: `Ngày ${date(running.from)} xã này không có trên cổng` }
  const same = assignments.find(
    ({ id, unitId, communeId, to }) =>
      unitId === running.unitId && communeId === running.communeId && id !== running.id && (!to || to >= running.from),
  )
  return same
    ? {
        field: begin ? (name === 'move' ? 'commune' : 'unit') : 'note',
        words: `Đơn vị đã được phân công giúp xã này từ ngày ${date(same.from)}`,
      }
    : undefined
}

type Programme = Parameters<typeof unsettled>[1] & { id: string }
type Sources = Parameters<typeof unsettled>[0] & Pick<Db, 'agency'>

/** What would be owed, and what no more, if it were done now: written nowhere. */
export function owedAfter(db: Sources, programme: Programme, at: Date, { ends, begins }: Pick<Plan, 'ends'> & { begins: Row[] }) {
  const ending = new Map(ends.map(({ id, to }) => [id, to]))
  const findMany = async (args: Parameters<Db['assignment']['findMany']>[0]) => {
    const all = (await db.assignment.findMany(args)) as Row[]
    return [...all.map((row) => ({ ...row, to: ending.has(row.id) ? (ending.get(row.id) ?? null) : row.to })), ...begins]
  }
  const changed = { ...pickOf(db), assignment: { ...db.assignment, findMany } } as unknown as Sources
  return unsettled(changed, programme, dayOf(at))
}

/** The same in words, for the page. */
export async function effectOf(...[db, programme, at, plan]: Parameters<typeof owedAfter>) {
  const { missing, again, gone } = await owedAfter(db, programme, at, plan)
  const periods = new Map(
    (await db.period.findMany({ where: { id: { in: missing.map((one) => one.periodId) } } })).map((one) => [one.id, one]),
  )
  const assignments = await db.assignment.findMany({ where: { programmeId: programme.id }, select: { id: true, communeId: true } })
  const communeOf = new Map([...assignments, ...plan.begins].map(({ id, communeId }) => [id, communeId]))
  const known = await db.obligation.findMany({ where: { id: { in: [...again, ...gone] } }, include: { period: true } })
  const named = [...communeOf.values(), ...[...missing, ...known].map(({ agencyId }) => agencyId)]
  const agencies = await db.agency.findMany({ where: { id: { in: [...new Set(named)] } }, select: { id: true, name: true } })
  const names = new Map(agencies.map(({ id, name }) => [id, placeOf(name)]))
  /** "Sở Nội vụ: kế hoạch giúp đỡ xã Keo Lôm năm 2025". */
  const say = ({ agencyId, kind, assignmentId }: Pick<Obligation, 'agencyId' | 'kind' | 'assignmentId'>, term: Term | undefined) => {
    const commune = assignmentId ? names.get(communeOf.get(assignmentId) ?? '') : undefined
    return [`${names.get(agencyId)}:`, kindWords[kind].toLowerCase(), commune, term && termWords(term)].filter(Boolean).join(' ')
  }
  const told = (which: string[]) => known.filter(({ id }) => which.includes(id)).map((one) => say(one, one.period))
  return {
    made: [...missing.map((one) => say(one, periods.get(one.periodId))), ...told(again)].sort(byName),
    withdrawn: told(gone).sort(byName),
  }
}

const byName = (a: string, b: string) => a.localeCompare(b, 'vi')
/** The door's tables are made when they are asked for, so they are asked for by name. */
const pickOf = ({ agencyRole, agencyParent, reportingStart, period, obligation, calendarChange, agency }: Sources) => ({
  agencyRole,
  agencyParent,
  reportingStart,
  period,
  obligation,
  calendarChange,
  agency,
})

/** Writes it, and what is owed follows. */
export async function write(tx: Tx, programme: Programme, name: Change, data: Answers, row: Assignment | undefined, at: Date) {
  const { ends, begins } = await planOf(tx, programme, name, data, row)
  const decided = { decisionNumber: data.number ?? '', decisionDate: data.dated ?? new Date(0) }
  const by = name === 'reopen' ? { endNumber: null, endDate: null } : { endNumber: decided.decisionNumber, endDate: decided.decisionDate }
  for (const { id, to } of ends)
    await tx.assignment.update({ where: { id }, data: { to, ...by, revision: { increment: 1 } }, select: { id: true } })
  await tx.assignment.createMany({
    data: begins.map((begin) => ({ unitContact: '', communeContact: '', ...begin, ...decided, programmeId: programme.id })),
  })
  if (name === 'merge')
    await tx.agencySuccession.create({
      data: {
        ...{ predecessorId: data.unit ?? '', successorId: data.into ?? '', on: data.from ?? new Date(0) },
        decision: `${decided.decisionNumber} ngày ${date(decided.decisionDate)}`,
      },
    })
  await settleObligations(tx, programme, at)
  return begins[0]?.id ?? ends[0]?.id ?? ''
}
