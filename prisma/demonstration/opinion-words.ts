import { agencyOf } from './agencies.ts'
import { pick } from './dice.ts'

/** A unit that did nothing says why (khoản 2 Điều 12). */
export function explanationContent({ unit, year }: { unit: string; year: number }): { reason: string; measures: string } {
  const { name } = agencyOf(unit)
  const key = `${unit}/explanation/${year}`
  return {
    reason: pick(key, [
      `Trong năm ${year}, ${name} thực hiện kiện toàn tổ chức, đồng chí lãnh đạo phụ trách và cán bộ đầu mối giúp xã chuyển công tác từ tháng 4 nhưng chưa phân công người thay thế. Kế hoạch đã dự thảo song chưa thống nhất được với xã nên đơn vị chưa triển khai nhiệm vụ giúp đỡ.`,
      `Nguồn vận động tài trợ dự kiến cho các nhiệm vụ năm ${year} không thực hiện được do doanh nghiệp gặp khó khăn; các đợt công tác của ${name} tại xã phải hoãn hai lần do mưa lũ gây sạt lở tuyến đường vào xã. Đơn vị chưa kịp điều chỉnh sang hình thức tư vấn, tập huấn.`,
      `${name} phải tập trung nhân lực cho nhiệm vụ chuyên môn đột xuất được cấp trên giao trong 6 tháng cuối năm ${year}; nhân lực giảm nên không bố trí được cán bộ bám cơ sở theo kế hoạch.`,
      `Kế hoạch giúp xã năm ${year} của ${name} được gửi muộn, phải chỉnh sửa nhiều lần theo ý kiến của xã và huyện; đến hết năm chưa đủ điều kiện triển khai.`,
    ]),
    measures: pick(`${key}/measures`, [
      `Phân công một đồng chí lãnh đạo trực tiếp phụ trách; cử 02 cán bộ đầu mối; làm việc với Đảng ủy, UBND xã trong tháng 01/${year + 1} để thống nhất kế hoạch, trước mắt thực hiện các nội dung tư vấn, tập huấn không cần kinh phí.`,
      `Chuyển các nhiệm vụ chưa thực hiện sang quý I/${year + 1}; cân đối từ nguồn tiết kiệm chi và vận động đoàn viên để bảo đảm kinh phí; hằng quý báo cáo tiến độ về Sở Kế hoạch và Đầu tư.`,
      `Đưa nhiệm vụ giúp xã vào chương trình công tác năm ${year + 1} và tiêu chí đánh giá của từng phòng; gửi kế hoạch để cấp huyện, cấp xã cho ý kiến trước ngày 31/01/${year + 1}.`,
    ]),
  }
}

/** Why a district asks a commune, or the planning department a unit, for changes. */
export const changesAskedReason = (key: string): string =>
  pick(`${key}/changes asked`, [
    'Đề nghị kiểm tra lại diện tích lúa nương: số trong kỳ và lũy kế từ đầu năm chưa khớp với báo cáo kỳ trước.',
    'Phần Văn hóa - xã hội nêu có học sinh bỏ học nhưng chưa nêu nguyên nhân và giải pháp cụ thể; đề nghị bổ sung.',
    'Số liệu đàn bò giảm nhiều so với kỳ trước mà không có thuyết minh (dịch bệnh, xuất bán hay rà soát lại).',
    'Giải ngân vốn các chương trình mục tiêu quốc gia chưa thống nhất với số liệu của Phòng Tài chính - Kế hoạch; đề nghị đối chiếu, chỉnh sửa.',
    'Mục kiến nghị còn chung chung, đề nghị nêu rõ bản, khối lượng và nội dung cần hỗ trợ.',
    'Thu ngân sách trên địa bàn đề nghị ghi theo đồng, đúng số đã đối chiếu với Kho bạc Nhà nước.',
    'Phần Kinh tế, mục "chưa làm được" nêu chậm tiến độ đường nội bản nhưng phần giải pháp chưa có thời hạn hoàn thành.',
    'Đề nghị rà soát số hộ nghèo, hộ cận nghèo theo kết quả đã được UBND huyện phê duyệt.',
    'Số ca mắc dịch bệnh trong báo cáo chưa khớp với báo cáo của Trạm Y tế; đề nghị thống nhất số liệu.',
    'Phần Hệ thống chính trị chưa có số đảng viên mới kết nạp trong kỳ; đề nghị bổ sung.',
    'Nội dung báo cáo lặp lại gần như nguyên văn kỳ trước ở lĩnh vực kinh tế; đề nghị cập nhật tình hình trong kỳ.',
    'Sản lượng lúa chưa phù hợp với diện tích và năng suất; đề nghị kiểm tra lại đơn vị tính.',
    'Đề nghị bổ sung kết quả phối hợp với đơn vị giúp xã trong kỳ, nhất là các mô hình sản xuất.',
    'Phần An ninh chỉ nêu số liệu công khai, đề nghị bỏ nội dung mô tả chi tiết vụ việc và gửi theo đường riêng nếu cần.',
  ])

