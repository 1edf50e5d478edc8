import { local } from './clock.ts'
import { cameOnNamedDay, daysLeft, lastDay, type Owed, paperDecides, type Standing, standing, type Term } from './deadlines.ts'
import type {
  AdjustmentStatus,
  AnswerStatus,
  Area,
  AuthorisationStatus,
  BeneficiaryGroup,
  ContributionKind,
  ContributionSource,
  DocumentStyle,
  HelpForm,
  HolidayStatus,
  Host,
  IndicatorKind,
  IndicatorStatus,
  InquiryStatus,
  InspectionStatus,
  InvitationStatus,
  ItemOutcome,
  ItemWord,
  Kind,
  NeedPriority,
  NeedStatus,
  ObjectionStatus,
  Occasion,
  Opinion,
  PeriodKind,
  PetitionDeed,
  PetitionStatus,
  Position,
  QuestionKind,
  Rating,
  Region,
  RegionStatus,
  ReminderCause,
  ReminderChoice,
  ReminderStatus,
  Reply,
  RequestStatus,
  ScoringStatus,
  Status,
  SupportStatus,
} from './generated/enums.ts'
import type { Party } from './workflow.ts'

/** Of filings, and of every other noun that is taken through the steps of a table. */
export type AnyStatus =
  | Status
  | NeedStatus
  | SupportStatus
  | InvitationStatus
  | InspectionStatus
  | RequestStatus
  | PetitionStatus
  | InquiryStatus
  | AnswerStatus
  | IndicatorStatus
  | AuthorisationStatus
  | HolidayStatus
  | RegionStatus
  | ReminderStatus
  | ScoringStatus
  | ObjectionStatus
  | AdjustmentStatus
  | 'enabled'
  | 'disabled'
  | 'listed'

const needStatusWords = {
  proposed: 'Đang chờ đơn vị trả lời',
  declined: 'Không được tiếp nhận',
  withdrawn: 'Đã rút',
} satisfies Record<NeedStatus, string>

/** What became of a need: its status, or that a plan has taken it in. */
export const fateWords = { ...needStatusWords, taken: 'Đã đưa vào kế hoạch' }

/** What has become of it by the day of a consolidated report. */
export const needFateWords = {
  met: 'Xã đã nhận được',
  taken: 'Đã đưa vào kế hoạch, xã chưa nhận',
  declined: 'Không được tiếp nhận',
  open: 'Chưa được trả lời',
}

export const supportStatusWords = {
  declared: 'Chờ xã xác nhận',
  confirmed: 'Xã đã xác nhận',
  disputed: 'Xã ghi số khác',
  cancelled: 'Đã hủy',
} satisfies Record<SupportStatus, string>

export const contributionKindWords = { money: 'Tiền', goods: 'Hiện vật', labour: 'Ngày công' } satisfies Record<ContributionKind, string>

export const contributionSourceWords = {
  own: 'Của đơn vị',
  sponsor: 'Vận động tài trợ',
  programme: 'Vốn chương trình (ghi riêng)',
} satisfies Record<ContributionSource, string>

export const beneficiaryWords = {
  poorHouseholds: 'Hộ nghèo',
  nearPoorHouseholds: 'Hộ cận nghèo',
  otherHouseholds: 'Hộ khác',
  people: 'Lượt người',
  pupils: 'Học sinh',
  officials: 'Cán bộ xã, bản',
} satisfies Record<BeneficiaryGroup, string>

/** "Hộ nghèo: 40; Lượt người: 150". */
export const groupsWords = (groups: Partial<Record<string, number>> = {}) =>
  Object.entries(beneficiaryWords)
    .flatMap(([group, words]) => (groups[group] ? [`${words}: ${number(groups[group])}`] : []))
    .join('; ')

export const priorityWords = {
  urgent: 'Cần ngay',
  thisYear: 'Trong năm',
  whenPossible: 'Khi có điều kiện',
} satisfies Record<NeedPriority, string>

