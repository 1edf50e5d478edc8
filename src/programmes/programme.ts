import { v7 } from 'uuid'
import { z } from 'zod'
import { isRegistrar } from '../accounts/person.ts'
import type { Db } from '../db.ts'
import { Refusal } from '../errors.ts'
import { day, text } from '../form.ts'
import type { Doing, Noun } from '../nouns/noun.ts'
import { date } from '../words.ts'

/** The stretches of years for which units are assigned to communes. What is owed hangs from one, so it changes only before anything was made for it. */

export async function loadProgramme(db: Pick<Db, 'programme' | 'assignment'>, id: string) {
  const row = await db.programme.findUniqueOrThrow({ where: { id } })
  return { ...row, status: 'listed' as const, assigned: await db.assignment.count({ where: { programmeId: id } }) }
}

export type Programme = Awaited<ReturnType<typeof loadProgramme>>

const fields = {
  name: text('Tên giai đoạn', {
    required: 'Nhập tên giai đoạn',
    max: 200,
    hint: 'Ví dụ: Giúp đỡ các xã đặc biệt khó khăn giai đoạn 2026-2030',
  }),
  decisions: text('Theo các quyết định', { required: 'Nêu các quyết định', max: 1_000, rows: 2, hint: 'Số và ngày, cách nhau bằng dấu chấm phẩy' }), // biome-ignore format: one line
  from: day('Từ ngày', { required: 'Nhập ngày đầu của giai đoạn' }),
  to: day('Đến hết ngày', { required: 'Nhập ngày cuối của giai đoạn' }),
  firstYear: text('Năm báo cáo đầu tiên', { required: 'Nhập năm', max: 4, hint: 'Năm đầu tiên phải báo cáo trên cổng, ví dụ 2026' }),
}
const note = text('Lý do', { required: 'Nêu lý do', max: 1_000, rows: 2 })

type Answers = { name: string; decisions: string; from?: Date; to?: Date; firstYear: string }

/** The periods that the portal knows (migration 0002). */
const lastYear = 2035

function sensible({ from, to, firstYear }: Answers, context: z.RefinementCtx) {
  const complain = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
  if (!from || !to) return
  if (to < from) complain('to', 'Ngày cuối không trước ngày đầu')
  else if (to.getUTCFullYear() > lastYear || from.getUTCFullYear() < 2021)
    complain('to', `Giai đoạn nằm trong các năm 2021 đến ${lastYear}`)
  const year = /^20\d{2}$/.test(firstYear) ? Number(firstYear) : 0
  if (year < from.getUTCFullYear() || year > to.getUTCFullYear()) complain('firstYear', 'Nhập một năm trong giai đoạn')
}

const columnsOf = ({ name, decisions, from = new Date(0), to = new Date(0), firstYear }: Answers) => ({
  ...{ name, decisions, from, to, firstYear: Number(firstYear) },
})

/** Two at once would owe everything twice. */
async function apart(db: Pick<Db, 'programme'>, { from = new Date(0), to = new Date(0) }: Answers, id?: string) {
  const other = await db.programme.findFirst({ where: { from: { lte: to }, to: { gte: from }, ...(id && { id: { not: id } }) } })
  if (other)
    throw new Refusal(422, `Trùng thời gian với “${other.name}”, từ ngày ${date(other.from)} đến hết ngày ${date(other.to)}`, 'from')
}

export const programme = {
  name: 'programme',
  model: 'Programme',
  path: '/programmes',
  readers: ['planning'],
  begin: {
    ...{ on: 'Agency', by: ['registrar'], founds: 'Programme', writes: { Programme: 'id' }, readers: ['planning'], may: isRegistrar },
    ...{ label: 'Mở giai đoạn mới', send: 'Mở giai đoạn', verb: 'mở giai đoạn', stem: 'Người mở' },
    none: 'Giai đoạn do người quản trị của cơ quan tổng hợp mở',
    stems: async ({ actor }) => (isRegistrar(actor) ? [{ id: actor.agencyId, name: actor.agencyName }] : []),
    asks: async () => z.object(fields).superRefine(sensible),
    async run({ tx, data }: Doing<{ id: string }, Answers>) {
      await apart(tx, data)
      const id = v7()
      await tx.programme.create({ data: { id, ...columnsOf(data) }, select: { id: true } })
      return id
    },
  },
  steps: {
    edit: {
      ...{ by: ['registrar'], from: ['listed'], edits: true, label: 'Sửa', verb: 'sửa giai đoạn', writes: { Programme: 'id' } },
      hint: 'Sửa được đến khi có phân công đầu tiên.',
      blocked: ({ assigned }) => (assigned ? 'Giai đoạn đã có phân công nên không sửa được nữa' : undefined),
      form: z.object({ ...fields, note }).superRefine(sensible),
      values: ({ name, decisions, from, to, firstYear }) => ({
        ...{ name, decisions, from: date(from), to: date(to), firstYear: String(firstYear) },
      }),
      async run({ tx, row, data }: Doing<Programme, Answers>) {
        await apart(tx, data, row.id)
        await tx.programme.update({ where: { id: row.id }, data: columnsOf(data) })
      },
    },
  },
} as const satisfies Noun<Programme>
