import { z } from 'zod'
import { type Db, freeUsername, type Tx } from '../db.ts'
import { Refusal } from '../errors.ts'
import { choice, text, tick } from '../form.ts'
import type { Doing, Handed, Looking, Noun } from '../nouns/noun.ts'
import type { Actor } from '../policy.ts'
import { positionWords } from '../words.ts'
import type { Party } from '../workflow.ts'
import { oneTimePassword } from './password.ts'
import { usernameFor } from './username.ts'

/**
 * Who works on the portal for which agency. The administrators of the planning department keep everybody's accounts; heads and administrators of
 * an agency its own. Nobody changes their own rights, and nobody but an administrator touches an administrator.
 */

export async function loadAccount(db: Pick<Db, 'user'>, id: string) {
  const user = await db.user.findUniqueOrThrow({ where: { id } })
  return { ...user, status: user.disabledAt ? ('disabled' as const) : ('enabled' as const) }
}

export type Account = Awaited<ReturnType<typeof loadAccount>>

export const isRegistrar = ({ roles, administrator }: Actor) => administrator && roles.includes('planning')
export const isKeeper = ({ administrator, position }: Actor) => administrator || position === 'leader'

export function partiesToAccount(actor: Actor, { id, agencyId }: { id: string; agencyId: string }): Party[] {
  const own = [actor.agencyId, ...actor.predecessors].includes(agencyId)
  const is = { self: id === actor.id, registrar: isRegistrar(actor), keeper: own && isKeeper(actor) }
  return (Object.keys(is) as (keyof typeof is)[]).filter((party) => is[party])
}

// ── what is asked ─────────────────────────────────────────────────────────────────────────────────────────────────

export const fields = {
  name: text('Họ và tên', { required: 'Nhập họ và tên', max: 100 }),
  title: text('Chức vụ', { required: 'Nhập chức vụ', max: 200, hint: 'Ghi như trên văn bản, ví dụ: Công chức Văn phòng - Thống kê' }),
  position: choice('Vị trí trên cổng', positionWords, 'Chọn vị trí', 'Chuyên viên soạn; lãnh đạo duyệt, ký; văn thư ghi số, ngày'),
}
export const administrator = tick('Là người quản trị', 'Cấp, khóa tài khoản của cơ quan; ở cơ quan tổng hợp: của mọi cơ quan')
export const username = text('Tên đăng nhập', { max: 60, hint: 'Để trống thì cổng đặt theo tên cơ quan và tên người' }).refine(
  (typed) => typed === '' || /^[a-z0-9][a-z0-9.-]{2,59}$/.test(typed),
  'Tên đăng nhập gồm 3 đến 60 chữ thường không dấu, chữ số, dấu chấm hoặc gạch nối',
)
const note = text('Lý do', { required: 'Nêu lý do', max: 1_000, rows: 3, hint: 'Được lưu trong nhật ký' })
const withReason = z.object({ note })

/** Only an administrator makes another, or takes it from one. */
const rights = ({ actor }: Pick<Looking, 'actor'>) => (actor.administrator ? { administrator } : {})

type Person = { name: string; title: string; position: 'specialist' | 'leader' | 'clerk'; administrator?: '1' | ''; username: string }

/** Somebody new, with a password that is shown this once and has to be changed at the first sign-in. */
export async function enrol(tx: Tx, agency: { id: string; name: string; abbreviation: string }, data: Person) {
  const called = await freeUsername(data.username || usernameFor(agency, data.name))
  if (data.username && called !== data.username)
    throw new Refusal(422, `Tên đăng nhập ${data.username} đã có người dùng. Ghi tên khác, hoặc để trống để cổng đặt`, 'username')
  const { password, passwordHash, until } = await oneTimePassword()
  const { id } = await tx.user.create({
    data: {
      ...{ agencyId: agency.id, username: called, name: data.name, title: data.title, position: data.position },
      ...{ administrator: data.administrator === '1', slipUntil: until },
    },
    select: { id: true },
  })
  await tx.credential.create({ data: { userId: id, passwordHash } })
  return { id, slip: { username: called, name: data.name, agency: agency.name, password, until } }
}

// ── the noun ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Passwords for those who have none yet. */
export const givingSlips = {
  ...({ on: 'Agency', by: ['registrar', 'administrator', 'leader'], writes: { User: 'id', Credential: 'userId' } } as const),
  ...{ timeout: 60_000, verb: 'cấp mật khẩu, in phiếu' },
} as const

export const importing = {
  on: 'Agency',
  by: ['registrar'],
  writes: { User: 'agencyId', Credential: 'userId' },
  timeout: 60_000,
  verb: 'cấp tài khoản từ bảng',
} as const

