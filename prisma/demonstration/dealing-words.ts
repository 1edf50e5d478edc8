/** What officials of the demonstration ask of each other beside filings. Days and hours as "2024-11-18 09:20". */

const dienBienDong = 'huyen-dien-bien-dong'
const muongCha = 'huyen-muong-cha'

export const needs: readonly Need[] = [
  {
    ...{ on: '2024-11-18 09:20', by: 'xa-keo-lom', commune: 'xa-keo-lom', unit: 'dv-stnmt' },
    what: 'Kéo đường ống nước sinh hoạt về bản Huổi Hoa A2',
    ...{ area: 'society', clause: '5.5', quantity: '3.2', measure: 'km', priority: 'urgent', neededBy: 'trước mùa khô, tháng 02/2025' },
    detail:
      'Công trình cũ hỏng đập đầu mối sau mưa lũ tháng 7/2024. Xã tự khắc phục tạm bằng ngày công, mùa khô không đủ nước cho người và gia súc.',
    whom: '63 hộ, 310 người',
  },
  {
    ...{ on: '2024-11-25 14:10', by: 'xa-keo-lom', commune: 'xa-keo-lom' },
    what: 'Tập huấn lập hồ sơ thanh toán dự án hỗ trợ sản xuất cho công chức xã, trưởng bản',
    ...{ area: 'politics', clause: '7.2', quantity: '2', measure: 'lớp', priority: 'thisYear', neededBy: 'quý I năm 2025' },
    detail: 'Năm 2024 hai dự án chậm giải ngân do hồ sơ phải làm lại nhiều lần.',
    whom: '26 công chức xã, trưởng bản',
  },
  {
    ...{ on: '2024-10-07 10:05', by: 'xa-keo-lom', commune: 'xa-keo-lom', unit: 'dv-stnmt' },
    what: 'Hỗ trợ 30 con bò giống sinh sản',
    ...{ area: 'economy', clause: '4.4', quantity: '30', measure: 'con', priority: 'whenPossible', neededBy: 'năm 2025' },
    detail: 'Hộ nghèo bản Tìa Ghếnh có chuồng trại và bãi chăn, thiếu vốn mua giống.',
    whom: '30 hộ nghèo',
    declined: [
      [
        '2024-10-14 15:30',
        'dv-stnmt',
        'Đơn vị không bố trí được kinh phí mua giống. Đề nghị xã đưa vào dự án đa dạng hóa sinh kế của Chương trình mục tiêu quốc gia giảm nghèo bền vững; đơn vị giúp lập hồ sơ.',
      ],
    ],
  },
  {
    ...{ on: '2024-11-20 08:40', by: 'xa-phi-nhu', commune: 'xa-phi-nhu', unit: 'dv-stnmt' },
    what: 'Đo đạc, chỉnh lý bản đồ địa chính 5 bản sau sáp nhập',
    ...{ area: 'economy', clause: '4.4', quantity: '5', measure: 'bản', priority: 'thisYear', neededBy: 'trước ngày 30/6/2025' },
    detail: 'Chưa có bản đồ nên chưa cấp được giấy chứng nhận, người dân khó vay vốn tín dụng chính sách.',
    whom: '412 hộ',
  },
  {
    ...{ on: '2024-11-28 16:00', by: 'xa-chieng-so', commune: 'xa-chieng-so' },
    what: 'Mở lớp dạy nghề sửa chữa máy nông nghiệp cho thanh niên',
    ...{ area: 'society', clause: '5.6', quantity: '1', measure: 'lớp', priority: 'whenPossible', neededBy: 'sau vụ mùa năm 2025' },
    detail: '',
    whom: '25 thanh niên chưa có việc làm ổn định',
  },
  {
    ...{ on: '2024-12-03 09:00', by: dienBienDong, commune: 'xa-nong-u', unit: 'dv-stttt' },
    what: 'Phủ sóng di động và lắp điểm truy cập Internet tại 3 bản chưa có sóng',
    ...{ area: 'society', clause: '5.2', quantity: '3', measure: 'bản', priority: 'urgent', neededBy: 'quý II năm 2025' },
    detail: 'Huyện tổng hợp từ báo cáo tháng 11 của xã; học sinh, công chức bản không nộp được hồ sơ trực tuyến.',
    whom: '187 hộ',
  },
  {
    ...{ on: '2024-11-12 10:30', by: muongCha, commune: 'xa-huoi-mi' },
    what: 'Tư vấn xây dựng hương ước, vận động xóa bỏ tục tảo hôn',
    ...{ area: 'society', clause: '5.3', measure: '', priority: 'thisYear', neededBy: 'năm 2025' },
    detail: 'Năm 2024 còn 9 trường hợp tảo hôn.',
    whom: '11 bản',
    declined: [
      ['2024-11-19 14:20', 'dv-btgtu', 'Việc này Ban Dân vận Tỉnh ủy có cán bộ chuyên trách, làm tốt hơn; đơn vị phối hợp tuyên truyền.'],
    ],
  },
]

