import type { Facts } from './report-facts.ts'

/** Chưa làm được, nguyên nhân, giải pháp: told together, so that each cause answers its shortcoming. */
export interface Issue {
  fits?: (facts: Facts) => boolean
  notDone: (facts: Facts) => string
  cause: (facts: Facts) => string
  solution: (facts: Facts) => string
}

export const economyIssues: readonly Issue[] = [
  {
    notDone: ({ village }) => `Tiến độ cứng hóa đường nội ${village} chậm so với kế hoạch.`,
    cause: () =>
      'Giá vật liệu tại chân công trình tăng, vận chuyển khó khăn do đường dốc; phần đối ứng ngày công của người dân trùng thời vụ.',
    solution: ({ village }) =>
      `Chia khối lượng theo từng nhóm hộ, vận động Nhân dân ${village} đóng góp ngày công sau thu hoạch; đề nghị đơn vị giúp xã hỗ trợ thêm xi măng.`,
  },
  {
    fits: ({ size }) => size('KT28') > 0,
    notDone: () => 'Giải ngân vốn sự nghiệp các chương trình mục tiêu quốc gia còn thấp.',
    cause: () => 'Văn bản hướng dẫn thay đổi nhiều lần, cán bộ xã còn lúng túng khi lập hồ sơ dự án hỗ trợ phát triển sản xuất cộng đồng.',
    solution: () =>
      'Giao công chức phụ trách từng tiểu dự án, báo cáo tiến độ vào thứ sáu hằng tuần; mời Phòng Tài chính - Kế hoạch hướng dẫn trực tiếp.',
  },
  {
    notDone: ({ crop }) => `Sản phẩm ${crop} chủ yếu bán thô, giá phụ thuộc vào thương lái.`,
    cause: () => 'Chưa có cơ sở sơ chế, bảo quản; hợp tác xã quy mô nhỏ, thiếu vốn lưu động.',
    solution: ({ crop }) => `Phối hợp với đơn vị giúp xã tìm doanh nghiệp ký hợp đồng bao tiêu ${crop}; củng cố ban quản trị hợp tác xã.`,
  },
  {
    notDone: () => 'Đàn trâu, bò tăng chậm, chăn thả rông còn phổ biến ở các bản vùng cao.',
    cause: () => 'Tập quán chăn thả chưa thay đổi, diện tích trồng cỏ ít, một số hộ chưa làm chuồng trại kiên cố.',
    solution: ({ village }) =>
      `Xây dựng điểm trồng cỏ, làm chuồng có mái che tại ${village} rồi nhân ra các bản; đưa nội dung cấm thả rông vào quy ước.`,
  },
  {
    fits: ({ covers }) => covers(6, 7, 8, 9),
    notDone: ({ number, twoVillages }) =>
      `Mưa lớn làm sạt lở ${number('slides', 3, 16)} điểm đường liên bản, hư hỏng một số đoạn mương tại ${twoVillages}.`,
    cause: () => 'Địa hình chia cắt, mưa tập trung trong thời gian ngắn; công trình xuống cấp chưa có kinh phí sửa chữa lớn.',
    solution: () => 'Huy động lực lượng tại chỗ hót sụt, thông đường bước 1; lập dự toán trình UBND huyện bố trí kinh phí khắc phục.',
  },
  {
    fits: ({ size }) => size('KT19B') > 0,
    notDone: ({ now }) => `Còn xảy ra ${now('KT19B')} vụ phá rừng trái pháp luật để làm nương.`,
    cause: () => 'Một số hộ thiếu đất sản xuất; việc tuần tra ở khu vực giáp ranh chưa thường xuyên.',
    solution: () =>
      'Phối hợp với Hạt Kiểm lâm xử lý nghiêm, tổ chức ký cam kết đến từng hộ; rà soát nhu cầu đất sản xuất để đề xuất giao đất.',
  },
  {
    notDone: ({ now }) => `Mới đạt ${now('NT01')}/19 tiêu chí nông thôn mới; các tiêu chí thu nhập, nghèo đa chiều, nhà ở dân cư khó đạt.`,
    cause: () => 'Xuất phát điểm thấp, hộ nghèo chiếm tỷ lệ cao, nguồn lực đầu tư hạ tầng còn dàn trải.',
    solution: () => 'Chọn tiêu chí ít cần vốn làm trước; lồng ghép các nguồn vốn và sự giúp đỡ của các đơn vị được phân công.',
  },
  {
    notDone: () => 'Thu ngân sách trên địa bàn đạt thấp, chủ yếu từ phí, lệ phí.',
    cause: () => 'Hộ kinh doanh ít, quy mô nhỏ; một số khoản thu phát sinh không thường xuyên.',
    solution: () => 'Phối hợp với Chi cục Thuế khu vực rà soát hộ kinh doanh; thu đúng, thu đủ phí, lệ phí.',
  },
  {
    fits: ({ covers }) => covers(1, 2, 3),
    notDone: ({ number }) => `Khoảng ${number('dry', 4, 22)} ha ruộng một vụ chưa gieo cấy được vụ đông xuân.`,
    cause: () => 'Nguồn nước các mó cạn sớm, kênh dẫn bị rò rỉ.',
    solution: ({ village }) => `Chuyển diện tích thiếu nước tại ${village} sang trồng ngô, lạc; đăng ký danh mục sửa chữa kênh với huyện.`,
  },
  {
    notDone: ({ village }) => `Việc cấp giấy chứng nhận quyền sử dụng đất cho các hộ ${village} còn chậm.`,
    cause: () => 'Bản đồ đo đạc không khớp hiện trạng, các hộ tự ý chuyển nhượng bằng giấy viết tay.',
    solution: () =>
      'Đề nghị Văn phòng Đăng ký đất đai và Sở Tài nguyên và Môi trường cử cán bộ hướng dẫn chỉnh lý; công khai hồ sơ tại bản.',
  },
]