/** The Party committee's opinion that a consent records (khoản 1 Điều 13). */
export const consentOpinion = (key: string): string =>
  pick(`${key}/consent`, [
    'Ban Thường vụ Đảng ủy nhất trí với nội dung kế hoạch, giao UBND xã phối hợp tổ chức thực hiện.',
    'Thường trực Huyện ủy đồng ý chủ trương; đề nghị đơn vị ưu tiên các bản đặc biệt khó khăn.',
    'Cấp ủy nhất trí với mục tiêu và các nhiệm vụ đã nêu, phù hợp với nghị quyết của địa phương.',
    'Cấp ủy thống nhất; đề nghị gắn việc giúp đỡ với củng cố chi bộ bản và phát triển đảng viên.',
    'Cấp ủy nhất trí nội dung, phương thức giúp đỡ; địa phương cam kết bố trí ngày công đối ứng.',
    'Nhất trí; đề nghị thông báo lịch công tác cho cấp ủy trước mỗi đợt triển khai.',
    'Cấp ủy đồng ý, giao Mặt trận Tổ quốc và các đoàn thể giám sát việc thực hiện.',
    'Thống nhất với kế hoạch; các nội dung hỗ trợ cần công khai đến từng bản.',
  ])

/** Why commune or district asks for changes to a plan. */
export const planChangesReason = (key: string): string =>
  pick(`${key}/plan changes`, [
    'Đề nghị chuyển thời gian tập huấn kỹ thuật sang tháng 3 để kịp thời vụ gieo trồng.',
    'Đề nghị thay địa điểm làm đường nội bản sang bản chưa có đường bê tông, xã sẽ bố trí ngày công đối ứng.',
    'Nội dung hỗ trợ cây giống trùng với dự án phát triển sản xuất của huyện; đề nghị chuyển sang hỗ trợ tiêu thụ sản phẩm.',
    'Đề nghị nêu rõ số hộ hưởng lợi và nguồn kinh phí của nhiệm vụ thứ hai.',
    'Đề nghị bổ sung nhiệm vụ củng cố hệ thống chính trị, nhất là bồi dưỡng bí thư chi bộ, trưởng bản.',
    'Mức hỗ trợ làm nhà đề nghị thống nhất với định mức chung của huyện.',
    'Đề nghị xác định rõ đầu mối thực hiện của đơn vị và thời gian cụ thể từng việc.',
    'Kế hoạch chưa đề cập nhu cầu nước sinh hoạt mà xã đã đề xuất; đề nghị đơn vị xem xét, nếu không thực hiện được thì nêu lý do.',
  ])

/** What a commune says of a unit in its annual report. */
export function assessmentContent({ commune, unit, year }: { commune: string; unit: string; year: number }): {
  rating: string
  words: string
} {
  const key = `${commune}/${unit}/assessment/${year}`
  const [rating, words] = pick(key, [
    ['good', 'Bám sát kế hoạch, cán bộ của đơn vị xuống xã đúng hẹn; việc đã nhận đều làm xong và bàn giao cho bản.'],
    ['good', 'Tư vấn lập hồ sơ, tập huấn sát nhu cầu của xã; phản hồi nhanh khi xã đề nghị.'],
    ['good', 'Vận động được nguồn lực ngoài kế hoạch; tham gia ý kiến đầy đủ tại các hội nghị của xã.'],
    ['fair', 'Thực hiện được phần lớn nhiệm vụ; phần tập huấn làm dồn vào cuối năm, người dân khó bố trí thời gian.'],
    ['fair', 'Phối hợp tốt với bản; đề nghị báo trước lịch làm việc để xã chuẩn bị.'],
    ['average', 'Mới làm được một phần kế hoạch, thay đổi cán bộ đầu mối hai lần trong năm; đề nghị sớm kiện toàn.'],
  ] as const)
  return { rating, words }
}
