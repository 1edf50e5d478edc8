import { z } from 'zod'
import { programmeOf } from '../calendar/programme.ts'
import { Refusal } from '../errors.ts'
import { settleObligations } from '../obligations/obligation.ts'
import { agenciesKnown, agencyIn, type Importing, type KnownAgency, type Line } from '../sheets/import.ts'
import { fields, type Ground, groundOf, objectionOn, owedAfter, planned } from './change.ts'

/** The assignments of a decision from its annex, as a table; what is owed follows in the same act. */

type Known = Ground & { agencies: KnownAgency[]; communes: KnownAgency[]; units: KnownAgency[]; programme: Programme }
type Programme = { id: string; from: Date; to: Date; firstYear: number }

const row = ({ units, communes }: Pick<Known, 'units' | 'communes'>) =>
  z.object({
    unit: agencyIn('Đơn vị giúp xã', units),
    commune: agencyIn('Xã được giúp', communes),
    from: fields.from,
    number: fields.number,
    dated: fields.dated,
    unitContact: fields.contact('Đầu mối của đơn vị'),
    communeContact: fields.contact('Đầu mối của xã'),
  })
type Data = z.output<ReturnType<typeof row>>

const begun = ({ data }: Line<Data>) => planned('assign', data).begins

export const assignmentTable: Importing<Known, ReturnType<typeof row>> = {
  ...{ path: '/assignments', readers: ['planning'], action: 'assignment.import', heads: ['unit', 'commune', 'from', 'number', 'dated'] },
  title: 'Nhập phân công từ Excel',
  lead: 'Đơn vị nào giúp xã nào, theo quyết định nào, từ ngày nào.',
  async known({ db, at }) {
    const programme = await programmeOf(db, at)
    if (!programme) throw new Refusal(409, 'Chưa có giai đoạn nào trên cổng: mở giai đoạn trước')
    const agencies = await agenciesKnown(db)
    const held = await db.agencyRole.findMany({ where: { role: { in: ['commune', 'district', 'province'] } } })
    const ground = await groundOf(db, programme)
    const holding = (roles: string[]) => new Set(held.flatMap(({ role, agencyId, to }) => (roles.includes(role) && !to ? [agencyId] : [])))
    const [communes, bodies] = [holding(['commune']), holding(['commune', 'district', 'province'])]
    return {
      ...{ ...ground, programme, agencies },
      communes: agencies.filter(({ id }) => communes.has(id)),
      units: agencies.filter(({ id }) => !bodies.has(id)),
    }
  },
  row,
  judging(known) {
    const keyOf = ({ unitId, communeId }: Ground['assignments'][number]) => `${unitId} ${communeId}`
    const pairs = Map.groupBy(known.assignments, keyOf)
    return (line) => {
      const { data } = line
      const key = `${data.unit} ${data.commune}`
      const those = pairs.get(key) ?? []
      if (those.some(({ from }) => from.getTime() === data.from?.getTime())) return true
      const wrong = objectionOn({ ...known, assignments: those }, known.programme, 'assign', data)
      if (!wrong) pairs.set(key, [...those, ...begun(line)])
      return wrong
    }
  },
  template: ({ communes, assignments }) => {
    const helped = new Set(assignments.filter(({ to }) => !to).map(({ communeId }) => communeId))
    return communes.filter(({ id }) => !helped.has(id)).map(({ name }) => ['', name, '', '', '', '', ''])
  },
  how: [
    'Mẫu có sẵn các xã chưa có đơn vị nào giúp. Mỗi dòng một đơn vị giúp một xã; xã có nhiều đơn vị thì ghi nhiều dòng.',
    'Đơn vị, xã: tên như trên cổng; xã ghi mã đơn vị hành chính cũng được.',
    'Từ ngày: ngày phân công có hiệu lực, trong giai đoạn đang mở; ngày quyết định không sau ngày ấy. Dạng ngày/tháng/năm.',
    'Chỉ thêm phân công. Kết thúc, chuyển sang xã khác thì làm ở trang của từng phân công.',
    'Cổng lập ngay nghĩa vụ báo cáo theo phân công và lịch.',
  ],
  async effect({ db, at }, lines, { programme }) {
    const { missing, again, gone } = await owedAfter(db, programme, at, { ends: [], begins: lines.flatMap(begun) })
    return [
      `${missing.length + again.length} nghĩa vụ báo cáo được lập theo lịch.`,
      ...(gone.length ? [`${gone.length} nghĩa vụ chưa gửi được rút.`] : []),
    ]
  },
  target: async ({ db, at }) => (await programmeOf(db, at))?.id ?? '',
  async write(tx, lines, { at, subject }) {
    const programme = subject as Programme
    await tx.assignment.createMany({
      data: lines.flatMap((line) =>
        begun(line).map((begin) => ({
          ...{ ...begin, programmeId: programme.id, decisionNumber: line.data.number, decisionDate: line.data.dated ?? new Date(0) },
        })),
      ),
    })
    await settleObligations(tx, programme, at)
    return undefined
  },
}