export const hostWords = {
  partyCommittee: 'Đảng ủy xã',
  peopleCouncil: 'HĐND xã',
  peopleCommittee: 'UBND xã',
  fatherlandFront: 'Ủy ban MTTQ xã',
  district: 'UBND huyện',
} satisfies Record<Host, string>

export const occasionWords = {
  midTermReview: 'Hội nghị sơ kết',
  yearEndReview: 'Hội nghị tổng kết',
  congress: 'Đại hội',
  session: 'Kỳ họp',
  working: 'Buổi làm việc',
  other: 'Cuộc họp khác',
} satisfies Record<Occasion, string>

export const replyWords = { comes: 'tham dự', staysAway: 'không tham dự' } satisfies Record<Reply, string>

const invitationStatusWords = { invited: 'Đã mời', held: 'Đã họp', cancelled: 'Đã hủy' } satisfies Record<InvitationStatus, string>

/** How far a meeting is: its status, and whether its time has come. */
export const meetingWords = { coming: 'Sắp họp', past: 'Chưa ghi kết quả', held: 'Đã họp', cancelled: 'Đã hủy' }

const inspectionStatusWords = { recorded: 'Đã ghi', withdrawn: 'Đã rút' } satisfies Record<InspectionStatus, string>

const requestStatusWords = {
  asked: 'Chờ báo cáo thực hiện',
  reported: 'Đã báo cáo, chờ huyện xem',
  closed: 'Đã kết thúc',
} satisfies Record<RequestStatus, string>

/** How far a request is: its status, or that its day has passed without a word. */
export const requestWords = { ...requestStatusWords, overdue: 'Quá hạn, chưa báo cáo' }

const petitionStatusWords = {
  received: 'Đang giải quyết',
  askedBack: 'Chờ nơi kiến nghị bổ sung',
  answered: 'Đã trả lời',
  closed: 'Đã kết thúc',
  withdrawn: 'Đã rút',
} satisfies Record<Exclude<PetitionStatus, Status>, string>

/** How far a petition is: its status, or that its day has passed without an answer. */
export const petitionWords = { ...petitionStatusWords, sent: 'Chờ tiếp nhận', overdue: 'Quá hạn trả lời' }

export const petitionDeedWords = {
  received: 'Tiếp nhận, xem xét',
  extended: 'Hẹn lại ngày trả lời',
  answered: 'Trả lời',
  forwarded: 'Chuyển đến nơi giải quyết',
  askedBack: 'Đề nghị nói rõ thêm',
  replied: 'Bổ sung',
  closed: 'Kết thúc',
  reopened: 'Kiến nghị lại',
  withdrawn: 'Rút kiến nghị',
} satisfies Record<PetitionDeed, string>

const inquiryStatusWords = { running: 'Đang chờ trả lời', closed: 'Đã kết thúc', withdrawn: 'Đã rút' } satisfies Record<
  InquiryStatus,
  string
>

/** How far an inquiry is: its status, its day, and whether every commune has answered. */
export const inquiryWords = {
  open: 'Đang chờ trả lời',
  overdue: 'Quá hạn, chưa đủ',
  complete: 'Đã trả lời đủ',
  closed: inquiryStatusWords.closed,
  withdrawn: inquiryStatusWords.withdrawn,
}

const answerStatusWords = { waiting: 'Chưa trả lời', answered: 'Đã trả lời' } satisfies Record<Exclude<AnswerStatus, Status>, string>

/** How far one commune's answer is. */
export const answerWords = {
  ...answerStatusWords,
  late: 'Trả lời chậm',
  overdue: 'Quá hạn',
  changesAsked: 'Được đề nghị sửa',
  unanswered: 'Không trả lời',
  withdrawn: 'Yêu cầu đã rút',
}

/** "Trả lời chậm 2 ngày". */
export const answerSays = ({ is, days }: { is: keyof typeof answerWords; days: number }) =>
  `${answerWords[is]}${days ? ` ${days} ngày` : ''}`

export const questionKindWords = { words: 'Bằng lời', number: 'Bằng số' } satisfies Record<QuestionKind, string>

