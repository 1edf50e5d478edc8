import { v7 } from 'uuid'
import { z } from 'zod'
import { addDays, inForceOn } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import { day, text, tick } from '../form.ts'
import { date, placeOf } from '../words.ts'
import type { Step } from '../workflow.ts'
import type { Founded, Known, Read } from './table.ts'

/** Communes go into others from a day on, by a decision; with the table, in one act. What was sent stays whose it was. */
export const arranging = z.object({
  on: day('Có hiệu lực từ ngày', { required: 'Nhập ngày có hiệu lực', hint: 'Ngày đầu tiên của các đơn vị mới, ví dụ 01/07/2025' }),
  number: text('Số nghị quyết, quyết định', { required: 'Nhập số văn bản', max: 100, hint: 'Ví dụ: 1661/NQ-UBTVQH15' }),
  dated: day('Ngày ban hành', { required: 'Nhập ngày ban hành', hint: 'Ví dụ 16/06/2025' }),
  districts: tick(
    'Kết thúc hoạt động của cấp huyện từ ngày ấy',
    'UBND cấp huyện thôi giữ chức năng trên cổng; xã báo cáo thẳng Sở Kế hoạch và Đầu tư',
  ),
  text: text('Các dòng đã chép', {
    max: 100_000,
    rows: 8,
    hint: 'Mỗi dòng: mã cũ, tên cũ, mã mới, tên mới. Để trống nếu chọn tệp. Ô được gọi tên như trong bảng tính, tính từ ô đầu tiên đã dán là A1',
  }),
})
export type Arrangement = z.output<typeof arranging> & { on: Date; dated: Date }

export const founding = {
  ...{ on: 'Programme', by: ['planning'], edits: true, founds: 'Agency', timeout: 60_000 },
  writes: {
    ...{ Agency: 'id', AgencyName: 'agencyId', AgencyCode: 'agencyId', AgencyRole: 'agencyId', AgencyParent: 'agencyId' },
    ...{ AgencySuccession: 'successorId', Assignment: 'programmeId', Obligation: 'programmeId' },
  },
} as const satisfies Step & { on: 'Programme' }

type Sources = Pick<Db, 'agency' | 'agencyRole' | 'agencyName' | 'agencyCode' | 'agencyParent' | 'agencySuccession' | 'assignment' | 'user'>

