import { areaWords, formWords, list, number, placeOf } from '../words.ts'
import type { Compiled } from './compile.ts'
import type { ProvinceWords } from './consolidation.ts'
import { pointOf } from './figure.ts'
import { needCounts } from './needs.ts'
import { isOpen } from './petitions.ts'

/** Khoản 3 Điều 13: with its own report the planning department hands UBND tỉnh the draft of the report that UBND tỉnh will sign. */
export type DraftReport = { title: string; parts: { heading: string; paragraphs: string[] }[] }

export const results = 'Kết quả thực hiện'

/** In the words of UBND tỉnh: what the officer wrote, and sentences that say the compiled figures. Frozen with the report, so it never says other figures. */
export function draftReport(words: ProvinceWords, compiled: Compiled): DraftReport {
  const { year } = compiled
  return {
    title: `Kết quả thực hiện nhiệm vụ giúp đỡ các xã đặc biệt khó khăn trên địa bàn tỉnh Điện Biên năm ${year}`,
    parts: [
      { heading: 'Công tác chỉ đạo, triển khai thực hiện', paragraphs: lines(words.leadership) },
      {
        heading: results,
        paragraphs: [...reported(compiled), ...given(compiled), ...planned(compiled), ...indicators(compiled), ...lines(words.assessment)],
      },
      { heading: 'Tồn tại, hạn chế và nguyên nhân', paragraphs: [...lacking(compiled), ...lines(words.limits)] },
      { heading: `Phương hướng, nhiệm vụ năm ${year + 1}`, paragraphs: [...lines(words.nextYear), ...lines(words.direction)] },
      { heading: 'Đề xuất, kiến nghị', paragraphs: [...petitions(compiled), ...lines(words.upwards)] },
      ...(compiled.programme
        ? [
            {
              heading: 'Tổng kết giai đoạn',
              paragraphs: [...wholeProgramme(compiled), ...lines(words.programme), ...lines(words.commendation)],
            },
          ]
        : []),
    ].filter(({ paragraphs }) => paragraphs.length),
  }
}

const lines = (words: string | undefined) => (words ?? '').split(/\n+/).flatMap((line) => line.trim() || [])

const sent = (rows: readonly { sentAt: string | null }[]) => rows.filter(({ sentAt }) => sentAt).length

function reported({ units, communes, districts }: Compiled) {
  const explained = units.filter(({ mark }) => mark === 'explained').length
  return [
    `Có ${sent(units)} trong ${units.length} đơn vị được phân công giúp xã đã báo cáo kết quả${explained ? `, ${explained} đơn vị báo cáo lý do không triển khai` : ''}; ${districts.length ? `${sent(districts)} trong ${districts.length} huyện, thị xã, thành phố và ` : ''}${sent(communes)} trong ${communes.length} xã đã gửi báo cáo năm.`,
  ]
}

const money = (dong: string) => `${number(dong)} đồng`

function given({ total, areas, forms, units }: Compiled) {
  const worth = ({ ownMoney, sponsorMoney, goodsValue }: Compiled['total']) =>
    (BigInt(ownMoney) + BigInt(sponsorMoney) + BigInt(goodsValue)).toString()
  const helping = units.filter(({ communes }) => communes).length
  if (!helping) return []
  return [
    `${helping} đơn vị đã giúp các xã với tổng nguồn lực ${money(worth(total))}, gồm: kinh phí của đơn vị ${money(total.ownMoney)}; vận động tài trợ ${money(total.sponsorMoney)}; hiện vật trị giá ${money(total.goodsValue)}. Cùng với đó là ${number(total.labourDays)} ngày công; ${number(total.households)} lượt hộ được hưởng lợi. Vốn chương trình, dự án ghi riêng: ${money(total.programmeMoney)}.`,
    `Theo lĩnh vực: ${list(areas.map((row) => `${areaWords[row.area].toLowerCase()} ${money(worth(row))}`))}.`,
    ...(forms.length
      ? [`Các hình thức giúp đỡ: ${list(forms.map(({ form, lines }) => `${formWords[form].toLowerCase()} (${number(lines)} lượt)`))}.`]
      : []),
  ]
}