export const invitations: readonly Meeting[] = [
  {
    ...{ on: '2024-12-10 08:15', by: 'xa-keo-lom', commune: 'xa-keo-lom', host: 'peopleCommittee', occasion: 'yearEndReview' },
    subject: 'Tổng kết công tác phối hợp giúp đỡ xã năm 2024, bàn kế hoạch năm 2025',
    agenda: 'Kết quả năm 2024 theo bốn lĩnh vực; vướng mắc về nước sinh hoạt bản Huổi Hoa A2; nhiệm vụ năm 2025.',
    ...{ starts: '2024-12-24 08:00', place: 'Hội trường UBND xã Keo Lôm', guests: ['dv-stnmt'] },
    replies: [],
  },
  {
    ...{ on: '2024-07-02 09:00', by: 'xa-keo-lom', commune: 'xa-keo-lom', host: 'partyCommittee', occasion: 'midTermReview' },
    subject: 'Sơ kết 6 tháng đầu năm 2024',
    agenda: 'Đánh giá nhiệm vụ 6 tháng; đơn vị giúp xã tham gia ý kiến về giảm nghèo.',
    ...{ starts: '2024-07-11 08:00', place: 'Hội trường Đảng ủy xã', guests: ['dv-stnmt'] },
    replies: [['2024-07-04 10:20', 'dv-stnmt', { words: 'Phó Giám đốc Sở và 01 chuyên viên' }]],
    opinions: [
      [
        '2024-07-12 09:40',
        'dv-stnmt',
        'Đề nghị xã khảo sát lại nguồn nước Huổi Hoa A2 trước mùa khô; đơn vị cử cán bộ kỹ thuật giúp lập hồ sơ thiết kế.',
      ],
    ],
    held: {
      on: '2024-07-12 15:00',
      outcome:
        'Thống nhất ưu tiên nước sinh hoạt và đào tạo cán bộ bản trong 6 tháng cuối năm. Xã lập danh sách hộ thiếu nước gửi đơn vị trước ngày 31/7/2024.',
      minutes: 'Dự họp: 41 đại biểu. Đơn vị giúp xã phát biểu về nguồn nước, hồ sơ đất đai.',
    },
  },
  {
    ...{ on: '2024-11-21 08:30', by: dienBienDong, commune: 'xa-nong-u', host: 'district', occasion: 'working' },
    subject: 'Làm việc với xã Nong U về tiến độ các dự án giảm nghèo',
    agenda: 'Giải ngân, vướng mắc mặt bằng; đề xuất giải pháp của đơn vị giúp xã.',
    ...{ starts: '2024-11-28 14:00', place: 'Trụ sở UBND xã Nong U', guests: ['dv-stttt', 'dv-cqltt'] },
    replies: [
      ['2024-11-22 09:10', 'dv-stttt', { words: 'Trưởng phòng Bưu chính - Viễn thông' }],
      ['2024-11-25 10:00', 'dv-cqltt', { note: 'Đơn vị kiểm tra đợt cao điểm cuối năm, xin gửi ý kiến bằng văn bản.' }],
    ],
    opinions: [
      [
        '2024-11-29 08:50',
        'dv-stttt',
        'Ba bản chưa có sóng cần khảo sát vị trí đặt trạm; đề nghị huyện giao đất đặt trạm trong quý I năm 2025.',
      ],
    ],
    held: {
      on: '2024-11-29 16:10',
      outcome: 'Huyện giao Phòng Kinh tế và Hạ tầng giới thiệu vị trí đặt trạm trước ngày 15/01/2025.',
      minutes: '',
    },
  },
]

