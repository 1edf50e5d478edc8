import type { Role } from '../generated/enums.ts'
import { partyWords } from '../words.ts'

type Reader = 'unit' | Role
export type Governed = { clause: `${number}.${number}`; what: string; href: string; by: readonly Reader[] }

const all = ['unit', 'commune', 'district', 'planning', 'province'] as const

/** Which clause is carried out on which page, and by whom: the table of the regulation's page, and the links below each clause. */
export const governed: readonly Governed[] = [
  { clause: '3.3', what: 'Đọc báo cáo của xã, góp ý, không làm thay', href: '/reports', by: ['unit'] },
  { clause: '4.3', what: 'Tư vấn chỉ tiêu theo dõi', href: '/indicators', by: ['unit'] },
  { clause: '4.3', what: 'Đề xuất, áp dụng chỉ tiêu của xã', href: '/indicators', by: ['commune'] },
  { clause: '4.5', what: 'Ghi hoạt động giúp đỡ và nguồn lực', href: '/supports', by: ['unit'] },
  { clause: '8.1', what: 'Ghi hoạt động giúp đỡ theo nội dung Chương II', href: '/supports', by: ['unit'] },
  { clause: '8.2', what: 'Lập kế hoạch, lấy ý kiến thống nhất', href: '/plans', by: ['unit'] },
  { clause: '8.2', what: 'Thống nhất kế hoạch của đơn vị', href: '/plans', by: ['commune', 'district'] },
  { clause: '9.1', what: 'Trả lời giấy mời, tham gia ý kiến', href: '/invitations', by: ['unit'] },
  { clause: '9.2', what: 'Dự họp của huyện với xã, đề xuất giải pháp', href: '/invitations', by: ['unit'] },
  { clause: '9.2', what: 'Mời đơn vị dự họp với xã', href: '/invitations', by: ['district'] },
  { clause: '9.4', what: 'Đọc báo cáo của xã', href: '/reports', by: ['unit'] },
  { clause: '9.4', what: 'Yêu cầu báo cáo đột xuất', href: '/inquiries', by: ['unit', 'district', 'planning'] },
  { clause: '9.4', what: 'Trả lời yêu cầu báo cáo đột xuất', href: '/inquiry-answers', by: ['commune'] },
  { clause: '10.1', what: 'Kiểm tra, yêu cầu và theo dõi thực hiện', href: '/inspections', by: ['district'] },
  { clause: '10.1', what: 'Đôn đốc nơi chưa gửi', href: '/obligations', by: ['district', 'planning'] },
  { clause: '10.1', what: 'Đề xuất nội dung cần hỗ trợ thay cho xã', href: '/needs', by: ['district'] },
  { clause: '10.2', what: 'Chỉ đạo, cho thực hiện chương trình phối hợp', href: '/coordination-programmes', by: ['district'] },
  { clause: '11.1', what: 'Đề xuất nhiệm vụ, nhu cầu', href: '/needs', by: ['commune'] },
  { clause: '11.1', what: 'Trả lời đề xuất của xã', href: '/needs', by: ['unit'] },
  { clause: '11.2', what: 'Lập chương trình phối hợp', href: '/coordination-programmes', by: ['commune'] },
  { clause: '11.2', what: 'Mời đơn vị dự hội nghị, kỳ họp', href: '/invitations', by: ['commune'] },
  { clause: '11.3', what: 'Xác nhận việc giúp đã nhận', href: '/supports', by: ['commune'] },
  { clause: '11.4', what: 'Báo cáo tháng, quý, năm', href: '/reports', by: ['commune'] },
  { clause: '11.4', what: 'Tiếp nhận báo cáo của xã', href: '/reports', by: ['district'] },
  { clause: '11.4', what: 'Kiến nghị với đơn vị giúp xã, UBND cấp huyện', href: '/petitions', by: ['commune'] },
  { clause: '12.1', what: 'Xem toàn cảnh kết quả giúp xã', href: '/overview', by: ['district', 'planning', 'province'] },
  { clause: '12.2', what: 'Báo cáo lý do không triển khai', href: '/explanations', by: ['unit'] },
  { clause: '12.2', what: 'Ghi ý kiến về lý do, chuyển UBND tỉnh', href: '/explanations', by: ['planning'] },
  { clause: '12.2', what: 'Quyết định về lý do không triển khai', href: '/decisions', by: ['province'] },
  { clause: '13.1', what: 'Báo cáo kết quả giúp xã năm', href: '/unit-reports', by: ['unit'] },
  { clause: '13.1', what: 'Tiếp nhận báo cáo của đơn vị', href: '/unit-reports', by: ['planning'] },
  { clause: '13.2', what: 'Tổng hợp, gửi báo cáo của huyện', href: '/district-reports', by: ['district'] },
  { clause: '13.2', what: 'Tiếp nhận báo cáo của huyện', href: '/district-reports', by: ['planning'] },
  { clause: '13.3', what: 'Lập báo cáo tổng kết của tỉnh', href: '/province-reports', by: ['planning'] },
  { clause: '13.3', what: 'Nhận báo cáo tổng kết của tỉnh', href: '/province-reports', by: ['province'] },
  { clause: '13.4', what: 'Ghi nguồn lực: tự có, vận động', href: '/supports', by: ['unit'] },
  { clause: '13.5', what: 'Gửi, trả lời kiến nghị với UBND tỉnh (qua Sở Kế hoạch và Đầu tư)', href: '/petitions', by: all },
]

/** As everywhere, but planning by the name that the regulation gives it. */
const roleWords: Record<Reader, string> = { ...partyWords, planning: 'Sở Kế hoạch và Đầu tư' }

/** The table by role: one's own first; an address is a link only for who can open it. */
export function dutiesFor(roles: readonly Reader[]) {
  const order = all.toSorted((a, b) => Number(roles.includes(b)) - Number(roles.includes(a)))
  return order.map((role) => ({
    ...{ role: roleWords[role], own: roles.includes(role) },
    duties: governed
      .filter(({ by }) => by.includes(role))
      .map(({ clause, what, href }) => ({ what, href: roles.includes(role) ? href : undefined, ...placed(clause) })),
  }))
}

/** What hangs from one clause for these roles. */
export const pagesOf = (article: number, clause: number, roles: readonly Reader[]) => {
  const found = governed.filter((one) => one.clause === `${article}.${clause}` && one.by.some((role) => roles.includes(role)))
  return [...new Map(found.map((one) => [one.href, one])).values()]
}

function placed(clause: string) {
  const [article, number] = clause.split('.')
  return { cite: `khoản ${number} Điều ${article}` }
}
