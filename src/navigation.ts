import type { Role } from './generated/enums.ts'
import type { Actor } from './policy.ts'

type Entry = { href: string; label: string }
const entry = (href: string, label: string): Entry => ({ href, label })

const supports = entry('/supports', 'Hoạt động')
const needs = entry('/needs', 'Đề xuất')
const petitions = entry('/petitions', 'Kiến nghị')
const invitations = entry('/invitations', 'Giấy mời')
const inspections = entry('/inspections', 'Kiểm tra')
const inquiries = entry('/inquiries', 'Đột xuất')
const calendar = entry('/calendar', 'Lịch báo cáo')
const reminders = entry('/reminders', 'Nhắc việc')
const decisions = entry('/decisions', 'Chờ quyết định')
const scores = entry('/scores', 'Thi đua')
const overview = entry('/overview', 'Toàn cảnh')
const matrix = entry('/matrix', 'Theo dõi')

const menus: Record<'unit' | Role, Entry[]> = {
  unit: [
    entry('/plans', 'Kế hoạch'),
    entry('/coordination-programmes', 'Chương trình'),
    entry('/unit-reports', 'Báo cáo năm'),
    entry('/reports', 'Báo cáo của xã'),
    supports,
    needs,
    petitions,
    invitations,
    inspections,
    inquiries,
    matrix,
    scores,
    calendar,
    entry('/assignments', 'Phân công'),
  ],
  commune: [
    entry('/reports', 'Báo cáo'),
    entry('/plans', 'Kế hoạch'),
    entry('/coordination-programmes', 'Chương trình'),
    supports,
    needs,
    petitions,
    invitations,
    inspections,
    inquiries,
    matrix,
    calendar,
    entry('/assignments', 'Đơn vị giúp xã'),
  ],
  district: [
    overview,
    entry('/reports', 'Báo cáo của các xã'),
    entry('/plans', 'Kế hoạch giúp đỡ'),
    entry('/coordination-programmes', 'Chương trình'),
    entry('/unit-reports', 'Báo cáo của đơn vị'),
    entry('/district-reports', 'Báo cáo của huyện'),
    supports,
    needs,
    petitions,
    invitations,
    inspections,
    inquiries,
    matrix,
    calendar,
    entry('/assignments', 'Phân công'),
  ],
  planning: [
    overview,
    entry('/unit-reports', 'Báo cáo của đơn vị'),
    entry('/district-reports', 'Báo cáo của huyện'),
    entry('/province-reports', 'Báo cáo của tỉnh'),
    entry('/reports', 'Báo cáo của xã'),
    entry('/plans', 'Kế hoạch'),
    supports,
    needs,
    petitions,
    invitations,
    inspections,
    inquiries,
    entry('/indicators', 'Chỉ tiêu'),
    reminders,
    matrix,
    scores,
    calendar,
    entry('/assignments', 'Phân công'),
    entry('/regions', 'Khu vực'),
    entry('/programmes', 'Giai đoạn'),
    entry('/agencies', 'Cơ quan'),
    entry('/accounts', 'Người dùng'),
    entry('/log', 'Nhật ký'),
  ],
  province: [
    overview,
    decisions,
    entry('/province-reports', 'Báo cáo của tỉnh'),
    entry('/district-reports', 'Báo cáo của huyện'),
    entry('/unit-reports', 'Báo cáo của đơn vị'),
    entry('/reports', 'Báo cáo của xã'),
    entry('/plans', 'Kế hoạch'),
    supports,
    needs,
    petitions,
    invitations,
    inspections,
    inquiries,
    matrix,
    scores,
    calendar,
    entry('/assignments', 'Phân công'),
  ],
}

/** So many letters, with the gaps between entries, fit one line of a page of 1280 pixels beside “Mục khác”. */
const oneLine = 105

/** The entries of one's roles, each address once: first one's desks, then the lists; `more`: what one opens “Mục khác” for. */
export function navigation({ actor, path }: { actor: Actor; path: string }) {
  const desks = actor.roles.map((role) => entry(`/${role}`, actor.roles.length > 1 && role === 'unit' ? 'Việc giúp xã' : 'Việc cần làm'))
  const entries = [...desks, ...actor.roles.flatMap((role) => menus[role])]
  const unique = entries.filter(({ href }, i) => entries.findIndex((other) => other.href === href) === i)
  let used = 0
  return unique.map((one) => {
    used += one.label.length + 3
    return { ...one, more: used > oneLine, here: path === one.href || path.startsWith(`${one.href}/`) }
  })
}