export const inspections: readonly Visit[] = [
  {
    ...{ on: '2024-12-05 15:20', by: dienBienDong, commune: 'xa-keo-lom', unit: 'dv-stnmt', day: '2024-12-04' },
    participants:
      'Phó Chủ tịch UBND huyện; Phòng Tài chính - Kế hoạch; Chủ tịch UBND xã, 4 công chức xã; cán bộ đầu mối của Sở Tài nguyên và Môi trường.',
    findings:
      'Xã đã hoàn thành 7 trong 9 nhiệm vụ kế hoạch năm 2024. Hai việc chưa xong: hồ sơ công trình nước bản Huổi Hoa A2 chưa được phê duyệt; giải ngân dự án hỗ trợ sản xuất đạt 62%. Nguyên nhân: hồ sơ phải chỉnh sửa nhiều lần, thiếu cán bộ chuyên môn.',
    requests: [
      {
        asked: '2024-12-05 15:40',
        to: 'xa-keo-lom',
        text: 'Trình lại hồ sơ công trình nước sinh hoạt bản Huổi Hoa A2, kèm biên bản họp dân.',
        dueOn: '2024-12-20',
      },
      {
        ...{
          asked: '2024-12-05 15:50',
          to: 'dv-stnmt',
          text: 'Cử cán bộ kỹ thuật giúp xã hoàn chỉnh bản vẽ công trình nước.',
          dueOn: '2024-12-13',
        },
        reported: ['2024-12-12 10:15', 'Đã cử 02 cán bộ làm việc tại xã các ngày 09, 10/12; bản vẽ đã bàn giao cho xã ngày 11/12.'],
        closed: ['2024-12-12 16:30', 'Huyện đã xem bản vẽ, đạt yêu cầu.'],
      },
    ],
  },
]

type Written = { on: string; by: string; commune: string }

export const petitions: readonly Petitioned[] = [
  {
    ...{ on: '2024-12-04 09:15', by: 'xa-keo-lom', to: 'dv-stnmt' },
    subject: 'Hướng dẫn thủ tục giao đất làm bể chứa nước bản Huổi Hoa A2',
    area: 'society',
    detail:
      'Vị trí đặt bể nằm trên đất quy hoạch rừng sản xuất. Xã chưa rõ có phải chuyển mục đích sử dụng đất hay không nên chưa lập được hồ sơ.',
    wish: 'Đề nghị Sở hướng dẫn thủ tục bằng văn bản trước ngày 20/12/2024 để xã kịp triển khai trong mùa khô.',
    steps: [],
  },
  {
    ...{ on: '2024-11-22 14:30', by: 'xa-keo-lom', to: dienBienDong },
    subject: 'Bố trí kinh phí sửa chữa đường vào bản Tìa Ghếnh bị sạt lở',
    area: 'economy',
    detail:
      'Mưa lũ tháng 7/2024 làm sạt 340 m ta luy dương, xe máy đi được, ô tô tải không vào được. Xã đã huy động 180 ngày công hót sụt nhưng không đủ khả năng kè.',
    wish: 'Đề nghị UBND huyện bố trí kinh phí từ nguồn bảo trì đường huyện năm 2025.',
    steps: [
      ['2024-11-26 08:50', dienBienDong, 'receive', { dueOn: '2024-12-10' }],
      [
        '2024-12-09 16:20',
        dienBienDong,
        'answer',
        {
          text: 'UBND huyện đã giao Phòng Kinh tế và Hạ tầng khảo sát, đưa vào danh mục sửa chữa quý I năm 2025. Trong khi chờ, xã cắm biển cảnh báo và duy trì hót sụt.',
          ...{ documentNumber: '1847/UBND-KTHT', documentDate: '2024-12-09' },
        },
      ],
    ],
  },
  {
    ...{ on: '2024-10-21 10:10', by: 'dv-stttt', to: 'so-khdt', commune: 'xa-nong-u' },
    subject: 'Cho phép dùng đất công đặt trạm thu phát sóng tại ba bản chưa có sóng của xã Nong U',
    area: 'society',
    detail: 'Doanh nghiệp viễn thông sẵn sàng đầu tư nhưng chưa có cơ chế sử dụng đất công ích của xã để đặt trạm.',
    wish: 'Đề nghị UBND tỉnh cho chủ trương để huyện giới thiệu vị trí trong năm 2024.',
    steps: [
      [
        '2024-10-24 09:00',
        'so-khdt',
        'forward',
        {
          to: 'ubnd-tinh',
          note: 'Vượt thẩm quyền của Sở. Sở đề xuất UBND tỉnh chấp thuận chủ trương, giao UBND huyện Điện Biên Đông giới thiệu vị trí.',
        },
      ],
      [
        '2024-11-07 15:40',
        'ubnd-tinh',
        'answer',
        {
          text: 'UBND tỉnh đồng ý chủ trương. UBND huyện Điện Biên Đông giới thiệu vị trí, hướng dẫn thủ tục thuê đất trước ngày 15/01/2025.',
          ...{ documentNumber: '5216/UBND-TH', documentDate: '2024-11-07' },
        },
      ],
      ['2024-11-08 08:30', 'dv-stttt', 'close', { text: 'Đơn vị đã thông báo cho doanh nghiệp viễn thông.' }],
    ],
  },
  {
    ...{ on: '2024-11-18 11:00', by: dienBienDong, to: 'so-khdt' },
    subject: 'Hướng dẫn lồng ghép vốn chương trình mục tiêu quốc gia với nguồn giúp đỡ của đơn vị',
    area: '',
    detail:
      'Nhiều xã có công trình vừa dùng vốn chương trình, vừa nhận vật tư của đơn vị giúp xã; chưa rõ cách lập hồ sơ thanh toán phần vật tư.',
    wish: 'Đề nghị UBND tỉnh giao sở chuyên ngành hướng dẫn thống nhất trước khi lập kế hoạch năm 2025.',
    steps: [
      [
        '2024-11-21 14:00',
        'so-khdt',
        'forward',
        { to: 'ubnd-tinh', note: 'Liên quan nhiều sở. Sở đề xuất UBND tỉnh giao Sở Tài chính chủ trì hướng dẫn.' },
      ],
    ],
  },
  {
    ...{ on: '2024-12-06 16:45', by: 'dv-stnmt', to: 'so-khdt', commune: 'xa-phi-nhu' },
    subject: 'Kinh phí chỉnh lý bản đồ địa chính năm bản sau sáp nhập của xã Phì Nhừ',
    area: 'economy',
    detail: 'Khối lượng khoảng 1.120 ha, vượt khả năng tự bảo đảm của đơn vị theo khoản 4 Điều 13 Quy chế.',
    wish: 'Đề nghị UBND tỉnh bố trí từ nguồn sự nghiệp tài nguyên môi trường năm 2025.',
    steps: [['2024-12-11 09:30', 'so-khdt', 'ask-back', { note: 'Đề nghị Sở gửi kèm dự toán chi tiết và phần việc đơn vị tự làm được.' }]],
  },
]

