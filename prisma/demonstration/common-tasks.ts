import type { Task } from './task.ts'

/** What any unit may do, by article. */
export const commonTasks: readonly Task[] = [
  {
    clause: '4.1',
    form: 'advice',
    task: ({ year }) => `Tham gia góp ý kế hoạch phát triển kinh tế - xã hội năm ${year + 1} của xã`,
    result: () => '01 văn bản góp ý; dự họp HĐND xã kỳ cuối năm',
  },
  {
    clause: '4.1',
    form: 'advice',
    task: () => 'Tư vấn xã rà soát, xây dựng lộ trình hoàn thành các tiêu chí nông thôn mới còn lại',
    result: () => 'Phấn đấu đạt thêm 01 tiêu chí trong năm',
  },
  {
    clause: '4.2',
    form: 'connecting',
    task: ({ crop }) => `Phối hợp lựa chọn ${crop} làm sản phẩm chủ lực, kết nối doanh nghiệp bao tiêu`,
    result: ({ number }) => `01 biên bản thỏa thuận, ${number('a', 12, 40)} hộ tham gia liên kết`,
  },
  {
    clause: '4.2',
    form: 'technical',
    task: ({ animal, village }) => `Hướng dẫn làm chuồng trại, chuẩn bị thức ăn và phòng bệnh cho ${animal} tại ${village}`,
    result: ({ number }) => `${number('a', 8, 25)} hộ áp dụng`,
  },
  {
    clause: '4.3',
    form: 'advice',
    task: () => 'Tư vấn xã lập hệ thống chỉ tiêu theo dõi, giám sát giảm nghèo theo từng bản',
    result: () => '01 bộ chỉ tiêu được Chủ tịch UBND xã ban hành',
  },
  {
    clause: '4.4',
    form: 'advice',
    task: ({ twoVillages }) => `Tuyên truyền bảo vệ rừng đầu nguồn, phòng cháy, chữa cháy rừng tại ${twoVillages}`,
    result: ({ number }) => `02 buổi, ${number('a', 80, 160)} hộ ký cam kết`,
  },
  {
    clause: '4.4',
    form: 'goods',
    task: ({ tree }) => `Hỗ trợ giống ${tree} trồng phân tán dịp Tết trồng cây`,
    result: ({ number }) => `${number('a', 300, 900)} cây`,
    own: [4, 12],
  },
  {
    clause: '4.5',
    form: 'goods',
    task: () => 'Thăm hỏi, tặng quà hộ nghèo, gia đình chính sách nhân dịp Tết Nguyên đán',
    result: ({ number }) => `${number('a', 25, 70)} suất quà`,
    own: [10, 25],
    sponsor: [5, 20],
  },
  {
    clause: '4.5',
    form: 'labour',
    task: ({ village }) => `Huy động đoàn viên, công chức giúp bản ${village.replace('bản ', '')} nạo vét mương, dọn vệ sinh đường nội bản`,
    result: ({ number }) => `${number('a', 40, 120)} ngày công`,
  },
  {
    clause: '4.6',
    form: 'investment',
    task: ({ village }) => `Vận động tài trợ sửa chữa công trình nước sinh hoạt ${village}`,
    result: ({ number }) => `${number('a', 25, 60)} hộ được cấp nước ổn định`,
    sponsor: [35, 120],
  },
  {
    clause: '4.7',
    form: 'advice',
    task: () => 'Vận động Nhân dân tham gia duy tu, bảo dưỡng các công trình đã đầu tư',
    result: ({ number }) => `${number('a', 4, 9)} tổ tự quản công trình được thành lập`,
  },
  {
    clause: '4.7',
    form: 'connecting',
    task: () => 'Phối hợp với ngân hàng, hội đoàn thể hướng dẫn hộ nghèo lập hồ sơ vay vốn chính sách',
    result: ({ number }) => `${number('a', 12, 35)} hộ được hướng dẫn`,
  },
  {
    clause: '5.1',
    form: 'advice',
    task: ({ village }) => `Giúp ${village} sửa đổi, bổ sung quy ước theo hướng xóa bỏ hủ tục trong việc cưới, việc tang`,
    result: () => '01 quy ước được công nhận',
  },
  {
    clause: '5.1',
    form: 'advice',
    task: () => 'Tuyên truyền khơi dậy ý chí tự lực vươn lên thoát nghèo, không trông chờ, ỷ lại',
    result: ({ number }) => `${number('a', 2, 5)} buổi lồng ghép trong sinh hoạt bản`,
  },
  {
    clause: '5.2',
    form: 'goods',
    task: () => 'Tặng đồ dùng học tập cho học sinh có hoàn cảnh khó khăn dịp khai giảng',
    result: ({ number }) => `${number('a', 30, 90)} suất`,
    own: [6, 15],
  },
  {
    clause: '5.2',
    form: 'advice',
    task: () => 'Phối hợp vận động học sinh không bỏ học giữa kỳ, trở lại lớp sau Tết',
    result: () => 'Không để học sinh bỏ học vì hoàn cảnh khó khăn',
  },
  {
    clause: '5.3',
    form: 'advice',
    task: ({ people }) => `Tuyên truyền phòng, chống tảo hôn và hôn nhân cận huyết thống trong đồng bào dân tộc ${people}`,
    result: ({ number }) => `${number('a', 2, 4)} buổi tại các bản`,
  },
  {
    clause: '5.4',
    form: 'connecting',
    task: () => 'Phối hợp với ngành y tế tổ chức cân, đo và tư vấn dinh dưỡng cho trẻ dưới 5 tuổi',
    result: ({ number }) => `${number('a', 90, 220)} trẻ được theo dõi`,
  },
  {
    clause: '5.5',
    form: 'labour',
    task: ({ village }) => `Ra quân vệ sinh môi trường, hướng dẫn làm nhà tiêu hợp vệ sinh tại ${village}`,
    result: ({ number }) => `${number('a', 8, 25)} nhà tiêu được làm mới, ${number('b', 40, 90)} ngày công`,
  },
  {
    clause: '5.6',
    form: 'connecting',
    task: () => 'Kết nối doanh nghiệp tuyển dụng lao động của xã đi làm việc trong và ngoài tỉnh',
    result: ({ number }) => `${number('a', 10, 30)} lao động có việc làm`,
  },
  {
    clause: '6.1',
    form: 'advice',
    task: () => 'Phối hợp nắm tình hình Nhân dân, tuyên truyền không nghe, không tin, không theo các luận điệu sai trái',
    result: () => '02 đợt công tác tại bản; không để phát sinh điểm nóng',
  },
  {
    clause: '6.1',
    form: 'training',
    task: () => 'Tuyên truyền phòng, chống ma túy và tệ nạn xã hội trong thanh thiếu niên',
    result: ({ number }) => `02 buổi, ${number('a', 100, 240)} lượt người`,
  },
  {
    clause: '6.2',
    form: 'advice',
    task: ({ border }) =>
      border
        ? 'Tuyên truyền Nhân dân tham gia bảo vệ đường biên, cột mốc; chấp hành quy chế khu vực biên giới'
        : 'Tuyên truyền nhiệm vụ xây dựng nền quốc phòng toàn dân gắn với phát triển kinh tế',
    result: () => '02 buổi tuyên truyền',
  },
  {
    clause: '7.1',
    form: 'advice',
    task: () => 'Dự và tham gia ý kiến tại các hội nghị sơ kết, tổng kết của Đảng ủy, UBND xã',
    result: () => 'Tham dự đầy đủ theo giấy mời',
  },
  {
    clause: '7.1',
    form: 'advice',
    task: ({ village }) => `Dự sinh hoạt và giúp chi bộ ${village} nâng cao chất lượng sinh hoạt`,
    result: () => '04 kỳ sinh hoạt (mỗi quý một kỳ)',
  },
  {
    clause: '7.2',
    form: 'training',
    task: () => 'Tập huấn kỹ năng soạn thảo văn bản, ứng dụng công nghệ thông tin cho công chức xã',
    result: ({ number }) => `01 lớp, ${number('a', 12, 22)} công chức`,
  },
  {
    clause: '7.2',
    form: 'advice',
    task: () => 'Hướng dẫn cán bộ không chuyên trách, trưởng bản phương pháp vận động quần chúng',
    result: ({ number }) => `${number('a', 14, 28)} cán bộ bản được hướng dẫn`,
  },
]