const messageWords = {
  queued: 'Chờ gửi',
  failed: 'Không gửi được',
  notNeeded: 'Không cần gửi nữa',
  notMailed: 'Không có địa chỉ thư',
} satisfies Record<Exclude<ReminderStatus, Status>, string>

/** What became of a message. */
export const reminderStatusWords = { ...messageWords, sent: 'Đã gửi' } satisfies Record<ReminderStatus, string>

/** Why an obligation stands in a digest; the most pressing first. */
export const reminderCauseWords = {
  overdue: 'Quá hạn',
  lastDay: 'Ngày làm việc cuối cùng',
  ahead: 'Sắp đến hạn',
  daily: 'Đang mở',
} satisfies Record<ReminderCause, string>

export const reminderChoiceWords = {
  scheduled: 'Theo lịch nhắc: trước hạn, ngày cuối, khi quá hạn',
  daily: 'Mỗi ngày làm việc, khi cơ quan còn hồ sơ chưa gửi',
  none: 'Không nhận thư nhắc',
} satisfies Record<ReminderChoice, string>

export const scoringStatusWords = { preparing: 'Đang lập', published: 'Đã công bố', frozen: 'Đã chốt' } satisfies Record<
  ScoringStatus,
  string
>

/** What becomes of a unit's objection to its score. */
export const objectionStatusWords = {
  raised: 'Chờ trả lời',
  upheld: 'Chấp nhận',
  dismissed: 'Không chấp nhận',
  withdrawn: 'Đã rút',
} satisfies Record<ObjectionStatus, string>

export const adjustmentStatusWords = { inForce: 'Đang tính', undone: 'Đã hủy' } satisfies Record<AdjustmentStatus, string>

export const statusWords = {
  draft: 'Đang soạn',
  sent: 'Đã gửi',
  changesAsked: 'Được đề nghị chỉnh sửa, bổ sung',
  accepted: 'Đã tiếp nhận',
  ...needStatusWords,
  ...supportStatusWords,
  ...invitationStatusWords,
  ...inspectionStatusWords,
  ...requestStatusWords,
  ...petitionStatusWords,
  ...inquiryStatusWords,
  ...answerStatusWords,
  ...scoringStatusWords,
  ...objectionStatusWords,
  ...adjustmentStatusWords,
  inUse: 'Đang áp dụng',
  ...messageWords,
  given: 'Đã ghi',
  kept: 'Đang áp dụng',
  removed: 'Đã bỏ',
  enabled: 'Đang dùng',
  disabled: 'Đã khóa',
  listed: 'Có trên cổng',
} satisfies Record<AnyStatus, string>

/** How a line of the catalogue stands on a day. */
export const indicatorStateWords = {
  inUse: 'Đang áp dụng',
  later: 'Chưa đến ngày áp dụng',
  ended: 'Đã ngừng áp dụng',
  proposed: 'Chờ đơn vị tư vấn',
  withdrawn: 'Đã rút',
} satisfies Record<IndicatorStatus | 'later' | 'ended', string>

export const indicatorKindWords = {
  stock: 'Số hiện có vào cuối kỳ',
  flow: 'Số phát sinh trong kỳ, cộng lũy kế từ đầu năm',
  derived: 'Cổng tính từ các chỉ tiêu khác',
  fall: 'Cổng tính: mức giảm của một tỷ lệ so với năm trước',
} satisfies Record<IndicatorKind, string>

export const indicatorKindShort = { stock: 'hiện có', flow: 'phát sinh', derived: 'cổng tính', fall: 'cổng tính' } satisfies Record<
  IndicatorKind,
  string
>

/** What became of an item of a plan, by what was recorded. */
export const plannedWords = {
  received: 'đã làm, xã đã xác nhận',
  declared: 'đã ghi, chờ xã xác nhận',
  open: 'chưa ghi hoạt động',
} satisfies Record<ItemOutcome, string>