const days = ['2024-11-19 09:10', '2024-11-21 15:20', '2024-11-22 10:05', '2024-11-25 16:40', '2024-11-27 08:35'] as const

export const inquiries: readonly Inquired[] = [
  {
    ...{ on: '2024-11-18 08:30', by: dienBienDong, dueOn: '2024-11-25' },
    subject: 'Tình hình thiếu nước sinh hoạt đầu mùa khô 2024-2025',
    context: 'Phục vụ cuộc họp của UBND huyện ngày 29/11/2024 về nước sinh hoạt nông thôn. Số liệu tính đến ngày 15/11/2024.',
    questions: [
      ['Số bản thiếu nước sinh hoạt', 'bản'],
      ['Số hộ thiếu nước sinh hoạt', 'hộ'],
      ['Công trình hư hỏng, nguyên nhân'],
      ['Việc xã đã làm, đề nghị với huyện và đơn vị giúp xã'],
    ],
    communes: ['xa-keo-lom', 'xa-phi-nhu', 'xa-nong-u', 'xa-pu-hong', 'xa-tia-dinh', 'xa-xa-dung'],
    answers: [
      [
        ...([days[0], 'xa-keo-lom'] as const),
        [
          ...['3', '118', 'Đập đầu mối bản Huổi Hoa A2 vỡ do lũ tháng 7/2024; 1,2 km ống bị cuốn trôi.'],
          'Đã huy động 96 ngày công đắp tạm. Đề nghị hỗ trợ 3,2 km ống và kỹ thuật.',
        ],
      ],
      [
        ...([days[1], 'xa-phi-nhu'] as const),
        [
          ...['2', '64', 'Bể lọc bản Phì Nhừ A tắc, van xả hỏng.'],
          'Đã thau rửa bể hai lần. Đề nghị đơn vị giúp xã hướng dẫn vận hành cho tổ quản lý nước của bản.',
        ],
      ],
      [
        ...([days[2], 'xa-nong-u'] as const),
        [
          '4',
          '151',
          'Nguồn nước ba bản vùng cao cạn sớm hơn năm 2023 khoảng một tháng.',
          'Đã vận động dùng chung mó nước. Đề nghị khảo sát giếng khoan.',
        ],
      ],
      [...([days[3], 'xa-pu-hong'] as const), ['1', '37', 'Không có công trình hư hỏng.', 'Đã chia giờ lấy nước. Xã tự bảo đảm được.']],
      [
        ...([days[4], 'xa-tia-dinh'] as const),
        [
          ...['5', '203', 'Hai công trình xây dựng năm 2011 đã xuống cấp, thất thoát trên đường ống.'],
          'Xã ở xa, mất điện hai ngày nên trả lời chậm. Đề nghị huyện đưa vào danh mục sửa chữa năm 2025.',
        ],
      ],
    ],
    changes: ['2024-11-22 16:00', 'xa-nong-u', 'Đề nghị ghi rõ tên ba bản có nguồn nước cạn sớm.'],
  },
  {
    ...{ on: '2024-12-12 09:00', by: 'so-khdt', dueOn: '2024-12-19' },
    subject: 'Công trình, mô hình được đơn vị giúp đỡ hoàn thành trong năm 2024',
    context:
      'Bổ sung số liệu cho báo cáo tổng kết của tỉnh theo khoản 3 Điều 13 Quy chế. Số liệu tính đến ngày 10/12/2024; không tính công trình chỉ dùng vốn chương trình mục tiêu quốc gia.',
    questions: [
      ['Số công trình hoàn thành, đã bàn giao', 'công trình'],
      ['Số mô hình sản xuất còn duy trì', 'mô hình'],
      ['Công trình, mô hình nào đang vướng, vướng ở đâu'],
    ],
    communes: ['xa-keo-lom', 'xa-phi-nhu', 'xa-chieng-so', 'xa-huoi-so', 'xa-xin-chai', 'xa-muong-dun', 'xa-huoi-mi', 'xa-muong-pon'],
    answers: [
      ['2024-12-13 10:45', 'xa-chieng-so', ['2', '3', 'Mô hình nuôi ong chưa có nơi bao tiêu sản phẩm.']],
      ['2024-12-13 16:10', 'xa-muong-pon', ['3', '2', 'Không']],
    ],
  },
  {
    ...{ on: '2024-10-07 14:00', by: 'dv-stnmt', dueOn: '2024-10-18' },
    subject: 'Số hộ chưa được cấp giấy chứng nhận quyền sử dụng đất ở',
    context: 'Sở lập kế hoạch hướng dẫn kê khai, đo đạc năm 2025 cho ba xã được phân công giúp đỡ. Số liệu tính đến ngày 30/9/2024.',
    questions: [['Số hộ chưa được cấp giấy chứng nhận', 'hộ'], ['Diện tích chưa đo đạc bản đồ địa chính', 'ha'], ['Khó khăn khi kê khai']],
    communes: ['xa-keo-lom', 'xa-phi-nhu', 'xa-chieng-so'],
    answers: [
      [
        '2024-10-10 09:30',
        'xa-keo-lom',
        ['286', '742,5', 'Nhiều thửa nhận chuyển nhượng bằng giấy viết tay; một số bản đổi tên sau sáp nhập.'],
      ],
      ['2024-10-15 15:00', 'xa-phi-nhu', ['412', '1.120', 'Chưa có bản đồ địa chính của năm bản sau sáp nhập.']],
      ['2024-10-18 11:20', 'xa-chieng-so', ['173', '365,8', 'Thiếu người đo đạc; hồ sơ cũ lưu không đủ.']],
    ],
    closed: ['2024-10-21 08:40', 'Ba xã đã trả lời đủ.'],
  },
]