export const societyIssues: readonly Issue[] = [
  {
    fits: ({ size }) => size('DC06A') > 0,
    notDone: ({ now }) => `Còn xảy ra ${now('DC06A')} cặp tảo hôn.`,
    cause: ({ people }) =>
      `Tập quán kết hôn sớm trong một bộ phận đồng bào dân tộc ${people} chậm thay đổi; thanh niên đi làm xa, gia đình khó quản lý.`,
    solution: () => 'Đưa chỉ tiêu không có tảo hôn vào quy ước bản; phối hợp với nhà trường tư vấn cho học sinh lớp 8, lớp 9.',
  },
  {
    fits: ({ size }) => size('GD01') > 0,
    notDone: ({ now }) => `Có ${now('GD01')} học sinh bỏ học giữa kỳ do hoàn cảnh kinh tế khó khăn.`,
    cause: () => 'Gia đình thiếu lao động, đường đến trường xa; một số em theo người thân đi làm ở ngoài tỉnh.',
    solution: () => 'Phân công giáo viên, đoàn thể kèm cặp từng em; đề nghị đơn vị giúp xã hỗ trợ đồ dùng học tập, chỗ ở bán trú.',
  },
  {
    notDone: ({ twoVillages }) => `Tỷ lệ hộ có nhà tiêu hợp vệ sinh ở ${twoVillages} còn thấp.`,
    cause: () => 'Thiếu nước vào mùa khô, hộ nghèo không có kinh phí; nhận thức của người dân chưa đầy đủ.',
    solution: () => 'Hỗ trợ vật liệu, huy động đoàn viên giúp ngày công; lấy hộ đảng viên làm trước.',
  },
  {
    notDone: ({ village }) => `Thiếu nước sinh hoạt cục bộ tại ${village}.`,
    cause: () => 'Công trình nước tự chảy đầu tư lâu năm đã hư hỏng, ý thức bảo vệ của một số hộ chưa cao.',
    solution: () => 'Thành lập lại tổ quản lý nước, thu phí duy tu; đề nghị huyện và đơn vị giúp xã hỗ trợ ống dẫn, bể chứa.',
  },
  {
    notDone: () => 'Nhà văn hóa một số bản xuống cấp, thiếu bàn ghế, loa đài.',
    cause: () => 'Được xây dựng từ nguồn xã hội hóa đã lâu, không có kinh phí duy tu.',
    solution: () => 'Rà soát, xếp thứ tự ưu tiên sửa chữa; kêu gọi các đơn vị giúp xã hỗ trợ thiết bị.',
  },
  {
    notDone: ({ village }) => `Còn nhiều nhà tạm, nhà dột nát ở ${village} chưa được hỗ trợ.`,
    cause: () => 'Nguồn lực hỗ trợ có hạn, vướng thủ tục đất ở.',
    solution: () => 'Lập danh sách theo thứ tự ưu tiên, công khai ở bản; vận động dòng họ, bản làng góp ngày công.',
  },
  {
    notDone: () => 'Công tác giảm sinh chưa vững chắc, còn trường hợp sinh con thứ 3 trở lên.',
    cause: () => 'Tư tưởng muốn có con trai còn nặng; cộng tác viên dân số thay đổi nhiều.',
    solution: () => 'Tăng cường truyền thông nhóm nhỏ bằng tiếng dân tộc, cung cấp phương tiện tránh thai tại bản.',
  },
  {
    notDone: () => 'Lao động qua đào tạo có việc làm ổn định còn ít.',
    cause: () => 'Ngành nghề đào tạo chưa sát nhu cầu; người dân ngại đi làm xa theo hợp đồng.',
    solution: () => 'Khảo sát lại nhu cầu học nghề, phối hợp với Trung tâm Dịch vụ việc làm tổ chức tư vấn tại xã.',
  },
  {
    notDone: () => 'Một số đám tang, đám cưới còn kéo dài ngày, tốn kém.',
    cause: () => 'Hủ tục trong dòng họ chưa được xóa bỏ triệt để.',
    solution: ({ people }) => `Vận động trưởng dòng họ, người có uy tín dân tộc ${people} ký cam kết thực hiện nếp sống văn minh.`,
  },
]