/** What a unit says of an item of its plans (khoản 1 Điều 13). */
export const itemWordWords = { done: 'đã hoàn thành', partly: 'thực hiện một phần', notDone: 'chưa thực hiện' } satisfies Record<
  ItemWord,
  string
>

/** Both together; what rests on the unit's word alone says so wherever it is shown. */
export function itemOutcomeWords({ is, said }: { is: ItemOutcome; said?: ItemWord | null }) {
  if (!said) return plannedWords[is]
  if (is !== 'open') return `đơn vị báo ${itemWordWords[said]}; ${plannedWords[is]}`
  return said === 'notDone' ? 'đơn vị báo chưa thực hiện' : `đơn vị tự báo ${itemWordWords[said]}, chưa có hoạt động ghi nhận`
}

/** Of a unit and one of its communes (khoản 2 Điều 12): there is no fourth. */
export const outcomeWords = { reported: 'đã báo cáo', explained: 'đã giải trình lý do', nothing: 'chưa có gì' }

export const partyWords = {
  unit: 'Đơn vị giúp xã',
  commune: 'UBND xã',
  district: 'UBND cấp huyện',
  planning: 'Cơ quan tổng hợp',
  province: 'UBND tỉnh',
  self: 'chính người dùng',
  administrator: 'người quản trị',
  leader: 'lãnh đạo cơ quan',
  system: 'cổng',
  proposer: 'nơi đề xuất',
  host: 'nơi mời',
  guest: 'đơn vị được mời',
  inspector: 'nơi kiểm tra',
  asked: 'nơi được yêu cầu',
  petitioner: 'nơi kiến nghị',
  holder: 'nơi giải quyết',
  asker: 'nơi yêu cầu báo cáo',
  timekeeper: 'nơi theo dõi thời hạn',
  registrar: 'người quản trị của cơ quan tổng hợp',
  keeper: 'lãnh đạo, người quản trị của cơ quan',
} satisfies Record<Party, string>

/** How a commune sees a unit's help in a year. */
export const ratingWords = { good: 'Tốt', fair: 'Khá', average: 'Trung bình', poor: 'Chưa đạt' } satisfies Record<Rating, string>

export const positionWords = { specialist: 'chuyên viên', leader: 'lãnh đạo', clerk: 'văn thư' } satisfies Record<Position, string>

export const documentStyleWords = {
  state: 'Cơ quan nhà nước, đơn vị',
  party: 'Cơ quan Đảng',
  massOrganisation: 'Mặt trận, đoàn thể',
} satisfies Record<DocumentStyle, string>

export const kindWords = {
  coordination: 'Chương trình phối hợp',
  plan: 'Kế hoạch giúp đỡ',
  communeReport: 'Báo cáo của xã',
  unitReport: 'Báo cáo kết quả giúp đỡ xã',
  explanation: 'Báo cáo lý do không triển khai',
  districtReport: 'Báo cáo của huyện',
  provinceReport: 'Báo cáo tổng kết của tỉnh',
} satisfies Record<Kind, string>

export const areaWords = {
  economy: 'Kinh tế',
  society: 'Văn hóa - xã hội',
  security: 'Quốc phòng - an ninh',
  politics: 'Hệ thống chính trị',
} satisfies Record<Area, string>

export const formWords = {
  advice: 'Tư vấn, góp ý',
  training: 'Tập huấn, bồi dưỡng',
  connecting: 'Kết nối, liên kết',
  investment: 'Cùng xây dựng dự án kêu gọi đầu tư',
  technical: 'Hỗ trợ kỹ thuật',
  labour: 'Ngày công',
  goods: 'Hiện vật',
  money: 'Kinh phí',
} satisfies Record<HelpForm, string>

export const opinionWords = { agrees: 'thống nhất', asksChanges: 'đề nghị sửa' } satisfies Record<Opinion, string>

export const regionWords = { one: 'Khu vực I', two: 'Khu vực II', three: 'Khu vực III' } satisfies Record<Region, string>

export const periodKindWords = { month: 'Tháng', quarter: 'Quý', half: '6 tháng', year: 'Năm' } satisfies Record<PeriodKind, string>

