import { z } from 'zod'
import { hanging } from '../attachments/hanging.ts'
import { dayOf } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import { Refusal } from '../errors.ts'
import { day, optionalChoice, text } from '../form.ts'
import { helpedCommunes, named, unitsOf } from '../nouns/communes.ts'
import type { Doing, Looking, Noun } from '../nouns/noun.ts'
import type { Actor } from '../policy.ts'
import { date } from '../words.ts'
import type { Party } from '../workflow.ts'

export function loadInspection(db: Pick<Db, 'inspection'>, id: string) {
  const requests = { include: { agency: true }, orderBy: [{ dueOn: 'asc' as const }, { id: 'asc' as const }] }
  return db.inspection.findUniqueOrThrow({ where: { id }, include: { commune: true, district: true, unit: true, requests } })
}

export type Inspection = Awaited<ReturnType<typeof loadInspection>>

type Concerned = Pick<Inspection, 'communeId' | 'districtId' | 'unitId'>

export function partiesToInspection({ agencyId, roles, oversees }: Actor, { communeId, districtId, unitId }: Concerned): Party[] {
  const is = {
    inspector: districtId === agencyId,
    commune: communeId === agencyId,
    unit: unitId === agencyId,
    district: oversees.includes(communeId),
    planning: roles.includes('planning'),
    province: roles.includes('province'),
  }
  return (Object.keys(is) as (keyof typeof is)[]).filter((party) => is[party])
}

async function formFor({ db, at }: Looking, commune: string) {
  return z.object({
    day: day('Ngày kiểm tra', { required: 'Nhập ngày kiểm tra' }).refine((on) => !on || on <= dayOf(at), 'Ngày kiểm tra chưa đến'),
    unit: optionalChoice('Đơn vị cùng được kiểm tra', named(await unitsOf(db, commune, at)), 'Để trống nếu chỉ kiểm tra UBND xã'),
    participants: text('Thành phần', {
      required: 'Nhập thành phần đoàn kiểm tra',
      max: 1_000,
      rows: 3,
      hint: 'Đoàn của huyện, người làm việc của xã, đơn vị',
    }),
    findings: text('Kết quả kiểm tra', {
      ...{ required: 'Nhập kết quả kiểm tra', max: 10_000, rows: 8 },
      hint: 'Việc đã làm được, chưa làm được, nguyên nhân. Yêu cầu, kiến nghị ghi riêng ở bước sau, mỗi việc một nơi làm và một thời hạn',
    }),
  })
}

type Answers = z.output<Awaited<ReturnType<typeof formFor>>>

const withdrawing = z.object({ note: text('Lý do rút', { required: 'Nêu lý do rút', max: 1_000, rows: 3 }) })

/** Khoản 1 Điều 10: the district inspects and urges. */
export const inspection = {
  name: 'inspection',
  model: 'Inspection',
  path: '/inspections',
  readers: ['unit', 'commune', 'district', 'planning', 'province'],
  begin: {
    ...{ on: 'Agency', by: ['district'], only: { roles: { some: { role: 'commune' } } }, writes: { Inspection: 'communeId' } },
    ...{
      readers: ['district'],
      label: 'Ghi đợt kiểm tra',
      send: 'Ghi kết quả kiểm tra',
      verb: 'ghi kết quả kiểm tra',
      stem: 'Kiểm tra tại xã',
    },
    none: 'Không ghi được đợt kiểm tra tại xã này: xã không thuộc huyện, hoặc hôm nay chưa có đơn vị nào giúp xã',
    stems: helpedCommunes,
    asks: formFor,
    run: record,
  },
  files: 'inspectionId',
  steps: {
    ...hanging('inspectionId', { by: ['inspector'], from: ['recorded'] }),
    edit: {
      ...{ by: ['inspector'], from: ['recorded'], edits: true, writes: { Inspection: 'id' } },
      ...{ label: 'Sửa kết quả', verb: 'sửa kết quả kiểm tra', hint: 'Xã, đơn vị đã đọc được kết quả; lần sửa được ghi trong nhật ký.' },
      asks: (looking, { communeId }) => formFor(looking, communeId),
      values: ({ day, unitId, participants, findings }) => ({ day: date(day), unit: unitId ?? '', participants, findings }),
      run: edit,
    },
    withdraw: {
      ...{ by: ['inspector'], from: ['recorded'], to: 'withdrawn', writes: { Inspection: 'id' } },
      ...{ label: 'Rút', verb: 'rút kết quả kiểm tra', hint: 'Dùng khi ghi nhầm xã hoặc nhầm đợt.', form: withdrawing, shy: true },
      blocked: ({ requests }) => (requests.length ? 'Đã có yêu cầu gửi đi' : undefined),
      run: ({ tx, row }) => tx.inspection.update({ where: { id: row.id }, data: { status: 'withdrawn' } }),
    },
  },
} as const satisfies Noun<Inspection>

async function record({ tx, row: commune, actor, at, data }: Doing<{ id: string }, Answers>) {
  const columns = await columnsOf(tx, commune.id, at, data)
  return (await tx.inspection.create({ data: { ...columns, communeId: commune.id, districtId: actor.agencyId } })).id
}

async function edit({ tx, row, at, data }: Doing<Inspection, Answers>) {
  await tx.inspection.update({ where: { id: row.id }, data: await columnsOf(tx, row.communeId, at, data) })
}

/** The unit helps the commune still: its assignment may have ended since the page was opened. */
async function columnsOf(tx: Tx, communeId: string, at: Date, { day, unit, ...rest }: Answers) {
  if (unit && !(await unitsOf(tx, communeId, at)).some(({ id }) => id === unit))
    throw new Refusal(409, 'Hôm nay đơn vị này không còn giúp xã')
  return { ...rest, day: day as Date, unitId: unit || null }
}
