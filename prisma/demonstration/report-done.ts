import { pick } from './dice.ts'
import type { Facts, Sentence } from './report-facts.ts'
import { listed } from './vietnamese.ts'

const QUARTER_FIELDS = [
  'cây trồng vụ đông xuân sinh trưởng bình thường, đất nương đã được phát dọn theo khung thời vụ',
  'ngô và lúa nương đã gieo xong, lúa mùa đang được gieo cấy',
  'lúa mùa, lúa nương sinh trưởng khá, bắt đầu thu hoạch ngô xuân hè',
  'đã thu hoạch xong cây trồng vụ mùa, đang chuẩn bị cho vụ đông xuân',
]

/** Đã làm được, by area. The first sentences of an area are its backbone; the others vary. */
export const economyBackbone: readonly Sentence[] = [
  ({ covers, period, sum, size, now }) =>
    period.periodKind === 'month' &&
    covers(1, 2) &&
    size('KT02') > 0 &&
    `Gieo cấy lúa đông xuân trong kỳ được ${now('KT02')} ha, lũy kế ${sum('KT02')} ha; nguồn nước tưới cơ bản bảo đảm.`,
  ({ covers, period, now, sum, tree }) =>
    period.periodKind === 'month' &&
    covers(3) &&
    `Chỉ đạo các bản phát dọn nương, chuẩn bị đất trồng cây màu; gieo trồng trong kỳ được ${now('KT01')} ha, lũy kế từ đầu năm ${sum('KT01')} ha; chăm sóc diện tích ${tree} hiện có.`,
  ({ covers, period, now, sum }) =>
    period.periodKind === 'month' &&
    covers(4, 5) &&
    `Tập trung gieo trồng vụ xuân hè: ngô gieo trong kỳ ${now('KT05')} ha, lũy kế ${sum('KT05')} ha; lúa nương lũy kế ${sum('KT04')} ha.`,
  ({ covers, period, now, sum, size }) =>
    period.periodKind === 'month' &&
    covers(6, 7) &&
    `Diện tích lúa mùa gieo cấy trong kỳ ${now('KT03')} ha, lũy kế ${sum('KT03')} ha${size('KT04') > 0 ? `; lúa nương gieo thêm ${now('KT04')} ha` : ''}; tổng diện tích gieo trồng từ đầu năm ${sum('KT01')} ha.`,
  ({ covers, period, sum, village }) =>
    period.periodKind === 'month' &&
    covers(8, 9) &&
    `Lúa mùa (${sum('KT03')} ha) và lúa nương (${sum('KT04')} ha) sinh trưởng khá; hướng dẫn người dân phòng trừ rầy nâu, bệnh đạo ôn cổ bông, nhất là tại ${village}.`,
  ({ covers, period, sum, number }) =>
    period.periodKind === 'month' &&
    covers(10) &&
    `Người dân tập trung thu hoạch lúa nương, lúa mùa; đến nay đã thu hoạch khoảng ${number('harvest', 65, 92)}% trong tổng số ${sum('KT04')} ha lúa nương và ${sum('KT03')} ha lúa mùa.`,
  ({ covers, period, sum, tree, number }) =>
    period.periodKind === 'month' &&
    covers(11, 12) &&
    `Cơ bản thu hoạch xong cây trồng vụ mùa; tổng diện tích gieo trồng từ đầu năm ${sum('KT01')} ha; làm đất, chuẩn bị giống cho vụ đông xuân, trồng được ${number('winter', 3, 14)} ha rau màu vụ đông; chăm sóc ${tree}.`,
  ({ covers, period, size, sum }) =>
    period.periodKind === 'month' &&
    covers(1, 2) &&
    size('KT02') === 0 &&
    sum('KT01') !== '0' &&
    `Xã không có diện tích lúa đông xuân; chỉ đạo các bản trồng cây rau màu, gieo trồng lũy kế ${sum('KT01')} ha, chuẩn bị phát dọn nương.`,
  ({ period, sum, now }) =>
    period.periodKind === 'quarter' &&
    `Tổng diện tích gieo trồng từ đầu năm đến hết quý đạt ${sum('KT01')} ha${period.n > 1 ? `, trong đó gieo trồng trong quý ${now('KT01')} ha` : ''}; ${QUARTER_FIELDS[period.n - 1]}.`,
  ({ period, now, size }) =>
    period.periodKind === 'year' &&
    `Tổng diện tích gieo trồng cả năm ${now('KT01')} ha; trong đó ${size('KT02') > 0 ? `lúa đông xuân ${now('KT02')} ha, ` : ''}lúa mùa ${now('KT03')} ha, lúa nương ${now('KT04')} ha, ngô ${now('KT05')} ha. Sản lượng lúa ước đạt ${now('KT06')} tấn, ngô ${now('KT07')} tấn, cơ bản bảo đảm lương thực tại chỗ.`,
  ({ period, now }) =>
    period.periodKind !== 'year' &&
    `Đàn gia súc, gia cầm duy trì ổn định: trâu ${now('KT11')} con, bò ${now('KT12')} con, lợn ${now('KT13')} con, gia cầm ${now('KT14')} nghìn con.`,
  ({ period, now, percent }) =>
    period.periodKind === 'year' &&
    `Qua rà soát cuối năm, toàn xã còn ${now('GN01')} hộ nghèo, chiếm ${percent('GN01', 'DC01')}%; ${now('GN04')} hộ cận nghèo, chiếm ${percent('GN04', 'DC01')}%; trong năm có ${now('GN06A')} hộ thoát nghèo. Thu nhập bình quân ước đạt ${now('KT20')} triệu đồng/người/năm.`,
]