export const standingWords = {
  notOpen: { letter: 'K', word: 'Chưa đến kỳ', mark: 'notopen' },
  open: { letter: 'M', word: 'Đang mở', mark: 'open' },
  drafting: { letter: 'S', word: 'Đang soạn', mark: 'draft' },
  onTime: { letter: 'Đ', word: 'Gửi đúng hạn', mark: 'ontime' },
  onNamedDay: { letter: 'N', word: 'Gửi vào đúng ngày nêu', mark: 'named' },
  accepted: { letter: 'ĐN', word: 'Đúng hạn, được Sở KH&ĐT chấp nhận', mark: 'ontime' },
  late: { letter: 'C', word: 'Gửi chậm', mark: 'late' },
  changesAsked: { letter: 'B', word: 'Cần chỉnh sửa', mark: 'changes' },
  explained: { letter: 'L', word: 'Có báo cáo lý do', mark: 'explained' },
  overdue: { letter: 'Q', word: 'Quá hạn', mark: 'overdue' },
} satisfies Record<Standing, { letter: string; word: string; mark: string }>
/** Each standing by its word alone, to choose one from. */
export const standingNames = Object.fromEntries(Object.entries(standingWords).map(([is, { word }]) => [is, word])) as Record<
  Standing,
  string
>

const judgedBySending: readonly Standing[] = ['onTime', 'onNamedDay', 'accepted', 'late']

/** Letter, word and shape of a standing, always together. */
export function standingMark(owed: Owed, now: Date) {
  const { is, days, resent } = standing(owed, now)
  const { letter, word, mark } = standingWords[is]
  const counted = is === 'late' || is === 'overdue'
  const byPaper = judgedBySending.includes(is) && owed.filings.some((filing) => filing.kind === owed.kind && paperDecides(filing))
  return {
    is,
    mark,
    letter: `${letter}${counted ? days : ''}${owed.extendedTo ? '+' : ''}${resent ? '*' : ''}`,
    word: `${word}${counted ? ` ${days} ngày` : ''}${byPaper ? ', theo ngày bản giấy đến' : ''}${owed.extendedTo ? ', có gia hạn' : ''}${resent ? ', gửi lại sau hạn' : ''}`,
  }
}

const ones = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX']

/** 1 to 39, as quarters, parts and annexes are numbered. */
export const romanOf = (n: number) => `${'X'.repeat(Math.floor(n / 10))}${ones[n % 10]}`

/** "tháng 11/2024", "quý IV/2024", "6 tháng đầu năm 2024", "năm 2024". */
export function termWords({ kind, year, n }: Term) {
  switch (kind) {
    case 'month':
      return `tháng ${n}/${year}`
    case 'quarter':
      return `quý ${romanOf(n)}/${year}`
    case 'half':
      return `6 tháng ${n === 1 ? 'đầu' : 'cuối'} năm ${year}`
    case 'year':
      return `năm ${year}`
  }
}

export const until = (left: number) => (left > 0 ? `còn ${left} ngày` : left === 0 ? 'hôm nay là ngày cuối' : `quá hạn ${-left} ngày`)

/** "trước ngày 31/12/2024 (hết ngày 30/12/2024)": the law's words, and what they mean. */
export function deadlineWords({
  namedDay,
  boundary,
  extendedTo,
  optional,
}: Pick<Owed, 'namedDay' | 'boundary' | 'extendedTo' | 'optional'>) {
  if (optional) return `không bắt buộc, nên gửi chậm nhất ngày ${date(namedDay)}`
  if (extendedTo) return `gia hạn đến hết ngày ${date(extendedTo)}`
  if (boundary === 'onOrBefore') return `chậm nhất ngày ${date(namedDay)}`
  return `trước ngày ${date(namedDay)} (hết ngày ${date(lastDay({ namedDay, boundary }))})`
}