export const securityIssues: readonly Issue[] = [
  {
    fits: ({ size }) => size('AN02') > 0,
    notDone: () => 'Tình hình sử dụng trái phép chất ma túy còn tiềm ẩn phức tạp.',
    cause: () => 'Một bộ phận thanh niên thiếu việc làm; công tác quản lý sau cai hiệu quả chưa cao.',
    solution: () => 'Phân công đoàn thể giúp đỡ người sau cai; tăng cường tuyên truyền trong trường học và sinh hoạt bản.',
  },
  {
    fits: ({ size }) => size('AN03') > 0,
    notDone: ({ now }) => `Xảy ra ${now('AN03')} vụ tai nạn giao thông.`,
    cause: () => 'Ý thức chấp hành của người điều khiển xe mô tô chưa cao, đường đèo dốc, thiếu biển cảnh báo.',
    solution: () => 'Phối hợp tuyên truyền, xử lý vi phạm nồng độ cồn; cắm biển cảnh báo ở các khúc cua.',
  },
  {
    notDone: () => 'Tranh chấp ranh giới nương, bãi chăn thả giữa một số bản chưa được giải quyết dứt điểm.',
    cause: () => 'Ranh giới chủ yếu xác định theo tập quán, hồ sơ địa chính chưa hoàn thiện.',
    solution: () => 'Thành lập tổ hòa giải liên bản, có sự tham gia của cán bộ địa chính và người có uy tín.',
  },
  {
    notDone: () => 'Tình trạng người dân bị lừa đảo qua mạng xã hội có xu hướng tăng.',
    cause: () => 'Người dân thiếu kỹ năng nhận biết, dễ tin các lời mời việc nhẹ lương cao.',
    solution: () => 'Tuyên truyền trên loa truyền thanh bằng tiếng dân tộc, hướng dẫn trình báo sớm.',
  },
]

export const politicsIssues: readonly Issue[] = [
  {
    notDone: ({ village }) => `Chất lượng sinh hoạt chi bộ ${village} chưa cao, nội dung còn chung chung.`,
    cause: () => 'Đảng viên ít, đi làm ăn xa; bí thư chi bộ còn hạn chế về kỹ năng điều hành.',
    solution: () => 'Phân công cấp ủy viên dự, hướng dẫn; đề nghị đơn vị giúp xã cử cán bộ dự sinh hoạt hằng quý.',
  },
  {
    notDone: () => 'Một số báo cáo của các bản, ngành gửi chậm, số liệu chưa thống nhất.',
    cause: () => 'Cán bộ bản ít được tập huấn, sóng điện thoại yếu.',
    solution: () => 'Thống nhất một đầu mối tổng hợp tại Văn phòng - Thống kê; hướng dẫn mẫu biểu đơn giản.',
  },
  {
    notDone: () => 'Nguồn kết nạp đảng viên là nữ, là người dân ở các bản vùng cao còn ít.',
    cause: () => 'Thanh niên đi làm việc ngoài tỉnh; trình độ học vấn chưa đáp ứng.',
    solution: () => 'Bồi dưỡng nguồn từ trưởng bản, chi hội trưởng phụ nữ, quân nhân xuất ngũ.',
  },
  {
    notDone: () => 'Kỹ năng sử dụng phần mềm của một số công chức còn hạn chế.',
    cause: () => 'Máy tính cấu hình thấp, kiêm nhiệm nhiều việc.',
    solution: () => 'Đăng ký tập huấn với đơn vị giúp xã; phân công người thạo việc kèm cặp.',
  },
  {
    notDone: () => 'Hoạt động của một số chi hội đoàn thể chưa đều.',
    cause: () => 'Phụ cấp thấp, cán bộ chi hội thay đổi.',
    solution: () => 'Rà soát, kiện toàn; gắn hoạt động chi hội với các mô hình kinh tế.',
  },
]