export const economyDone: readonly Sentence[] = [
  ({ period, now, sum }) =>
    `Thu ngân sách trên địa bàn ${period.periodKind === 'year' ? `đạt ${now('KT22')}` : `trong kỳ ${now('KT22')}`} đồng${period.periodKind === 'year' ? '' : `, lũy kế ${sum('KT22')} đồng`}; chi ngân sách bảo đảm đúng dự toán, đúng chế độ.`,
  ({ sum, size }) =>
    size('KT28') > 0 &&
    `Giải ngân vốn các chương trình mục tiêu quốc gia lũy kế ${sum('KT28')} triệu đồng; các công trình chuyển tiếp đang được thi công, nghiệm thu theo tiến độ.`,
  ({ now, village, otherCrop }) =>
    `Duy trì ${now('KT25B')} mô hình sản xuất; mô hình trồng ${otherCrop} tại ${village} được nhiều hộ đến học tập, làm theo.`,
  ({ now, size }) =>
    size('KT23A') > 0 && `Trên địa bàn có ${now('KT23A')} hợp tác xã đang hoạt động, bước đầu liên kết thu mua nông sản cho người dân.`,
  ({ now, number }) =>
    `Phối hợp với Phòng giao dịch Ngân hàng Chính sách xã hội giải ngân cho ${number('loan', 8, 32)} hộ; dư nợ đến cuối kỳ ${now('KT26')} triệu đồng với ${now('KT27')} hộ còn dư nợ.`,
  ({ covers, size, twoVillages }) =>
    covers(2, 3, 4) &&
    size('KT19A') === 0 &&
    `Duy trì chốt trực phòng cháy, chữa cháy rừng tại ${twoVillages}; trong kỳ không để xảy ra cháy rừng.`,
  ({ size, now, village }) =>
    size('KT19A') > 0 &&
    `Huy động lực lượng tại chỗ khống chế kịp thời ${now('KT19A')} vụ cháy thực bì, cháy rừng tại khu vực giáp ranh ${village}, không để cháy lan.`,
  ({ covers, sum, sumSize }) =>
    covers(7, 8, 9) &&
    sumSize('KT18') > 0 &&
    `Phối hợp với Hạt Kiểm lâm nghiệm thu diện tích rừng trồng mới, lũy kế ${sum('KT18')} ha; chi trả tiền dịch vụ môi trường rừng đến từng cộng đồng bản.`,
  ({ number }) =>
    `Tiêm phòng cho đàn vật nuôi được ${number('dose', 650, 2900)} liều vắc xin; hướng dẫn dự trữ rơm, cỏ cho trâu, bò, không để phát sinh dịch bệnh diện rộng.`,
  ({ now, period }) =>
    period.periodKind !== 'month' &&
    `Xã đạt ${now('NT01')}/19 tiêu chí nông thôn mới; các bản tiếp tục đăng ký phần việc cụ thể theo phương châm "Nhân dân làm, Nhà nước hỗ trợ".`,
  ({ twoVillages, number }) =>
    `Vận động Nhân dân ${twoVillages} hiến ${number('land', 300, 2400)} m² đất và ${number('days', 60, 340)} ngày công mở rộng, sửa chữa đường nội bản.`,
  ({ covers, crop, number }) =>
    covers(1, 2, 6, 9, 10, 11, 12) &&
    `Tiêu thụ được khoảng ${number('sold', 12, 95)} tấn ${crop} qua thương lái và hợp tác xã, giá ổn định so với cùng kỳ.`,
  ({ village, number }) =>
    `Sửa chữa ${number('canal', 250, 1400)} m kênh mương và đầu mối thủy lợi tại ${village}, phục vụ tưới cho ruộng nước.`,
  ({ commune, number, now, period }) =>
    commune.landscape === 'river' &&
    period.periodKind !== 'month' &&
    `Các hộ ven hồ thủy điện duy trì ${number('cages', 14, 60)} lồng cá; diện tích nuôi trồng thủy sản ${now('KT15')} ha.`,
  ({ tree, now, period }) =>
    period.periodKind === 'year' &&
    `Diện tích cây lâu năm đạt ${now('KT10')} ha; phát triển ${tree} theo hướng liên kết, bước đầu hình thành vùng sản xuất hàng hóa.`,
  ({ covers, village }) =>
    covers(5, 6) &&
    `Kiện toàn Ban Chỉ huy phòng, chống thiên tai và tìm kiếm cứu nạn; rà soát các hộ trong vùng nguy cơ sạt lở tại ${village}, chuẩn bị phương án di dời.`,
  ({ covers, animal }) =>
    covers(1, 12) &&
    `Tuyên truyền che chắn chuồng trại, chống đói, rét cho ${animal} và cây trồng trong các đợt rét đậm; không có gia súc chết rét.`,
]

