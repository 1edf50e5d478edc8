import { agencyOf, communesOf, placeOf } from './agencies.ts'
import { assignments } from './assignments.ts'
import { communeOf, programmeCommunes } from './communes.ts'
import { pick, some, whole } from './dice.ts'
import { told } from './task.ts'
import { count, listed } from './vietnamese.ts'

/** The parts of a district's annual report that are written, not compiled (khoản 2 Điều 13). */
export function districtReportContent({ district, year }: { district: string; year: number }): ConsolidationWords {
  const key = `${district}/report/${year}`
  const place = placeOf(district)
  const communes = communesOf(district).filter((commune) => programmeCommunes.includes(commune.key))
  const keys = communes.map((commune) => commune.key)
  if (keys.length === 0) return withoutCommunes(place)
  const units = unitsFor(keys, year)
  const best = some(`${key}/best`, keys, 2).map(placeOf)
  const slow = placeOf(pick(`${key}/slow`, keys))
  const crops = listed([...new Set(some(`${key}/crops`, keys, 3).map((commune) => told(communeOf(commune), key, year).crop))])
  const level = place.split(' ')[0] === 'thị' ? 'thị xã' : place.startsWith('thành phố') ? 'thành phố' : 'huyện'
  return {
    leadership: [
      pick(`${key}/leadership`, [
        `UBND ${place} có ${count(keys.length)} xã đặc biệt khó khăn được ${count(units)} cơ quan, đơn vị của tỉnh phân công giúp đỡ. Ngay từ đầu năm, UBND ${level} đã ban hành văn bản chỉ đạo các xã chủ động xây dựng chương trình phối hợp với đơn vị giúp xã.`,
        `Thực hiện Quy chế ban hành kèm theo Quyết định số 253/QĐ-UBND, UBND ${place} đã giao Phòng Tài chính - Kế hoạch làm đầu mối theo dõi ${count(keys.length)} xã và ${count(units)} đơn vị; đưa kết quả phối hợp vào nội dung giao ban hằng quý với các xã.`,
        `Năm ${year}, UBND ${place} tổ chức gặp mặt ${count(units)} cơ quan, đơn vị được phân công giúp ${count(keys.length)} xã, thống nhất nội dung trọng tâm và đầu mối liên hệ.`,
      ]),
      ...some(`${key}/leadership/more`, DISTRICT_LEADERSHIP, 2),
      `Trong năm đã kiểm tra ${count(whole(`${key}/visits`, 2, 6))} xã về việc phối hợp và quản lý nguồn lực được hỗ trợ, trong đó có ${listed(best)}.`,
    ].join('\n'),
    assessment: [
      pick(`${key}/assessment`, [
        `Công tác giúp đỡ xã có chuyển biến rõ nét, bám sát nhu cầu của cơ sở; ${listed(best)} phối hợp tốt với đơn vị, có mô hình cụ thể.`,
        `Phần lớn đơn vị đã gắn việc giúp đỡ với chuyên môn của mình, không chỉ hỗ trợ về vật chất; nổi bật là kết quả tại ${listed(best)}.`,
      ]),
      `Các mô hình ${crops} bước đầu phát huy hiệu quả, góp phần giảm tỷ lệ hộ nghèo của ${level}.`,
      pick(`${key}/assessment/more`, [
        'Cán bộ xã, bản được tập huấn thường xuyên hơn, kỹ năng điều hành và ứng dụng công nghệ thông tin được nâng lên.',
        'Nguồn lực hỗ trợ được các xã quản lý công khai, đúng đối tượng, không có đơn thư phản ánh.',
        'Khối đại đoàn kết các dân tộc được củng cố, an ninh, trật tự cơ bản ổn định.',
      ]),
    ].join('\n'),
    limits: [
      `Việc thống nhất kế hoạch giữa đơn vị, ${level} và xã ở một số nơi còn chậm, nhất là tại ${slow}.`,
      ...some(`${key}/limits`, LIMITS, whole(`${key}/limits`, 1, 3)),
    ].join('\n'),
    petitions: some(`${key}/petitions`, DISTRICT_PETITIONS, whole(`${key}/petitions`, 1, 3)).join('\n'),
    nextYear: [
      `Chỉ đạo các xã hoàn thành chương trình phối hợp năm ${year + 1} trước ngày 31 tháng 01.`,
      ...some(`${key}/next`, DISTRICT_NEXT, whole(`${key}/next`, 2, 3)),
      `Tập trung đôn đốc ${slow}; nhân rộng cách làm của ${best[0] ?? place}.`,
    ].join('\n'),
  }
}

