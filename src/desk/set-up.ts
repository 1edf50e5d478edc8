import type { Db } from '../db.ts'
import type { Actor } from '../policy.ts'

/** What an administrator prepares before anybody else can work, in its order, with how much of it is there; nothing once people and assignments are. */
export async function setUpOf(db: Db, { administrator, agencyId }: Actor) {
  if (!administrator) return []
  const [agencies, programmes, assignments, accounts] = await Promise.all([
    db.agency.count({ where: { id: { not: agencyId } } }),
    db.programme.count(),
    db.assignment.count(),
    db.user.count({ where: { agencyId: { not: agencyId } } }),
  ])
  if (assignments && accounts) return []
  return [
    { href: '/agencies/table', label: 'Nhập cơ quan, đơn vị từ Excel', there: agencies },
    { href: '/programmes/new', label: 'Mở giai đoạn', there: programmes },
    { href: '/assignments/table', label: 'Nhập phân công từ Excel', there: assignments },
    { href: '/accounts/table', label: 'Cấp tài khoản từ Excel, in phiếu mật khẩu', there: accounts },
    { href: '/holidays/table', label: 'Nhập ngày nghỉ, ngày làm bù của năm từ Excel' },
  ]
}