export const societyDone: readonly Sentence[] = [
  ({ covers, number }) =>
    covers(2, 3) &&
    `Tỷ lệ học sinh ra lớp sau Tết Nguyên đán đạt ${number('class', 95, 99)}%; các trường phối hợp với trưởng bản đến tận nhà vận động học sinh.`,
  ({ covers, number }) =>
    covers(8, 9) &&
    `Hoàn thành chuẩn bị năm học mới, huy động ${number('pupils', 480, 1260)} học sinh các cấp ra lớp; duy trì bếp ăn bán trú.`,
  ({ covers, village }) =>
    covers(5, 6) &&
    `Tổng kết năm học, bàn giao học sinh về sinh hoạt hè; phối hợp quản lý, phòng, chống đuối nước cho trẻ em tại ${village}.`,
  ({ now, size }) =>
    size('YT03') === 0
      ? 'Công tác y tế dự phòng được duy trì, trong kỳ không ghi nhận ca mắc dịch bệnh truyền nhiễm.'
      : `Trạm Y tế xã phát hiện, điều trị kịp thời ${now('YT03')} ca mắc bệnh truyền nhiễm (chủ yếu là cúm, thủy đậu, tay chân miệng), không có trường hợp tử vong.`,
  ({ number }) =>
    `Khám, chữa bệnh cho ${number('visits', 190, 960)} lượt người; tiêm chủng đầy đủ cho trẻ dưới 1 tuổi đạt ${number('vaccine', 90, 98)}% kế hoạch.`,
  ({ now, percent }) => `Số người tham gia bảo hiểm y tế là ${now('YT01A')}, đạt ${percent('YT01A', 'DC02')}% dân số.`,
  ({ covers, number }) =>
    covers(1, 2) &&
    `Cấp phát ${number('rice', 4, 17)} tấn gạo cứu đói dịp Tết và giáp hạt đúng đối tượng, công khai tại nhà văn hóa các bản; trao ${number('gifts', 110, 420)} suất quà của các cấp, các ngành.`,
  ({ people, village }) =>
    `Duy trì đội văn nghệ và các trò chơi dân gian của dân tộc ${people}; tổ chức giao lưu bóng chuyền, tù lu, ném còn tại ${village}.`,
  ({ size, people }) =>
    size('DC06A') === 0 && `Tuyên truyền phòng, chống tảo hôn trong đồng bào dân tộc ${people}; trong kỳ không phát sinh cặp tảo hôn.`,
  ({ size, now }) =>
    size('GD03') > 0 &&
    `Phối hợp mở lớp đào tạo nghề ngắn hạn cho ${now('GD03')} lao động nông thôn, tập trung vào nghề chăn nuôi, trồng trọt và xây dựng.`,
  ({ size, now }) =>
    size('LD01') > 0 &&
    `Giới thiệu, tạo việc làm cho ${now('LD01')} lao động, chủ yếu làm việc tại các khu công nghiệp ở Bắc Ninh, Bắc Giang, Hà Nam.`,
  ({ village, number }) =>
    `Ra quân vệ sinh môi trường định kỳ, thu gom rác ở ${number('villages', 4, 9)} bản; hướng dẫn các hộ ${village} di chuyển chuồng trại ra xa nhà.`,
  ({ twoVillages }) => `Bảo dưỡng công trình nước sinh hoạt tự chảy tại ${twoVillages}; tổ quản lý nước thu phí vận hành theo quy ước.`,
  ({ covers, number }) =>
    covers(7) && `Thăm hỏi, tặng ${number('invalid', 9, 38)} suất quà gia đình thương binh, liệt sĩ và người có công nhân dịp 27/7.`,
  ({ covers, village }) => covers(11) && `Tổ chức Ngày hội Đại đoàn kết toàn dân tộc ở các khu dân cư, chọn ${village} làm điểm chỉ đạo.`,
  ({ period, now, percent }) =>
    period.periodKind === 'year' &&
    `Có ${now('VH01A')} hộ đạt danh hiệu Gia đình văn hóa, bằng ${percent('VH01A', 'DC01')}%; ${now('VH02A')} bản đạt chuẩn văn hóa; ${now('MT02A')} hộ sử dụng nước hợp vệ sinh.`,
  ({ period, percent }) =>
    period.periodKind === 'year' &&
    `Tỷ lệ huy động trẻ ra lớp đúng độ tuổi đạt ${percent('GD02A', 'GD02B')}%; tỷ lệ trẻ dưới 5 tuổi suy dinh dưỡng thể thấp còi còn ${percent('YT02E', 'YT02C')}%.`,
  ({ number }) =>
    `Chi trả trợ cấp cho ${number('benefit', 60, 230)} đối tượng bảo trợ xã hội đầy đủ, kịp thời; triển khai chi trả qua tài khoản với các trường hợp đủ điều kiện.`,
  ({ number }) =>
    `Tiếp nhận ${number('files', 120, 540)} hồ sơ thủ tục hành chính, giải quyết trước và đúng hạn ${number('ontime', 96, 99)}%.`,
]

