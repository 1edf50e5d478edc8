import { v7 } from 'uuid'
import { z } from 'zod'
import type { Db } from '../db.ts'
import { agenciesKnown, agencyIn, type Importing, type KnownAgency, wordIn } from '../sheets/import.ts'
import { plain, positionWords } from '../words.ts'
import { fields, isRegistrar, username } from './person.ts'
import { unused, usernameFor } from './username.ts'

/** Accounts from a table. They have no password until their slips are printed. */

const yes = { yes: 'Có', no: 'Không' }

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
  lead: 'Mỗi dòng một người; ghi xong thì cấp mật khẩu dùng một lần và in phiếu.',
  known: async ({ db }) => ({ agencies: await agenciesKnown(db), users: await usersKnown(db) }),
  row: ({ agencies }) => row(agencies),
  judging({ users }) {
    const keyOf = (agencyId: string, name: string) => `${agencyId} ${plain(name)}`
    const [byName, byUsername] = [
      new Map(users.map((one) => [keyOf(one.agencyId, one.name), one])),
      new Map(users.map((one) => [one.username, one])),
    ]
    const rows = new Map<string, number>()
    return ({ data, row }) => {
      const key = keyOf(data.agency, data.name)
      const there = data.username ? byUsername.get(data.username) : byName.get(key)
      if (there && keyOf(there.agencyId, there.name) !== key)
        return { field: 'username', words: `Tên đăng nhập ${data.username} đã có người dùng` }
      if (there) return true
      const twice = rows.get(key) ?? (data.username ? rows.get(data.username) : undefined)
      if (twice !== undefined) return { field: 'name', words: `Đã có ở dòng ${twice + 1}` }
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
    'Ghi xong, tài khoản chưa có mật khẩu. Trang kế tiếp cho cấp mật khẩu dùng một lần và in phiếu, mọi cơ quan hoặc từng cơ quan.',
  ],
  leads: '/accounts/slips',
  also: (lines) => lines.map(({ data }) => data.agency),
  async write(tx, lines, { known }) {
    const agencies = new Map(known.agencies.map((agency) => [agency.id, agency]))
    const taken = new Set([...known.users, ...lines.map(({ data }) => data)].map(({ username }) => username))
    const people = lines.flatMap(({ data: { agency: agencyId, name, title, position, administrator, username } }) => {
      const agency = agencies.get(agencyId)
      if (!agency) return []
      const called = username || unused(usernameFor(agency, name), taken)
      taken.add(called)
      return [
        {
          ...{ id: v7(), agencyId, name, title, username: called, position: position || ('specialist' as const) },
          ...{ administrator: administrator === 'yes', awaitsSlip: true },
        },
      ]
    })
    await tx.user.createMany({ data: people })
    await tx.credential.createMany({ data: people.map(({ id }) => ({ userId: id, passwordHash: '' })) })
    return undefined
  },
}