/** A report asked for besides the regular ones; an answer stands for each question, as typed. */
export type Inquired = Omit<Written, 'commune'> & {
  dueOn: string
  subject: string
  context: string
  /** With a measure: a number is asked for. */
  questions: [text: string, measure?: string][]
  communes: string[]
  answers: (readonly [when: string, commune: string, said: string[]])[]
  changes?: [when: string, commune: string, note: string]
  closed?: [when: string, note: string]
}

/** What is asked of another agency, and what came of it: each step by somebody, on a day. */
export type Petitioned = Omit<Written, 'commune'> & {
  to: string
  commune?: string
  subject: string
  area: string
  detail: string
  wish: string
  steps: [
    when: string,
    who: string,
    step: string,
    said: { text?: string; note?: string; to?: string; dueOn?: string; documentNumber?: string; documentDate?: string },
  ][]
}

export type Need = Written & {
  unit?: string
  what: string
  area: string
  clause: string
  detail: string
  whom: string
  quantity?: string
  measure: string
  neededBy: string
  priority: string
  declined?: [when: string, who: string, note: string][]
}

export type Meeting = Written & {
  host: string
  occasion: string
  subject: string
  agenda: string
  starts: string
  place: string
  guests: string[]
  replies: [when: string, who: string, answer: { words: string } | { note: string }][]
  opinions?: [when: string, who: string, text: string][]
  held?: { on: string; outcome: string; minutes: string }
}

export type Visit = Written & {
  unit?: string
  day: string
  participants: string
  findings: string
  requests: {
    asked: string
    to: string
    text: string
    dueOn: string
    reported?: [when: string, text: string]
    closed?: [when: string, text: string]
  }[]
}
