import { v7 } from 'uuid'
import { z } from 'zod'
import { isRegistrar } from '../accounts/person.ts'
import { addDays, dayOf, inForceOn } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import { Refusal } from '../errors.ts'
import { choice, day, optionalChoice, text } from '../form.ts'
import type { DocumentStyle, Role } from '../generated/enums.ts'
import type { Doing, Looking, Noun } from '../nouns/noun.ts'
import { date, documentStyleWords, partyWords } from '../words.ts'

/** Agencies, kept by the administrators of the planning department. Names, functions and superiors hold from a day to a day: what was sent keeps what held then. */

export async function loadAgency(db: Pick<Db, 'agency'>, id: string) {
  const row = await db.agency.findUniqueOrThrow({ where: { id }, include: { roles: { where: { to: null } } } })
  return { ...row, status: 'listed' as const }
}

export type Agency = Awaited<ReturnType<typeof loadAgency>>

export const roleWords = {
  commune: partyWords.commune,
  district: partyWords.district,
  planning: partyWords.planning,
  province: partyWords.province,
} satisfies Record<Role, string>

export const fields = {
  name: text('Tên cơ quan, đơn vị', {
    required: 'Nhập tên',
    max: 200,
    hint: 'Ghi như trên văn bản; UBND viết tắt, ví dụ: UBND xã Keo Lôm',
  }),
  abbreviation: text('Tên viết tắt', { max: 30, hint: 'Dùng trong số, ký hiệu văn bản, ví dụ: SNV. Để trống với UBND' }),
  documentStyle: choice('Thể thức văn bản', documentStyleWords, 'Chọn thể thức', 'Cơ quan Đảng, Mặt trận, đoàn thể có thể thức riêng'),
  spellings: text('Cách viết khác', { max: 500, hint: 'Cách nhau bằng dấu chấm phẩy; dùng khi tìm và khi nhập từ Excel' }),
}
export const role = optionalChoice('Chức năng', roleWords, 'Để trống nếu là đơn vị giúp xã: chức năng ấy theo phân công')
export const isCode = (typed: string) => typed === '' || /^(\d{2}|\d{3}|\d{5})$/.test(typed)
export const codeWanted = 'Mã gồm 5 chữ số (xã), 3 chữ số (huyện) hoặc 2 chữ số (tỉnh)'
const code = text('Mã đơn vị hành chính', { max: 5, hint: 'Mã của Tổng cục Thống kê: xã 5 chữ số, huyện 3, tỉnh 2' }).refine(
  isCode,
  codeWanted,
)
export const since = day('Từ ngày', { required: 'Nhập ngày bắt đầu' })
const note = text('Căn cứ, lý do', { required: 'Nêu căn cứ, lý do', max: 1_000, rows: 2, hint: 'Số và ngày của văn bản, nếu có' })

const named = async ({ db }: Looking) => {
  const agencies = await db.agency.findMany({ select: { id: true, name: true }, orderBy: { name: 'asc' } })
  return Object.fromEntries(agencies.map(({ id, name }) => [id, name]))
}

export type Fresh = {
  id?: string
  name: string
  abbreviation: string
  documentStyle: DocumentStyle
  spellings: string
  role: string
  code: string
  parent: string
  from?: Date
}

const spelled = (words: string) =>
  words
    .split(';')
    .map((one) => one.trim())
    .filter(Boolean)

/** Rows of agencies that come to be, with what holds of them from their first day on. */
export async function found(tx: Tx, agencies: readonly (Fresh & { id: string; from: Date })[]) {
  const rows = agencies.map(({ abbreviation, ...one }) => ({
    ...one,
    abbreviation: abbreviation || (/^UBND /.test(one.name) ? 'UBND' : ''),
  }))
  await tx.agency.createMany({
    data: rows.map(({ id, name, abbreviation, documentStyle, spellings }) => ({
      ...{ id, name, abbreviation, documentStyle, otherSpellings: spelled(spellings) },
    })),
  })
  await tx.agencyName.createMany({
    data: rows.map(({ id: agencyId, name, abbreviation, from }) => ({ agencyId, name, abbreviation, from })),
  })
  const [coded, holding, below] = [rows.filter((one) => one.code), rows.filter((one) => one.role), rows.filter((one) => one.parent)]
  await tx.agencyCode.createMany({ data: coded.map(({ id: agencyId, code, from }) => ({ agencyId, code, from })) })
  await tx.agencyRole.createMany({ data: holding.map(({ id: agencyId, role, from }) => ({ agencyId, role: role as Role, from })) })
  await tx.agencyParent.createMany({ data: below.map(({ id: agencyId, parent: parentId, from }) => ({ agencyId, parentId, from })) })
}

