import { chance, pick } from './dice.ts'

const FAMILIES: Record<string, readonly string[]> = {
  Kinh: ['Nguyễn', 'Nguyễn', 'Trần', 'Phạm', 'Lê', 'Vũ', 'Đỗ', 'Hoàng', 'Bùi', 'Đặng', 'Ngô', 'Đinh', 'Trịnh', 'Dương', 'Phan'],
  Thái: ['Lò', 'Lò', 'Quàng', 'Cà', 'Tòng', 'Lường', 'Vì', 'Cầm', 'Điêu', 'Bạc', 'Lèo', 'Mào', 'Khoàng'],
  Mông: ['Giàng', 'Vàng', 'Sùng', 'Mùa', 'Thào', 'Hạng', 'Lầu', 'Ly', 'Vừ', 'Chá', 'Cháng', 'Sình', 'Hờ', 'Ly'],
  'Khơ Mú': ['Quàng', 'Lường', 'Lò', 'Cút', 'Moong', 'Vì'],
  'Hà Nhì': ['Pờ', 'Lỳ', 'Chang', 'Khoàng', 'Sừng', 'Vù', 'Mạ'],
  Lào: ['Lò', 'Vì', 'Lường', 'Bạc', 'Tòng'],
  Dao: ['Tẩn', 'Chẻo', 'Lý', 'Phàn', 'Tao'],
  Hoa: ['Hoàng', 'Lùng', 'Vàng', 'Thàng', 'Lý'],
  Kháng: ['Lò', 'Quàng', 'Mè', 'Bạc'],
  'Sinh Mun': ['Lò', 'Vì', 'Lường', 'Cụt'],
  Cống: ['Lò', 'Nạ', 'Chang', 'Hù'],
  'Si La': ['Hù', 'Lý', 'Pờ', 'Giàng'],
}

const GIVEN: Record<string, Given> = {
  Kinh: {
    middle: [
      ['Văn', 'Đức', 'Quang', 'Minh', 'Xuân', 'Mạnh', 'Trung', 'Ngọc', 'Tiến', 'Hữu'],
      ['Thị', 'Thị Thu', 'Thị Thanh', 'Thúy', 'Thị Kim', 'Hồng', 'Thị Bích', 'Thị Ngọc', 'Phương'],
    ],
    last: [
      ['Hùng', 'Dũng', 'Tuấn', 'Thắng', 'Sơn', 'Cường', 'Long', 'Hải', 'Khánh', 'Thành', 'Toàn', 'Bình', 'Hiếu', 'Quân', 'Kiên'],
      ['Hà', 'Hương', 'Lan', 'Thủy', 'Hạnh', 'Huyền', 'Nga', 'Oanh', 'Hoa', 'Yến', 'Dung', 'Liên', 'Trang', 'Loan', 'Nhung'],
    ],
  },
  Thái: {
    middle: [
      ['Văn', 'Văn', 'Văn', 'Minh', 'Đức', 'Thanh'],
      ['Thị', 'Thị', 'Thị', 'Thị Hồng', 'Thị Kim'],
    ],
    last: [
      ['Inh', 'Thoan', 'Panh', 'Pọm', 'Hặc', 'Xôm', 'Ín', 'Biên', 'Hưng', 'Tiện', 'Muôn', 'Khiêm', 'Chựa', 'Thương', 'Sơn', 'Hải'],
      ['Pâng', 'Thim', 'Ánh', 'Xương', 'Hoan', 'Ngoan', 'Phượng', 'Hiền', 'Inh', 'Pỏm', 'Chung', 'Lả', 'Hương', 'Thu'],
    ],
  },
  Mông: {
    middle: [['A'], ['Thị']],
    last: [
      ['Dơ', 'Chu', 'Páo', 'Sử', 'Lử', 'Tủa', 'Thếnh', 'Khua', 'Dế', 'Nhìa', 'Chinh', 'Súa', 'Giống', 'Câu', 'Vừ', 'Lềnh', 'Hồng', 'Tính'],
      ['Dợ', 'Mỷ', 'Sua', 'Mai', 'Pàng', 'Dua', 'Chía', 'Súa', 'Xua', 'Ca', 'Máy', 'Cở', 'Say'],
    ],
  },
  'Hà Nhì': {
    middle: [
      ['Khai', 'Gia', 'Xuân', 'Hừ', 'Váng'],
      ['Mỳ', 'Thị', 'Go', 'Pò'],
    ],
    last: [
      ['Phà', 'Hừ', 'Xá', 'Sinh', 'Hùng', 'Pố', 'Xè', 'Chừ'],
      ['Lé', 'Nu', 'Sơ', 'Xú', 'Lan', 'Pứ', 'De'],
    ],
  },
  Dao: {
    middle: [
      ['A', 'Phù', 'Kim', 'Vần'],
      ['Thị', 'Mùi', 'San'],
    ],
    last: [
      ['Sếnh', 'Phú', 'Quang', 'Dùn', 'Sinh', 'Chòi'],
      ['Mẩy', 'Phấy', 'Liều', 'Pham', 'Hoa'],
    ],
  },
}

/** A name as people of the region carry it; none is meant to be anybody's. */
export function nameOf(key: string, peoples: readonly string[]): string {
  const people = pick(`${key}/people`, peoples)
  const woman = chance(`${key}/woman`, 40)
  const family = FAMILIES[people] ?? FAMILIES.Kinh ?? []
  const given = GIVEN[people] ?? GIVEN[people === 'Kinh' ? 'Kinh' : 'Thái'] ?? GIVEN.Kinh ?? { middle: [[], []], last: [[], []] }
  const side = woman ? 1 : 0
  const parts = [pick(`${key}/family`, family), pick(`${key}/middle`, given.middle[side]), pick(`${key}/last`, given.last[side])]
  return parts.join(' ').normalize('NFC')
}

interface Given {
  /** Men's, then women's. */
  middle: [readonly string[], readonly string[]]
  last: [readonly string[], readonly string[]]
}
