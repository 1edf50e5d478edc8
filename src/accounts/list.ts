import { z } from 'zod'
import { chosenOf, finds, ordered, pageAt, paging, searched, sortedBy } from '../nouns/list.ts'
import type { Looking } from '../nouns/noun.ts'
import { listed } from '../sheets/sheet.ts'
import { capital, positionWords, statusWords } from '../words.ts'
import { isExpired } from './password.ts'
import { isKeeper } from './person.ts'

const states = {
  ...{ enabled: statusWords.enabled, awaiting: 'Chưa có mật khẩu', handed: 'Đã giao phiếu, chưa đổi mật khẩu', expired: 'Phiếu hết hạn' },
  disabled: statusWords.disabled,
}
type State = keyof typeof states

function stateOf({ disabledAt, awaitsSlip, slipUntil }: { disabledAt: Date | null; awaitsSlip: boolean; slipUntil: Date | null }): State {
  if (disabledAt) return 'disabled'
  if (awaitsSlip) return 'awaiting'
  return isExpired(slipUntil) ? 'expired' : slipUntil ? 'handed' : 'enabled'
}
const rights = { administrator: 'Người quản trị', other: 'Không quản trị' }

const filters = z.object({
  ...{ q: searched, is: chosenOf(states), position: chosenOf(positionWords), right: chosenOf(rights) },
  ...{ sort: sortedBy(['agency', 'name', 'username']), order: ordered, ...paging },
})

/** The people of one's agency; for the planning department, of all: some hundreds, searched in memory because tone marks do not count. */
export async function listOf({ db, actor }: Looking, query: unknown) {
  const chosen = filters.parse(query ?? {})
  const order = chosen.order ?? 'asc'
  const by = { agency: { agency: { name: order } }, name: { name: order }, username: { username: order } }
  const all = await db.user.findMany({
    where: {
      ...(chosen.position && { position: chosen.position }),
      ...(chosen.right && { administrator: chosen.right === 'administrator' }),
    },
    orderBy: [by[chosen.sort], { agency: { name: 'asc' } }, { username: 'asc' }],
    include: { agency: { select: { name: true, otherSpellings: true } } },
  })
  const found = finds(chosen.q)
  const wanted = all.filter(
    ({ name, username, title, agency, ...row }) =>
      (!chosen.is || stateOf(row) === chosen.is) && found(name, username, title, agency.name, ...agency.otherSpellings),
  )
  const { rows, ...pages } = pageAt(wanted.length, chosen)
  return {
    slips: isKeeper(actor) ? await db.user.count({ where: { awaitsSlip: true, disabledAt: null } }) : 0,
    ...{ title: 'Tài khoản người dùng', chosen: { ...chosen, order }, ...pages },
    filters: [
      { name: 'position', label: 'Vị trí', words: positionWords },
      { name: 'right', label: 'Quyền', words: rights },
      { name: 'is', label: 'Tình trạng', words: states },
    ],
    ...listed(wanted.slice(rows.skip, rows.skip + rows.take), [
      { title: 'Tên đăng nhập', sort: 'username', value: ({ username }) => username },
      { title: 'Họ và tên', sort: 'name', value: ({ name }) => name },
      { title: 'Cơ quan, đơn vị', sort: 'agency', value: ({ agency }) => agency.name },
      { title: 'Chức vụ', value: ({ title }) => title },
      {
        title: 'Vị trí',
        value: ({ position, administrator }) => `${capital(positionWords[position])}${administrator ? ', người quản trị' : ''}`,
      },
      { title: 'Tình trạng', value: (row) => states[stateOf(row)] },
    ]),
  }
}