/** What was allowed beyond the deadline, why, and by whom: "Gia hạn đến hết ngày 05/01/2025, lý do: … (Trần Văn A, Sở Kế hoạch và Đầu tư)". */
export function allowanceWords(owed: Owed & Allowance) {
  const { extendedTo, extensionReason, extendedBy, acceptedReason, acceptedBy } = owed
  return [
    extendedTo && `Được gia hạn đến hết ngày ${date(extendedTo)}, lý do: ${extensionReason} (${extendedBy})`,
    acceptedReason && cameOnNamedDay(owed) && `Gửi vào đúng ngày nêu được chấp nhận là đúng hạn, lý do: ${acceptedReason} (${acceptedBy})`,
  ].filter((words) => typeof words === 'string')
}
type Allowance = Record<'extensionReason' | 'extendedBy' | 'acceptedBy', string | null>

/** The sentence that is the same everywhere: "Hạn: trước ngày 31/12/2024 (hết ngày 30/12/2024), còn 12 ngày." */
export function deadlineSentence(owed: Owed, now: Date) {
  if (owed.optional) return `Thời hạn: ${deadlineWords(owed)}.`
  const left = daysLeft(owed, now)
  const onTheDay = left === -1 && owed.boundary === 'before' && !owed.extendedTo
  const sent = owed.filings.some(({ kind, firstSentAt }) => kind === owed.kind && firstSentAt)
  return `Hạn: ${deadlineWords(owed)}${sent ? '' : onTheDay ? ', quá hạn: hôm nay là ngày nêu trong Quy chế' : `, ${until(left)}`}.`
}

export const number = (value: bigint | number | string) => {
  const [whole = '', part] = String(value).split('.')
  return whole.replace(/\B(?=(\d{3})+$)/g, '.') + (part && Number(part) ? `,${part.replace(/0+$/, '')}` : '')
}

export const money = (dong: bigint | string) => `${number(dong)} đồng`

/** "340 kB", "1,2 MB". */
export const fileSize = (bytes: number) =>
  bytes < 1_000_000 ? `${number(Math.ceil(bytes / 1_000))} kB` : `${number((bytes / 1_000_000).toFixed(1))} MB`

/** Hundredths of a point, as a score is kept: "87,5". */
export const points = (hundredths: number) => {
  const sign = hundredths < 0 ? '-' : ''
  return `${sign}${number((Math.abs(hundredths) / 100).toFixed(2))}`
}

/** A day as kept in the database (midnight UTC): 18/12/2024. */
export const date = (day: Date) => day.toISOString().slice(0, 10).split('-').reverse().join('/')

/** 16:20 ngày 17/12/2024, in Điện Biên. */
export const moment = (at: Date | string) => local(new Date(at)).format('HH:mm [ngày] DD/MM/YYYY')

/** 16:20, 17/12/2024, for logs. */
export const stamp = (at: Date | string) => local(new Date(at)).format('HH:mm, DD/MM/YYYY')

/** 16:20, in Điện Biên. */
export const timeOf = (at: Date) => local(at).format('HH:mm')

/** 16/12/2024, in Điện Biên. */
export const day = (at: Date | string) => local(new Date(at)).format('DD/MM/YYYY')

/** "Gửi bằng đường riêng, văn bản số 05/BC-UBND ngày 20/12/2024": where what is secret went. */
export const apartWords = ({ apartNumber, apartDate }: { apartNumber?: string | null; apartDate?: Date | string | null }) =>
  `Gửi bằng đường riêng, văn bản số ${apartNumber} ngày ${apartDate instanceof Date ? date(apartDate) : apartDate}`

export const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

/** "xã Keo Lôm": the place that a People's Committee governs. */
export const placeOf = (agency: string) => agency.replace(/^UBND /, '')

/** Two agencies and more, in one sentence. */
export const list = (names: readonly string[]) => names.join(', ')

/** At most so many letters, cut between words. */
export const shortened = (words: string, most: number) =>
  words.length <= most ? words : `${words.slice(0, most).replace(/\s+\S*$/, '')} …`

/** For searching: without tone marks, đ as d, lower case. */
export const plain = (words: string) =>
  words.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/\s+/g, ' ').trim()