const calm = ({ key, place }: Facts): string =>
  pick(`${key}/calm`, [
    'Tình hình an ninh chính trị, trật tự an toàn xã hội trên địa bàn ổn định.',
    `An ninh, trật tự tại ${place} được giữ vững, không phát sinh điểm nóng.`,
    'An ninh nông thôn cơ bản ổn định; Nhân dân yên tâm lao động, sản xuất.',
  ])

function cases({ now, size }: Facts): string {
  const known = CASES.filter(([code]) => size(code) > 0).map(([code, name]) => `${now(code)} ${name}`)
  const none = CASES.filter(([code]) => size(code) === 0).map(([, name]) => name)
  if (known.length === 0) return `Trong kỳ không xảy ra ${none.join(', ')}.`
  return `Trong kỳ ghi nhận ${listed(known)}${none.length > 0 ? `; không xảy ra ${none.join(', ')}` : ''}.`
}

const CASES = [
  ['AN01', 'vụ phạm pháp hình sự'],
  ['AN02', 'vụ phạm tội về ma túy'],
  ['AN03', 'vụ tai nạn giao thông'],
] as const

/** Counts and what may be read by everybody: nothing about forces, places or plans. */
export const securityDone: readonly Sentence[] = [
  (facts) => `${calm(facts)} ${cases(facts)}`,
  ({ size, now }) =>
    size('AN04A') > 0 &&
    `Tiếp nhận ${now('AN04A')} đơn thư kiến nghị, phản ánh, đã giải quyết ${now('AN04B')} đơn; không có khiếu kiện đông người, vượt cấp.`,
  ({ number, twoVillages }) =>
    `Tổ chức ${number('talks', 2, 7)} buổi tuyên truyền pháp luật tại ${twoVillages} với ${number('heard', 120, 540)} lượt người tham dự.`,
  ({ people, village }) => `Phát huy vai trò của người có uy tín dân tộc ${people} trong hòa giải mâu thuẫn nhỏ tại ${village}.`,
  ({ border }) =>
    border &&
    'Phối hợp với Đồn Biên phòng tuyên truyền Nhân dân chấp hành quy chế khu vực biên giới, không xuất cảnh, nhập cảnh trái phép.',
  ({ number }) =>
    `Vận động ${number('pledge', 80, 420)} hộ ký cam kết không tàng trữ, sử dụng pháo nổ, vũ khí tự tạo và không tham gia tệ nạn xã hội.`,
  ({ covers }) => covers(1, 2) && 'Bảo đảm an ninh, trật tự trong dịp Tết Nguyên đán; Nhân dân đón Tết vui tươi, lành mạnh, tiết kiệm.',
  ({ covers }) =>
    covers(9, 10) && 'Hưởng ứng tháng cao điểm toàn dân bảo vệ an ninh Tổ quốc, nhân rộng mô hình bản tự quản về an ninh, trật tự.',
  ({ number }) =>
    `Tổ hòa giải các bản hòa giải thành ${number('settled', 2, 9)} vụ việc, chủ yếu là tranh chấp ranh giới nương và mâu thuẫn trong gia đình.`,
  () => 'Các nội dung cần bảo mật được báo cáo theo đường riêng, không nêu trong báo cáo này.',
  ({ village }) => `Duy trì mô hình camera an ninh do Nhân dân đóng góp tại trung tâm xã và ${village}.`,
]