export const founding = {
  founds: 'Agency',
  writes: { Agency: 'id', AgencyName: 'agencyId', AgencyCode: 'agencyId', AgencyRole: 'agencyId', AgencyParent: 'agencyId' },
} as const

export const importing = { on: 'Agency', by: ['registrar'], ...founding, timeout: 60_000, verb: 'thêm cơ quan, đơn vị từ bảng' } as const

const ours = { by: ['registrar'], from: ['listed'], edits: true } as const

export const agency = {
  name: 'agency',
  model: 'Agency',
  path: '/agencies',
  readers: ['planning'],
  begin: {
    ...{ on: 'Agency', by: ['registrar'], ...founding, readers: ['planning'], may: isRegistrar },
    ...{ label: 'Thêm cơ quan, đơn vị', send: 'Thêm cơ quan, đơn vị', verb: 'thêm cơ quan, đơn vị', stem: 'Người thêm' },
    none: 'Cơ quan, đơn vị do người quản trị của cơ quan tổng hợp thêm',
    stems: async ({ actor }) => (isRegistrar(actor) ? [{ id: actor.agencyId, name: actor.agencyName }] : []),
    asks: async (looking) => {
      const agencies = await named(looking)
      const names = new Set(Object.values(agencies).map((name) => name.toLowerCase()))
      return z.object({
        ...{ ...fields, role, code, parent: optionalChoice('Trực thuộc', agencies, 'Của xã: UBND cấp huyện'), from: since },
        name: fields.name.refine((name) => !names.has(name.toLowerCase()), 'Tên này đã có trên cổng. Nếu là cơ quan khác, ghi thêm tên huyện trong ngoặc'), // biome-ignore format: one line
      })
    },
    async run({ tx, data }: Doing<{ id: string }, Fresh>) {
      const id = v7()
      await found(tx, [{ ...data, id, from: data.from ?? new Date(0) }])
      return id
    },
  },
  steps: {
    edit: {
      ...{ ...ours, label: 'Sửa', verb: 'sửa thông tin cơ quan', writes: { Agency: 'id', AgencyName: 'agencyId' } },
      hint: 'Dùng khi ghi sai. Tên thay đổi theo quyết định thì bấm “Đổi tên”.',
      form: z.object({ ...fields, note }),
      values: ({ name, abbreviation, documentStyle, otherSpellings }) => ({
        ...{ name, abbreviation, documentStyle, spellings: otherSpellings.join('; ') },
      }),
      async run({ tx, row, at, data }: Doing<Agency, Fresh>) {
        const { name, abbreviation, documentStyle, spellings } = data
        const now = await tx.agencyName.findFirst({ where: { agencyId: row.id, ...inForceOn(dayOf(at)) }, orderBy: { from: 'desc' } })
        if (now) await tx.agencyName.update({ where: { id: now.id }, data: { name, abbreviation } })
        await tx.agency.update({ where: { id: row.id }, data: { name, abbreviation, documentStyle, otherSpellings: spelled(spellings) } })
      },
    },
    rename: {
      ...{ ...ours, label: 'Đổi tên', verb: 'đổi tên cơ quan', writes: { Agency: 'id', AgencyName: 'agencyId' } },
      hint: 'Hồ sơ đã gửi giữ tên cũ. Ghi khi tên mới đã có hiệu lực.',
      form: z.object({ name: fields.name, abbreviation: fields.abbreviation, from: since, note }),
      values: ({ name, abbreviation }) => ({ name, abbreviation }),
      async run({ tx, row, at, data }: Doing<Agency, Fresh>) {
        const { name, abbreviation, from = new Date(0) } = data
        if (from > dayOf(at)) throw new Refusal(422, `Tên mới có hiệu lực từ ngày ${date(from)}: đến ngày ấy mới ghi được`, 'from')
        const last = await tx.agencyName.findFirst({ where: { agencyId: row.id }, orderBy: { from: 'desc' } })
        if (last && from < last.from)
          throw new Refusal(422, `Tên hiện nay có hiệu lực từ ngày ${date(last.from)}; tên mới không thể có trước ngày ấy`, 'from')
        if (last && from.getTime() === last.from.getTime())
          await tx.agencyName.update({ where: { id: last.id }, data: { name, abbreviation } })
        else {
          if (last) await tx.agencyName.update({ where: { id: last.id }, data: { to: addDays(from, -1) } })
          await tx.agencyName.create({ data: { agencyId: row.id, name, abbreviation, from }, select: { id: true } })
        }
        await tx.agency.update({ where: { id: row.id }, data: { name, abbreviation } })
      },
    },
    'take-function': {
      ...{ ...ours, label: 'Giao chức năng', verb: 'giao chức năng', writes: { Agency: 'id', AgencyRole: 'agencyId' } },
      hint: 'Nghĩa vụ báo cáo được lập theo chức năng. Chức năng đơn vị giúp xã theo phân công, không ghi ở đây.',
      form: z.object({ role: choice('Chức năng', roleWords, 'Chọn chức năng'), from: since, note }),
      async run({ tx, row, data }: Doing<Agency, { role: Role; from?: Date }>) {
        const { role, from = new Date(0) } = data
        const held = await tx.agencyRole.findFirst({ where: { agencyId: row.id, role, OR: [{ to: null }, { to: { gte: from } }] } })
        if (held) throw new Refusal(422, `Cơ quan đang giữ chức năng này từ ngày ${date(held.from)}`, 'role')
        await tx.agencyRole.create({ data: { agencyId: row.id, role, from }, select: { id: true } })
      },
    },
    'end-function': {
      ...{ ...ours, label: 'Thôi chức năng', verb: 'thôi giao chức năng', writes: { Agency: 'id', AgencyRole: 'agencyId' } },
      hint: 'Nghĩa vụ chưa gửi của chức năng ấy được rút; hồ sơ đã gửi giữ nguyên.',
      blocked: (row, _, actor) =>
        row.id === actor.agencyId
          ? 'Không tự thôi chức năng của cơ quan mình'
          : row.roles.length
            ? undefined
            : 'Cơ quan không giữ chức năng nào',
      asks: async (_, { roles }) =>
        z.object({
          role: choice('Chức năng', Object.fromEntries(roles.map(({ role }) => [role, roleWords[role]])), 'Chọn chức năng'),
          last: day('Đến hết ngày', { required: 'Nhập ngày cuối cùng' }),
          note,
        }),
      async run({ tx, row, data }: Doing<Agency, { role: Role; last?: Date }>) {
        const { role, last = new Date(0) } = data
        const held = await tx.agencyRole.findFirst({ where: { agencyId: row.id, role, to: null } })
        if (!held) throw new Refusal(422, 'Cơ quan không giữ chức năng này', 'role')
        if (last < held.from)
          throw new Refusal(422, `Chức năng này được giao từ ngày ${date(held.from)}; ngày cuối không thể trước đó`, 'last')
        await tx.agencyRole.update({ where: { id: held.id }, data: { to: last } })
      },
    },
    parent: {
      ...{ ...ours, label: 'Đổi cơ quan cấp trên', verb: 'đổi cơ quan cấp trên', writes: { Agency: 'id', AgencyParent: 'agencyId' } },
      asks: async (looking, row) => {
        const { [row.id]: _, ...agencies } = await named(looking)
        return z.object({ parent: optionalChoice('Trực thuộc', agencies, 'Để trống: không còn trực thuộc cơ quan nào'), from: since, note })
      },
      async run({ tx, row, data }: Doing<Agency, { parent: string; from?: Date }>) {
        const { parent: parentId, from = new Date(0) } = data
        const last = await tx.agencyParent.findFirst({ where: { agencyId: row.id }, orderBy: { from: 'desc' } })
        if (last && from < last.from)
          throw new Refusal(422, `Cơ quan cấp trên hiện nay được ghi từ ngày ${date(last.from)}; thay đổi không thể trước ngày ấy`, 'from')
        if (last && parentId && from.getTime() === last.from.getTime())
          return tx.agencyParent.update({ where: { id: last.id }, data: { parentId, to: null } })
        if (last && (!last.to || last.to >= from)) {
          const to = from > last.from ? addDays(from, -1) : from
          await tx.agencyParent.update({ where: { id: last.id }, data: { to } })
        }
        if (parentId) await tx.agencyParent.create({ data: { agencyId: row.id, parentId, from }, select: { id: true } })
      },
    },
  },
} as const satisfies Noun<Agency>