/** The account of somebody else; an administrator's only by an administrator. */
const others = {
  by: ['registrar', 'keeper'],
  theirs: (row: Account, actor: Actor) => row.id !== actor.id && (actor.administrator || !row.administrator),
  edits: true,
  writes: { User: 'id', Credential: 'userId' },
} as const

export const account = {
  name: 'account',
  model: 'User',
  path: '/accounts',
  readers: ['unit', 'commune', 'district', 'planning', 'province'],
  begin: {
    ...{ on: 'Agency', by: ['registrar', 'administrator', 'leader'], writes: { User: 'agencyId', Credential: 'userId' } },
    readers: ['unit', 'commune', 'district', 'planning', 'province'],
    may: isKeeper,
    ...{ label: 'Cấp tài khoản', send: 'Cấp tài khoản', verb: 'cấp tài khoản', stem: 'Cơ quan, đơn vị' },
    none: 'Tài khoản do lãnh đạo, người quản trị của cơ quan hoặc người quản trị của Sở Kế hoạch và Đầu tư cấp',
    async stems({ db, actor }) {
      if (!isKeeper(actor)) return []
      if (!isRegistrar(actor)) return [{ id: actor.agencyId, name: actor.agencyName }]
      return db.agency.findMany({ where: { successors: { none: {} } }, select: { id: true, name: true }, orderBy: { name: 'asc' } })
    },
    asks: async (looking) => z.object({ ...fields, username, ...rights(looking) }),
    async run({ tx, row, data }: Doing<{ id: string }, Person>) {
      const agency = await tx.agency.findUniqueOrThrow({ where: { id: row.id } })
      const { id, slip } = await enrol(tx, agency, data)
      return { id, slips: [slip] }
    },
  },
  steps: {
    edit: {
      ...{ ...others, from: ['enabled', 'disabled'], label: 'Sửa', verb: 'sửa thông tin tài khoản' },
      // Of oneself the name only: rights are others' to give.
      theirs: (row, actor) => actor.administrator || !row.administrator,
      asks: async ({ actor }, row) =>
        z.object({
          ...{ name: fields.name, title: fields.title, note },
          ...(row.id !== actor.id && { position: fields.position, ...rights({ actor }) }),
        }),
      values: ({ name, title, position, administrator }) => ({ name, title, position, administrator: administrator ? '1' : '' }),
      async run({ tx, row, actor, data }: Doing<Account, Person>) {
        const own = row.id === actor.id
        await tx.user.update({
          where: { id: row.id },
          data: {
            ...{ name: data.name, title: data.title },
            ...(!own && { position: data.position }),
            ...(!own && actor.administrator && { administrator: data.administrator === '1' }),
          },
        })
      },
    },
    reset: {
      ...{ ...others, from: ['enabled'], label: 'Cấp lại mật khẩu', verb: 'cấp lại mật khẩu', form: withReason },
      hint: 'Mật khẩu cũ hết hiệu lực và mọi phiên làm việc của người này kết thúc ngay. Mật khẩu mới chỉ hiện một lần, để in phiếu giao.',
      async run({ tx, row }: Doing<Account>): Promise<Handed> {
        const { password, passwordHash, until } = await oneTimePassword()
        const data = { passwordHash, epoch: { increment: 1 } }
        await tx.credential.update({ where: { userId: row.id }, data, select: { userId: true } })
        await tx.user.update({ where: { id: row.id }, data: { awaitsSlip: false, slipUntil: until } })
        const { name } = await tx.agency.findUniqueOrThrow({ where: { id: row.agencyId } })
        return { slips: [{ username: row.username, name: row.name, agency: name, password, until }] }
      },
    },
    disable: {
      ...{ ...others, from: ['enabled'], to: 'disabled', label: 'Khóa tài khoản', verb: 'khóa tài khoản', form: withReason },
      hint: 'Người này ra khỏi cổng ngay ở thao tác kế tiếp. Những gì đã làm giữ nguyên tên.',
      async run({ tx, row, at }: Doing<Account>) {
        await tx.user.update({ where: { id: row.id }, data: { disabledAt: at } })
        await tx.credential.update({ where: { userId: row.id }, data: { epoch: { increment: 1 } }, select: { userId: true } })
      },
    },
    enable: {
      ...{ ...others, from: ['disabled'], to: 'enabled', label: 'Mở lại tài khoản', verb: 'mở lại tài khoản', form: withReason },
      run: ({ tx, row }) => tx.user.update({ where: { id: row.id }, data: { disabledAt: null } }),
    },
  },
} as const satisfies Noun<Account>
