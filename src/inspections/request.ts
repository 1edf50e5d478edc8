import { z } from 'zod'
import { dayOf } from '../clock.ts'
import type { Db } from '../db.ts'
import { Refusal } from '../errors.ts'
import { choice, day, text } from '../form.ts'
import type { RequestStatus } from '../generated/enums.ts'
import { named, unitsOf } from '../nouns/communes.ts'
import type { Doing, Looking, Noun, Stem } from '../nouns/noun.ts'
import type { Actor } from '../policy.ts'
import { date, placeOf, type requestWords } from '../words.ts'
import type { Party } from '../workflow.ts'
import { type Inspection, partiesToInspection } from './inspection.ts'

export function loadRequest(db: Pick<Db, 'inspectionRequest'>, id: string) {
  const inspection = { include: { commune: true, district: true } } as const
  const words = { include: { agency: true }, orderBy: { seq: 'asc' } } as const
  return db.inspectionRequest.findUniqueOrThrow({ where: { id }, include: { inspection, agency: true, words } })
}

export type InspectionRequest = Awaited<ReturnType<typeof loadRequest>>

export function partiesToRequest(actor: Actor, { agencyId, inspection }: Pick<InspectionRequest, 'agencyId' | 'inspection'>): Party[] {
  return [...(agencyId === actor.agencyId ? (['asked'] as const) : []), ...partiesToInspection(actor, inspection)]
}

/** Its day counts: one is late from the day after on. */
export function stageOf({ status, dueOn }: { status: RequestStatus; dueOn: Date }, at: Date): keyof typeof requestWords {
  return status === 'asked' && dueOn < dayOf(at) ? 'overdue' : status
}

const dueDay = (at: Date) =>
  day('Hạn báo cáo thực hiện', { required: 'Nhập thời hạn', hint: 'Chậm nhất ngày, ví dụ 16/01/2025' }).refine(
    (on) => !on || on >= dayOf(at),
    'Ngày này đã qua',
  )

/** The commune itself, or a unit that helps it today. */
async function askingForm({ db, at }: Looking, inspectionId: string) {
  const { commune } = await db.inspection.findUniqueOrThrow({ where: { id: inspectionId }, include: { commune: true } })
  return z.object({
    to: choice('Nơi thực hiện', named([commune, ...(await unitsOf(db, commune.id, at))]), 'Chọn nơi thực hiện'),
    text: text('Yêu cầu, kiến nghị', {
      required: 'Nhập yêu cầu, kiến nghị',
      max: 2_000,
      rows: 4,
      hint: 'Một việc; việc khác, nơi khác thì thêm yêu cầu khác',
    }),
    dueOn: dueDay(at),
  })
}

/** The inspections of this district. */
async function inspectionsOf({ db, actor }: Looking): Promise<Stem[]> {
  const inspections = await db.inspection.findMany({
    where: { districtId: actor.agencyId, status: 'recorded' },
    include: { commune: true },
    orderBy: [{ day: 'desc' }, { id: 'desc' }],
  })
  return inspections.map(({ id, day, commune }) => ({ id, name: `${placeOf(commune.name)}, ngày ${date(day)}` }))
}

const reporting = z.object({
  text: text('Việc đã làm', {
    required: 'Nhập việc đã làm',
    max: 5_000,
    rows: 6,
    hint: 'Làm gì, khi nào, kết quả; phần chưa làm thì nêu lý do',
  }),
})
const closing = z.object({ text: text('Nhận xét', { max: 2_000, rows: 4 }) })

const byDistrict = { by: ['inspector'], writes: { InspectionRequest: 'id', RequestWord: 'requestId' } } as const

/** Khoản 1 Điều 10: what is asked for after an inspection, until the district is satisfied. */
export const inspectionRequest = {
  name: 'inspectionRequest',
  model: 'InspectionRequest',
  path: '/inspection-requests',
  readers: ['unit', 'commune', 'district', 'planning', 'province'],
  begin: {
    ...{ on: 'Inspection', by: ['inspector'], only: { status: 'recorded' }, writes: { InspectionRequest: 'inspectionId' } },
    ...{ readers: ['district'], label: 'Thêm yêu cầu, kiến nghị', send: 'Gửi yêu cầu', verb: 'gửi yêu cầu', stem: 'Đợt kiểm tra' },
    none: 'Huyện chưa ghi đợt kiểm tra nào để gửi yêu cầu',
    stems: inspectionsOf,
    asks: askingForm,
    run: ask,
  },
  steps: {
    report: {
      ...{ by: ['asked'], from: ['asked'], to: 'reported', writes: { InspectionRequest: 'id', RequestWord: 'requestId' } },
      ...{ label: 'Báo cáo thực hiện', verb: 'báo cáo thực hiện', form: reporting, main: true },
      run: (doing: Doing<InspectionRequest, { text: string }>) => say('reported', doing.data.text, doing),
    },
    close: {
      ...{ ...byDistrict, from: ['asked', 'reported'], to: 'closed', label: 'Kết thúc yêu cầu', verb: 'kết thúc yêu cầu', form: closing },
      run: (doing: Doing<InspectionRequest, { text: string }>) => say('closed', doing.data.text, doing),
    },
    'ask-again': {
      ...{ ...byDistrict, from: ['reported', 'closed'], to: 'asked', label: 'Yêu cầu làm tiếp', verb: 'yêu cầu làm tiếp' },
      asks: async ({ at }) =>
        z.object({ note: text('Việc còn phải làm', { required: 'Nêu việc còn phải làm', max: 2_000, rows: 4 }), dueOn: dueDay(at) }),
      run: (doing: Doing<InspectionRequest, { note: string; dueOn: Date }>) => say('asked', doing.data.note, doing, doing.data.dueOn),
    },
  },
} as const satisfies Noun<InspectionRequest>

type Asking = { to: string; text: string; dueOn: Date }

async function ask({ tx, row: inspection, at, data: { to, text, dueOn } }: Doing<Inspection, Asking>) {
  const units = await unitsOf(tx, inspection.communeId, at)
  if (to !== inspection.communeId && !units.some(({ id }) => id === to)) throw new Refusal(409, 'Hôm nay đơn vị này không còn giúp xã')
  return (await tx.inspectionRequest.create({ data: { inspectionId: inspection.id, agencyId: to, text, dueOn, askedAt: at } })).id
}

async function say(status: RequestStatus, text: string, { tx, row, actor, at }: Doing<InspectionRequest>, dueOn = row.dueOn) {
  await tx.requestWord.create({ data: { requestId: row.id, agencyId: actor.agencyId, status, text, at, by: actor.name } })
  await tx.inspectionRequest.update({ where: { id: row.id }, data: { status, dueOn } })
}