/** The parts of the provincial report that the planning department writes (khoản 3 Điều 13). */
export function provinceReportContent({ year }: { year: number }): ConsolidationWords {
  const key = `province/report/${year}`
  const units = unitsFor([...programmeCommunes], year)
  const districts = new Set(programmeCommunes.map((commune) => agencyOf(commune).parentKey)).size
  return {
    leadership: [
      `Căn cứ Quyết định số 2072/QĐ-UBND và Quyết định số 253/QĐ-UBND của UBND tỉnh, năm ${year} có ${count(units)} cơ quan, đơn vị, doanh nghiệp được phân công giúp đỡ ${programmeCommunes.length} xã đặc biệt khó khăn thuộc ${count(districts)} huyện.`,
      pick(`${key}/leadership`, [
        'Sở Kế hoạch và Đầu tư đã có văn bản đôn đốc các đơn vị xây dựng kế hoạch, thống nhất với cấp huyện, cấp xã; hướng dẫn nội dung báo cáo và thời hạn gửi.',
        'UBND tỉnh đã lồng ghép nội dung giúp xã trong các cuộc họp giao ban với huyện; Sở Kế hoạch và Đầu tư theo dõi, nhắc việc theo từng kỳ báo cáo.',
      ]),
      'Thủ trưởng các đơn vị đã phân công lãnh đạo phụ trách, cử cán bộ đầu mối và đưa kết quả giúp xã vào đánh giá cuối năm.',
    ].join('\n'),
    assessment: [
      'Các đơn vị đã triển khai giúp đỡ trên cả bốn lĩnh vực theo Chương II của Quy chế, trong đó tư vấn, tập huấn, kết nối tiêu thụ sản phẩm và hỗ trợ giáo dục được nhiều xã đánh giá thiết thực.',
      pick(`${key}/assessment`, [
        'Nhiều mô hình sản xuất (mắc ca, cà phê, dứa, quế, chăn nuôi đại gia súc) được hình thành từ sự phối hợp giữa đơn vị, doanh nghiệp và xã.',
        'Việc vận động nguồn tài trợ hợp pháp đạt kết quả khá, tập trung vào nhà ở, nước sinh hoạt, đường nội bản và điểm trường.',
      ]),
      'Tỷ lệ hộ nghèo đa chiều ở các xã tiếp tục giảm; năng lực của cán bộ cơ sở được nâng lên; an ninh chính trị, trật tự an toàn xã hội ổn định.',
    ].join('\n'),
    limits: [
      'Kết quả giữa các đơn vị chưa đồng đều; một số đơn vị gửi kế hoạch, báo cáo chậm so với thời hạn quy định.',
      ...some(`${key}/limits`, LIMITS, 2),
      'Số liệu về giá trị hiện vật, ngày công chưa được các đơn vị quy đổi thống nhất.',
    ].join('\n'),
    petitions: some(`${key}/petitions`, PROVINCE_PETITIONS, 2).join('\n'),
    nextYear: [
      `Hướng dẫn, đôn đốc các đơn vị thống nhất kế hoạch năm ${year + 1} với cấp huyện, cấp xã trong quý I.`,
      ...some(`${key}/next`, PROVINCE_NEXT, 3),
    ].join('\n'),
  }
}

const withoutCommunes = (place: string): ConsolidationWords => ({
  leadership: `Trên địa bàn ${place} không có xã thuộc danh sách được phân công giúp đỡ theo Quyết định số 2072/QĐ-UBND.`,
  assessment: '',
  limits: '',
  petitions: '',
  nextYear: '',
})

const unitsFor = (communes: string[], year: number): number =>
  new Set(
    assignments
      .filter(({ communeKey, from, to }) => communes.includes(communeKey) && from <= `${year}-12-31` && (!to || to >= `${year}-12-31`))
      .map(({ unitKey }) => unitKey),
  ).size