export const politicsDone: readonly Sentence[] = [
  ({ size, now, sum, period }) =>
    size('XD01') > 0 &&
    `Kết nạp ${now('XD01')} đảng viên mới${period.periodKind === 'month' || period.n === 1 ? '' : ` (lũy kế ${sum('XD01')})`}, chủ yếu là đoàn viên thanh niên và giáo viên cắm bản.`,
  ({ size, now }) =>
    size('XD03') > 0 &&
    `Cử ${now('XD03')} lượt cán bộ xã, bản tham gia các lớp tập huấn, bồi dưỡng do huyện và các đơn vị giúp xã tổ chức.`,
  ({ village }) =>
    `Đảng ủy phân công đảng ủy viên dự sinh hoạt với các chi bộ; sinh hoạt chuyên đề tại chi bộ ${village} được đánh giá tốt.`,
  ({ covers, number }) =>
    covers(5, 6, 7, 10, 11, 12) &&
    `HĐND xã tiếp xúc cử tri tại ${number('meetings', 3, 8)} điểm, tổng hợp ${number('asks', 9, 34)} ý kiến chuyển các cơ quan có thẩm quyền.`,
  ({ number }) =>
    `Mặt trận Tổ quốc và các đoàn thể vận động Quỹ "Vì người nghèo" được ${number('fund', 8, 46)} triệu đồng; giám sát ${number('checks', 1, 4)} cuộc về thực hiện chính sách hỗ trợ.`,
  ({ covers }) =>
    covers(12) && 'Hoàn thành kiểm điểm, đánh giá chất lượng tổ chức cơ sở đảng, đảng viên và tập thể, cá nhân cuối năm đúng hướng dẫn.',
  ({ covers }) =>
    covers(6, 7) &&
    'Tổ chức kỳ họp thường lệ giữa năm của HĐND xã, thông qua các nghị quyết về kinh tế - xã hội và ngân sách; có mời đại diện đơn vị giúp xã tham dự.',
  ({ twoVillages }) => `Đoàn Thanh niên, Hội Phụ nữ duy trì các mô hình "Thứ bảy tình nguyện", "Nhà sạch, vườn đẹp" tại ${twoVillages}.`,
  ({ number }) =>
    `Tổ công nghệ số cộng đồng hướng dẫn ${number('digital', 60, 320)} lượt người nộp hồ sơ trực tuyến và cài đặt định danh điện tử mức 2.`,
  () => 'Duy trì lịch tiếp công dân hằng tuần của Chủ tịch UBND xã; thực hiện tốt quy chế dân chủ ở cơ sở.',
  ({ village, people }) =>
    `Kiện toàn trưởng bản, bí thư chi bộ ${village}; bổ nhiệm cán bộ trẻ người dân tộc ${people} vào ban quản lý bản.`,
  ({ period, now }) =>
    period.periodKind === 'year' &&
    `Toàn xã có ${now('XD02A')} chi bộ bản có chi ủy; không còn tình trạng sinh hoạt ghép ở các bản trung tâm.`,
]
