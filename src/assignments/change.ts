import { v7 } from 'uuid'
import { z } from 'zod'
import { addDays, dayOf } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import { choice, day, text } from '../form.ts'
import type { Assignment } from '../generated/client.ts'
import { settleObligations, unsettled } from '../obligations/obligation.ts'
import { date, kindWords, placeOf, termWords } from '../words.ts'
import type { Step } from '../workflow.ts'

/** Planning assigns a unit to a commune, ends that, or moves the unit to another commune: by a decision, from a day on. What is owed follows. */

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
} as const satisfies Record<`assignment.${Change | 'import'}`, Step & { on: 'Programme'; verb: string }>

export type Answers = {
  unit?: string
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

/** What becomes of the assignments: which ends when, which begins. */
export function planned(name: Change, data: Answers, row?: Assignment): { end?: { id: string; to: Date | null }; begin?: Row } {
  const begins = (unitId: string, communeId: string, day: Date) => ({ begin: { id: v7(), unitId, communeId, from: day, to: null } })
  if (name === 'assign') return begins(data.unit ?? '', data.commune ?? '', data.from ?? new Date(0))
  if (!row) return {}
  if (name === 'end') return { end: { id: row.id, to: data.last ?? null } }
  if (name === 'reopen') return { end: { id: row.id, to: null } }
  const day = data.from ?? new Date(0)
  return { end: { id: row.id, to: addDays(day, -1) }, ...begins(row.unitId, data.commune ?? '', day) }
}

/** What a change is judged by: the assignments of the programme, and from when to when which commune is there. */
export type Ground = { assignments: Row[]; present: { agencyId: string; from: Date; to: Date | null }[] }

export async function groundOf(db: Pick<Db, 'assignment' | 'agencyRole'>, { id: programmeId }: { id: string }): Promise<Ground> {
  return {
    assignments: await db.assignment.findMany({ where: { programmeId }, orderBy: { id: 'asc' } }),
    present: await db.agencyRole.findMany({ where: { role: 'commune' } }),
  }
}

/** Why it cannot be: the field, and the sentence. Asked for the page, and again under the programme's lock. */
export async function objection(
  db: Pick<Db, 'assignment' | 'agencyRole'>,
  programme: { id: string; from: Date; to: Date },
  ...change: [name: Change, data: Answers, row?: Assignment | undefined]
) {
  return objectionOn(await groundOf(db, programme), programme, ...change)
}

export function objectionOn(
  { assignments, present }: Ground,
  programme: { from: Date; to: Date },
  name: Change,
  data: Answers,
  row?: Assignment,
): { field: string; words: string } | undefined {
  const { end, begin } = planned(name, data, row)
  if (name === 'reopen' ? row?.to === null : row?.to)
    return {
      field: 'note',
      words: name === 'reopen' ? 'Phân công này đang có hiệu lực' : `Phân công này đã kết thúc hết ngày ${date(row?.to as Date)}`,
    }
  const first = begin?.from ?? end?.to
  if (first && (first < programme.from || first > programme.to))
    return { field: begin ? 'from' : 'last', words: `Ngày này ngoài giai đoạn, từ ${date(programme.from)} đến ${date(programme.to)}` }
  if (name === 'assign' && data.dated && data.from && data.dated > data.from)
    return { field: 'dated', words: 'Quyết định ban hành sau ngày bắt đầu' }
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

type Programme = Parameters<typeof unsettled>[1]
type Sources = Parameters<typeof unsettled>[0] & Pick<Db, 'agency'>

/** What would be owed, and what no more, if it were done now: written nowhere. */
export function owedAfter(
  db: Sources,
  programme: Programme,
  at: Date,
  change: Pick<ReturnType<typeof planned>, 'end' | 'begin'> & { begins?: Row[] },
) {
  const findMany = async (args: Parameters<Db['assignment']['findMany']>[0]) => {
    const all = (await db.assignment.findMany(args)) as Row[]
    return [
      ...all.map((row) => (row.id === change.end?.id ? { ...row, to: change.end.to } : row)),
      ...(change.begin ? [change.begin] : []),
      ...(change.begins ?? []),
    ]
  }
  const changed = { ...pickOf(db), assignment: { ...db.assignment, findMany } } as unknown as Sources
  return unsettled(changed, programme, dayOf(at))
}

/** The same in words, for the page. */
export async function effectOf(...[db, programme, at, change]: Parameters<typeof owedAfter>) {
  const { missing, again, gone } = await owedAfter(db, programme, at, change)
  const ids = [...again, ...gone]
  const known = await db.obligation.findMany({ where: { id: { in: ids } }, include: { period: true, agency: true } })
  const periods = new Map(
    (await db.period.findMany({ where: { id: { in: missing.map(({ periodId }) => periodId) } } })).map((one) => [one.id, one]),
  )
  const agencies = await db.agency.findMany({ where: { id: { in: missing.map(({ agencyId }) => agencyId) } } })
  const names = new Map(agencies.map(({ id, name }) => [id, name]))
  const say = (agency: string, kind: keyof typeof kindWords, term: Parameters<typeof termWords>[0] | undefined) =>
    `${placeOf(agency)}: ${kindWords[kind].toLowerCase()} ${term ? termWords(term) : ''}`
  const told = (which: string[]) =>
    known.filter(({ id }) => which.includes(id)).map(({ agency, kind, period }) => say(agency.name, kind, period))
  return {
    made: [
      ...missing.map(({ agencyId, kind, periodId }) => say(names.get(agencyId) ?? '', kind, periods.get(periodId))),
      ...told(again),
    ].sort(byName),
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
export async function write(
  tx: Tx,
  programme: Programme & { id: string },
  name: Change,
  data: Answers,
  row: Assignment | undefined,
  at: Date,
) {
  const { end, begin } = planned(name, data, row)
  const decided = { decisionNumber: data.number ?? '', decisionDate: data.dated ?? new Date(0) }
  if (end) {
    const by = name === 'reopen' ? { endNumber: null, endDate: null } : { endNumber: decided.decisionNumber, endDate: decided.decisionDate }
    await tx.assignment.update({ where: { id: end.id }, data: { to: end.to, ...by, revision: { increment: 1 } }, select: { id: true } })
  }
  if (begin)
    await tx.assignment.create({
      data: {
        ...{ ...begin, ...decided, programmeId: programme.id },
        ...{ unitContact: data.unitContact || row?.unitContact || '', communeContact: data.communeContact ?? '' },
      },
      select: { id: true },
    })
  await settleObligations(tx, programme, at)
  return begin?.id ?? end?.id ?? ''
}