const DISTRICT_LEADERSHIP = [
  'Chỉ đạo các phòng, ban chuyên môn cùng tham gia khi đơn vị giúp xã triển khai mô hình sản xuất, tập huấn kỹ thuật.',
  'Phân công từng đồng chí ủy viên UBND theo dõi, chỉ đạo theo cụm xã.',
  'Kịp thời cho ý kiến đối với kế hoạch của các đơn vị; tạo điều kiện để cán bộ đơn vị làm việc tại xã.',
  'Yêu cầu UBND các xã gửi báo cáo tháng, quý, năm cho đơn vị giúp xã đúng thời hạn.',
  'Lồng ghép nguồn lực của các đơn vị với vốn các chương trình mục tiêu quốc gia trên cùng địa bàn.',
]
const LIMITS = [
  'Nguồn lực hỗ trợ còn phân tán, một số mô hình quy mô nhỏ, khó nhân rộng sau khi kết thúc hỗ trợ.',
  'Một số xã chưa chủ động đề xuất nhu cầu, còn trông chờ vào hỗ trợ bằng tiền và hiện vật.',
  'Cán bộ phụ trách của đơn vị và xã chủ yếu kiêm nhiệm, thay đổi nhiều nên theo dõi chưa liên tục.',
  'Chế độ thông tin, báo cáo chưa nghiêm; nội dung báo cáo của một số đơn vị còn chung chung, thiếu số liệu.',
  'Kết nối tiêu thụ nông sản chưa bền vững, giá cả phụ thuộc vào thương lái.',
  'Hoạt động hỗ trợ chủ yếu tập trung vào dịp lễ, Tết; ít việc có tác dụng lâu dài.',
]
const DISTRICT_PETITIONS = [
  'Đề nghị UBND tỉnh tiếp tục duy trì việc phân công đơn vị giúp xã; ưu tiên đơn vị có chuyên môn nông, lâm nghiệp cho các xã vùng cao.',
  'Đề nghị Sở Kế hoạch và Đầu tư sớm hướng dẫn mẫu biểu tổng hợp để huyện và đơn vị dùng chung một số liệu.',
  'Đề nghị UBND tỉnh quan tâm đầu tư đường đến trung tâm các bản chưa có đường ô tô đi được bốn mùa.',
  'Đề nghị các đơn vị gửi dự thảo kế hoạch cho UBND huyện trước khi làm việc với xã để lồng ghép nguồn lực.',
  'Đề nghị UBND tỉnh chỉ đạo ngành điện, doanh nghiệp viễn thông phủ điện, phủ sóng các bản còn lại.',
]
const DISTRICT_NEXT = [
  'Tổ chức hội nghị gặp mặt, đánh giá với các đơn vị giúp xã trong quý I.',
  'Kiểm tra định kỳ 6 tháng việc thực hiện chương trình phối hợp và sử dụng nguồn lực.',
  'Hướng dẫn các xã lập danh mục nhu cầu theo thứ tự ưu tiên, gắn với tiêu chí nông thôn mới còn thiếu.',
  'Nâng cao chất lượng báo cáo của các xã, bảo đảm số liệu thống nhất giữa các kỳ.',
]
const PROVINCE_PETITIONS = [
  'Đề nghị UBND tỉnh biểu dương các đơn vị có nhiều thành tích và phê bình đơn vị không triển khai, không báo cáo lý do.',
  'Đề nghị UBND tỉnh xem xét điều chỉnh phân công đối với đơn vị có thay đổi về tổ chức, nhiệm vụ.',
  'Đề nghị UBND tỉnh giao các sở chuyên ngành hướng dẫn kỹ thuật cho các mô hình do đơn vị giúp xã xây dựng.',
  'Đề nghị UBND tỉnh cho chủ trương chuẩn bị nội dung tổng kết giai đoạn 2021-2025.',
]
const PROVINCE_NEXT = [
  'Tiếp tục gắn nội dung giúp đỡ với chuyên môn của từng đơn vị, ưu tiên việc có tác dụng lâu dài.',
  'Tăng cường kiểm tra việc phối hợp tại các xã có kết quả giảm nghèo chậm.',
  'Tổng hợp, giải quyết kịp thời kiến nghị của đơn vị, huyện và xã.',
  'Nâng cao chất lượng, tính kịp thời của báo cáo; thống nhất cách quy đổi hiện vật và ngày công.',
  'Giới thiệu, nhân rộng cách làm hay trên Báo Điện Biên Phủ và Đài Phát thanh và Truyền hình tỉnh.',
]

export interface ConsolidationWords {
  leadership: string
  assessment: string
  limits: string
  petitions: string
  nextYear: string
}
