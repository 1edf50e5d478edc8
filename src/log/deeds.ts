import { verbs } from '../filings/page.ts'
import { type Action, actions } from '../policy.ts'
import { kindWords } from '../words.ts'

/** What an action is called, as the histories call it; and on which pages its subject stands. */

const others: Record<string, string> = {
  'obligation.make': 'lập nghĩa vụ báo cáo',
  'calendar.set': 'đặt lịch báo cáo',
  'succession.found': 'sắp xếp đơn vị hành chính',
  'reminder.set': 'đặt lịch nhắc việc',
  'reminder.queue': 'lập thư nhắc việc',
  'reminder.send': 'gửi thư nhắc việc',
  'rehearsal.move': 'đổi ngày diễn tập',
  'account.choose-reminders': 'chọn cách nhận thư nhắc',
  'account.change-password': 'đổi mật khẩu',
  'account.subscribe-calendar': 'tạo địa chỉ lịch',
  'account.revoke-calendar': 'hủy địa chỉ lịch',
  'account.create-administrator': 'tạo người quản trị',
  'agency.ask-approval': 'đặt việc trình duyệt trước khi gửi',
  'unitReport.comment': 'góp ý phần kết quả của xã',
}

/** "gửi", "thu hồi", "trả lời không tiếp nhận". */
export function deedWords(action: string): string {
  const [name = '', step = ''] = action.split('.')
  const { verb, label } = (actions[action as Action] ?? {}) as { verb?: string; label?: string }
  const said = name in kindWords ? verbs[step as keyof typeof verbs] : undefined
  return said ?? others[action] ?? verb ?? label?.toLowerCase() ?? action
}

/** Of a filing the kind is said too, because many have the same steps. */
export function longDeedWords(action: string): string {
  const kind = kindWords[action.split('.')[0] as keyof typeof kindWords]
  return kind ? `${kind}: ${deedWords(action)}` : deedWords(action)
}

/** Subjects that are no filing: what one is called, and where its page is, if it has one. */
export const subjectWords: Record<string, { called: string; path?: string }> = {
  Obligation: { called: 'Nghĩa vụ báo cáo', path: '/obligations' },
  Assignment: { called: 'Phân công', path: '/assignments' },
  Need: { called: 'Đề xuất', path: '/needs' },
  Support: { called: 'Hoạt động giúp đỡ', path: '/supports' },
  Petition: { called: 'Kiến nghị', path: '/petitions' },
  Invitation: { called: 'Giấy mời', path: '/invitations' },
  Inspection: { called: 'Đợt kiểm tra', path: '/inspections' },
  InspectionRequest: { called: 'Yêu cầu sau kiểm tra', path: '/inspection-requests' },
  Inquiry: { called: 'Yêu cầu báo cáo đột xuất', path: '/inquiries' },
  InquiryAnswer: { called: 'Trả lời báo cáo đột xuất', path: '/inquiry-answers' },
  Indicator: { called: 'Chỉ tiêu', path: '/indicators' },
  Holiday: { called: 'Ngày nghỉ', path: '/holidays' },
  Authorisation: { called: 'Ủy quyền', path: '/authorisations' },
  CommuneRegion: { called: 'Khu vực của xã', path: '/regions' },
  Reminder: { called: 'Thư nhắc việc', path: '/reminders' },
  Programme: { called: 'Giai đoạn giúp xã' },
  Agency: { called: 'Cơ quan, đơn vị' },
  User: { called: 'Tài khoản' },
  SharedSection: { called: 'Phần kết quả của xã' },
}