/** The communes of the day before, by name; and those that an earlier table of the same day has moved. */
export async function communesBefore(db: Pick<Sources, 'agency'>, on: Date): Promise<Known[]> {
  const before = inForceOn(addDays(on, -1))
  const communes = await db.agency.findMany({
    where: { roles: { some: { role: 'commune', ...before } } },
    include: {
      names: { where: before },
      codes: { where: before },
      successors: { where: { on }, include: { successor: { include: { codes: { where: inForceOn(on) } } } } },
    },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  return communes.map(({ id, name, names, codes, otherSpellings, successors: [gone] }) => ({
    ...{ id, code: codes[0]?.code ?? '', name: names[0]?.name ?? name, otherSpellings },
    ...(gone && { into: { code: gone.successor.codes[0]?.code ?? '', name: gone.successor.name } }),
  }))
}

/** What a table does beyond the communes themselves; the same for the preview and for the act. */
export async function effectOf(
  db: Sources,
  programmeId: string,
  { founded }: Pick<Read, 'founded'>,
  { on, districts }: Pick<Arrangement, 'on' | 'districts'>,
) {
  const gone = founded.flatMap(({ predecessors }) => predecessors.map(({ id }) => id))
  const [before, after] = [addDays(on, -1), { OR: [{ to: null }, { to: { gte: on } }] }]
  const running = await db.assignment.findMany({
    where: { programmeId, communeId: { in: gone }, ...after },
    include: { unit: true, commune: true },
    orderBy: [{ unit: { name: 'asc' } }, { commune: { name: 'asc' } }],
  })
  const existing = await db.agency.findMany({
    where: { codes: { some: { code: { in: founded.map(({ code }) => code) }, from: on } }, predecessors: { some: { on } } },
    include: { codes: { where: { from: on } } },
  })
  const idOf = new Map(existing.flatMap(({ id, codes }) => codes.map(({ code }) => [code, id] as const)))
  const helped = await db.assignment.findMany({ where: { programmeId, communeId: { in: [...idOf.values()] }, ...inForceOn(on) } })
  const begun = founded.flatMap((unit) => {
    const theirs = running.filter(({ communeId }) => unit.predecessors.some(({ id }) => id === communeId))
    return [...Map.groupBy(theirs, ({ unitId }) => unitId)]
      .filter(([unitId]) => !helped.some((one) => one.unitId === unitId && one.communeId === idOf.get(unit.code)))
      .map(([unitId, rows]) => ({ code: unit.code, commune: unit.name, unitId, unit: rows[0]?.unit.name ?? '', rows }))
  })
  const ends =
    districts === '1'
      ? await db.agencyRole.findMany({ where: { role: 'district', from: { lt: on }, ...after }, include: { agency: true } })
      : []
  const people = await db.user.count({ where: { agencyId: { in: gone }, disabledAt: null } })
  const later = running.filter(({ from }) => from >= on)
  return { gone, before, running, idOf, begun, ends, people, later }
}

type Effect = Awaited<ReturnType<typeof effectOf>>

/** An assignment that begins on the day or later is for a commune that is there no more: somebody has to decide. */
export const laterWords = (later: Effect['later'], on: Date) =>
  `Có phân công bắt đầu từ ngày ${date(on)} trở đi cho đơn vị cũ (${later.map(({ unit, commune }) => `${unit.name}, ${placeOf(commune.name)}`).join('; ')}). Kết thúc các phân công ấy trước`

export async function found(tx: Tx, founded: readonly Founded[], { idOf }: Effect, { on, decision }: { on: Date; decision: string }) {
  const fresh = founded.filter(({ code }) => !idOf.has(code)).map((unit) => ({ ...unit, id: v7() }))
  const named = { abbreviation: 'UBND' }
  await tx.agency.createMany({
    data: fresh.map(({ id, name }) => ({ id, name, ...named, documentStyle: 'state' as const, otherSpellings: [] })),
  })
  const ids = new Map([...idOf, ...fresh.map(({ code, id }) => [code, id] as const)])
  const all = fresh.map(({ id: agencyId, ...unit }) => ({ ...unit, agencyId, from: on }))
  await tx.agencyName.createMany({ data: all.map(({ agencyId, name, from }) => ({ agencyId, name, ...named, from })) })
  await tx.agencyCode.createMany({ data: all.map(({ agencyId, code, from }) => ({ agencyId, code, from })) })
  await tx.agencyRole.createMany({ data: all.map(({ agencyId, from }) => ({ agencyId, role: 'commune' as const, from })) })
  await tx.agencySuccession.createMany({
    data: founded.flatMap(({ code, predecessors }) =>
      predecessors.map(({ id: predecessorId }) => ({ predecessorId, successorId: ids.get(code) ?? '', on, decision })),
    ),
  })
  return ids
}

/** The last day of what goes into another, and of districts where they end: name, code, function and parent; "(cũ)" tells it from its successor in lists. */
export async function end(tx: Tx, founded: readonly Founded[], { gone, before, ends }: Effect) {
  const rows = { agencyId: { in: gone }, from: { lte: before }, OR: [{ to: null }, { to: { gt: before } }] }
  const data = { to: before }
  await tx.agencyName.updateMany({ where: rows, data, expect: await tx.agencyName.count({ where: rows }) })
  await tx.agencyCode.updateMany({ where: rows, data, expect: await tx.agencyCode.count({ where: rows }) })
  await tx.agencyRole.updateMany({ where: rows, data, expect: await tx.agencyRole.count({ where: rows }) })
  await tx.agencyParent.updateMany({ where: rows, data, expect: await tx.agencyParent.count({ where: rows }) })
  const districts = { id: { in: ends.map(({ id }) => id) } }
  if (ends.length) await tx.agencyRole.updateMany({ where: districts, data, expect: ends.length })
  for (const { id, name } of founded.flatMap(({ predecessors }) => predecessors))
    await tx.agency.update({ where: { id }, data: { name: `${name} (cũ)` }, select: { id: true } })
}

/** Whoever helped a commune helps what it has become; of several that became one, once. */
export async function move(
  tx: Tx,
  { running, begun, before }: Effect,
  ids: ReadonlyMap<string, string>,
  by: { programmeId: string; on: Date; decisionNumber: string; decisionDate: Date },
) {
  const { on: from, ...decided } = by
  await tx.assignment.updateMany({
    ...{ where: { id: { in: running.map(({ id }) => id) } }, data: { to: before, revision: { increment: 1 } }, expect: running.length },
  })
  await tx.assignment.createMany({
    data: begun.map(({ code, unitId, rows }) => ({
      ...{ ...decided, from, unitId, communeId: ids.get(code) ?? '', illustration: rows.every(({ illustration }) => illustration) },
      ...{ unitContact: listed(rows.map(({ unitContact }) => unitContact)), communeContact: listed(rows.map((row) => row.communeContact)) },
    })),
  })
}

const listed = (contacts: string[]) => [...new Set(contacts.filter(Boolean))].join('; ').slice(0, 500)
