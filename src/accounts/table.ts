import { z } from 'zod'
import type { Db } from '../db.ts'
import { agenciesKnown, agencyIn, type Importing, type KnownAgency, wordIn } from '../sheets/import.ts'
import { plain, positionWords } from '../words.ts'
import { enrol, fields, isRegistrar, username } from './person.ts'

/** Accounts from a table; their one-time passwords come back as slips to be printed. */

const yes = { yes: 'Có', no: 'Không' }
const most = 300

const row = (agencies: readonly KnownAgency[]) =>
  z.object({
    agency: agencyIn('Cơ quan, đơn vị', agencies),
    name: fields.name,
    title: fields.title,
    position: wordIn('Vị trí', positionWords, 'specialist'),
    username,
    administrator: wordIn('Người quản trị', yes, 'no'),
  })

type Known = { agencies: KnownAgency[]; users: { agencyId: string; name: string; username: string }[] }

const usersKnown = (db: Pick<Db, 'user'>) => db.user.findMany({ select: { agencyId: true, name: true, username: true } })

export const accountTable: Importing<Known, ReturnType<typeof row>> = {
  ...{ path: '/accounts', readers: ['planning'], may: isRegistrar, action: 'account.import', heads: ['agency', 'name'] },
  title: 'Cấp tài khoản từ Excel',
  lead: 'Mỗi dòng một người; ghi xong cổng cho in phiếu mật khẩu dùng một lần.',
  known: async ({ db }) => ({ agencies: await agenciesKnown(db), users: await usersKnown(db) }),
  row: ({ agencies }) => row(agencies),
  judging({ users }) {
    const keyOf = (agencyId: string, name: string) => `${agencyId} ${plain(name)}`
    const [byName, byUsername] = [
      new Map(users.map((one) => [keyOf(one.agencyId, one.name), one])),
      new Map(users.map((one) => [one.username, one])),
    ]
    const rows = new Map<string, number>()
    let people = 0
    return ({ data, row }) => {
      const key = keyOf(data.agency, data.name)
      const there = data.username ? byUsername.get(data.username) : byName.get(key)
      if (there && keyOf(there.agencyId, there.name) !== key)
        return { field: 'username', words: `Tên đăng nhập ${data.username} đã có người dùng` }
      if (there) return true
      const twice = rows.get(key) ?? (data.username ? rows.get(data.username) : undefined)
      if (twice !== undefined) return { field: 'name', words: `Đã có ở dòng ${twice + 1}` }
      if (people === most) return { field: 'agency', words: `Mỗi lần nhiều nhất ${most} người; chia bảng làm nhiều lần` }
      people++
      rows.set(key, row)
      if (data.username) rows.set(data.username, row)
      return undefined
    }
  },
  template: ({ agencies, users }) => {
    const served = new Set(users.map(({ agencyId }) => agencyId))
    return agencies.filter(({ id }) => !served.has(id)).map(({ name }) => [name, '', '', 'chuyên viên', '', ''])
  },
  how: [
    'Mẫu có sẵn các cơ quan chưa có tài khoản nào. Mỗi dòng một người; một cơ quan có thể có nhiều dòng.',
    'Cơ quan, đơn vị: tên như trên cổng, hoặc mã đơn vị hành chính.',
    `Vị trí ghi một trong: ${Object.values(positionWords).join('; ')}. Để trống là chuyên viên.`,
    'Tên đăng nhập: chữ thường không dấu, chữ số, dấu chấm, gạch nối. Để trống thì cổng đặt.',
    'Người quản trị: ghi Có cho người được cấp, khóa tài khoản của cơ quan ấy.',
    'Ghi xong, trang kế tiếp hiện mật khẩu dùng một lần của từng người, một lần duy nhất: in ngay.',
  ],
  also: (lines) => lines.map(({ data }) => data.agency),
  async write(tx, lines) {
    const agencies = await tx.agency.findMany({ where: { id: { in: lines.map(({ data }) => data.agency) } } })
    const byId = new Map(agencies.map((agency) => [agency.id, agency]))
    const slips = []
    const taken = new Set(lines.map(({ data }) => data.username))
    for (const { data } of lines) {
      const agency = byId.get(data.agency)
      if (!agency) continue
      const { slip } = await enrol(
        tx,
        agency,
        { ...data, position: data.position || 'specialist', administrator: data.administrator === 'yes' ? '1' : '' },
        data.username ? undefined : taken,
      )
      taken.add(slip.username)
      slips.push(slip)
    }
    return { slips }
  },
}