function planned({ total: { items }, needs }: Compiled) {
  const counts = needs?.length ? needCounts(needs) : undefined
  const { saidDone, onlySaid, partly, notDone } = { saidDone: 0, onlySaid: 0, partly: 0, notDone: 0, ...items }
  const said = saidDone + partly + notDone
  return [
    ...(items && items.done + said
      ? [
          `Trong ${number(items.planned)} nhiệm vụ của các kế hoạch đã thống nhất, ${number(items.done)} nhiệm vụ đã có hoạt động được ghi (xã xác nhận ${number(items.confirmed)}), ${number(items.open)} nhiệm vụ chưa ghi hoạt động.`,
        ]
      : []),
    ...(said
      ? [
          `Theo báo cáo của đơn vị: ${number(saidDone)} nhiệm vụ đã hoàn thành (${number(onlySaid)} nhiệm vụ đơn vị tự báo, chưa có hoạt động ghi nhận), ${number(partly)} nhiệm vụ thực hiện một phần, ${number(notDone)} nhiệm vụ chưa thực hiện.`,
        ]
      : []),
    ...(counts && needs
      ? [
          `Các xã, huyện có ${number(needs.length)} đề xuất, nhu cầu: ${number(counts.met)} đã được đáp ứng, ${number(counts.taken)} đã đưa vào kế hoạch, ${number(counts.declined)} không được tiếp nhận, ${number(counts.open)} chưa được trả lời.`,
        ]
      : []),
  ]
}

/** The rates that the programme is judged by, where both years are told. */
const judged = ['GN02', 'GN05', 'YT01']

function indicators(compiled: Compiled) {
  return compiled.indicators.flatMap((one) => {
    const [start, end] = [pointOf(one, 'start'), pointOf(one, 'end')]
    if (!start || !end || !one.year || !judged.includes(one.code)) return []
    return [
      `${one.name} của ${one.year.communes} xã có số liệu cả hai năm: đầu năm ${number(start.total)}${unitOf(one)}, cuối năm ${number(end.total)}${unitOf(one)}.`,
    ]
  })
}

const unitOf = ({ unit }: { unit: string }) => (unit === '%' || unit === '‰' ? unit : ` ${unit}`)

function lacking({ units, districts }: Compiled) {
  const without = units.filter(({ sentAt, mark }) => !sentAt && mark !== 'explained').map(({ agency }) => agency)
  const late = units.filter(({ mark }) => mark === 'late').map(({ agency }) => agency)
  const districtsWithout = districts.filter(({ sentAt }) => !sentAt).map(({ agency }) => placeOf(agency))
  return [
    ...(without.length ? [`Chưa có báo cáo: ${without.join('; ')}.`] : []),
    ...(districtsWithout.length ? [`Huyện, thị xã, thành phố chưa có báo cáo: ${districtsWithout.join('; ')}.`] : []),
    ...(late.length ? [`Gửi báo cáo chậm: ${late.join('; ')}.`] : []),
  ]
}

function petitions({ petitions }: Compiled) {
  if (!petitions?.length) return []
  const waiting = petitions.filter(isOpen).length
  return [
    `Trong năm có ${number(petitions.length)} kiến nghị, ${number(petitions.length - waiting)} đã được trả lời, ${number(waiting)} đang được xem xét.`,
  ]
}

function wholeProgramme({ programme, years = [], year }: Compiled) {
  if (!programme) return []
  const told = [...years.flatMap((one) => (one.versionId ? [one.year] : [])), year]
  const { total, units } = programme
  const always = units.filter(({ outcomes }) => outcomes.length === told.length && outcomes.every(({ is }) => is === 'reported')).length
  return [
    `Qua các năm ${list(told.map(String))}, ${units.length} đơn vị được phân công giúp xã, ${always} đơn vị báo cáo đủ các năm. Tổng nguồn lực: kinh phí của đơn vị ${money(total.ownMoney)}; vận động tài trợ ${money(total.sponsorMoney)}; hiện vật trị giá ${money(total.goodsValue)}; ${number(total.labourDays)} ngày công. Vốn chương trình, dự án ghi riêng: ${money(total.programmeMoney)}.`,
  ]
}
