import { z } from 'zod'
import { choice, text } from '../form.ts'
import type { Compiled } from './compile.ts'
import type { Source } from './sources.ts'

/**
 * What the compiling officer has decided about sources: which report is not added up, and why; which unit that has not sent counts by what
 * communes have confirmed. It stands in the report, and whoever reads the report reads it.
 */
export type Choices = { leftOut: { agencyId: string; reason: string; by: string }[]; confirmed: string[] }

export const nothingChosen: Choices = { leftOut: [], confirmed: [] }

/** The sources with what was decided about each. What has not come cannot be left out; what has come counts by itself. */
export function decided(sources: readonly Source[], { leftOut, confirmed }: Choices): Source[] {
  return sources.map((source) => {
    const without = leftOut.find(({ agencyId }) => agencyId === source.agencyId)
    if (source.versionId) return without ? { ...source, leftOut: { reason: without.reason, by: without.by } } : source
    return confirmed.includes(source.agencyId) ? { ...source, confirmed: true } : source
  })
}

/** Those whose versions are added up. */
export const counted = (sources: readonly Source[]) => sources.filter(({ versionId, leftOut }) => versionId && !leftOut)

/** How a source stands in the report: "Gửi đúng hạn", "Quá hạn 3 ngày, tính theo hoạt động xã đã xác nhận". */
export function sourceWords({ standing, leftOut, confirmed }: Pick<Source, 'standing' | 'leftOut' | 'confirmed'>) {
  if (leftOut) return `${standing}, không tính: ${leftOut.reason}`
  return confirmed ? `${standing}, theo hoạt động xã đã xác nhận` : standing
}

/** Said with every table: whose figures are in it though they have not reported, whose are not though they have. */
export function choicesWords({ units, communes }: Compiled) {
  const named = (sources: readonly Source[]) => sources.map(({ agency }) => agency).join(', ')
  const [confirmed, without] = [units.filter((one) => one.confirmed), [...units, ...communes].filter((one) => one.leftOut)]
  return [
    ...(confirmed.length ? [`Theo hoạt động xã đã xác nhận: ${named(confirmed)}.`] : []),
    ...(without.length ? [`Không tính báo cáo của: ${named(without)}.`] : []),
  ].join(' ')
}

// ── what is asked ─────────────────────────────────────────────────────────────────────────────────────────────────

type Sources = Pick<Compiled, 'units' | 'communes' | 'unsent'>

/** Of which sources each step may be taken. */
export const choosable = {
  'leave-out': ({ units, communes }: Sources) => counted([...units, ...communes]),
  'take-in': ({ units, communes }: Sources) => [...units, ...communes].filter(({ leftOut }) => leftOut),
  'count-confirmed': ({ units, unsent = [] }: Sources) => {
    const received = new Set(unsent.filter(({ received }) => received.supports !== '0').map(({ agencyId }) => agencyId))
    return units.filter(({ versionId, confirmed, agencyId }) => !versionId && !confirmed && received.has(agencyId))
  },
  'stop-confirmed': ({ units }: Sources) => units.filter(({ confirmed }) => confirmed),
} satisfies Record<string, (compiled: Sources) => Source[]>
export type Choosing = keyof typeof choosable

const reasonOf = (hint: string) => text('Lý do', { required: 'Nêu lý do', max: 1_000, rows: 3, hint })

const reasons = {
  'leave-out': reasonOf('Ghi trong báo cáo, mọi nơi đọc báo cáo đều thấy'),
  'take-in': reasonOf('Được lưu trong nhật ký'),
  'count-confirmed': reasonOf('Được lưu trong nhật ký'),
  'stop-confirmed': reasonOf('Được lưu trong nhật ký'),
} satisfies Record<Choosing, unknown>

export function choosing(name: Choosing, compiled: Compiled | undefined) {
  const sources = compiled ? choosable[name](compiled) : []
  const words = Object.fromEntries(sources.map(({ agencyId, agency }) => [agencyId, agency]))
  return z.object({
    source: choice(name.endsWith('confirmed') ? 'Đơn vị' : 'Báo cáo của', words, 'Chọn trong danh sách'),
    note: reasons[name],
  })
}

/** The choices after one more of them. */
export function chosen(name: Choosing, before: Choices, { source, note, by }: { source: string; note: string; by: string }): Choices {
  const leftOut = before.leftOut.filter(({ agencyId }) => agencyId !== source)
  const confirmed = before.confirmed.filter((agencyId) => agencyId !== source)
  if (name === 'leave-out') return { leftOut: [...leftOut, { agencyId: source, reason: note, by }], confirmed: before.confirmed }
  if (name === 'take-in') return { leftOut, confirmed: before.confirmed }
  return { leftOut: before.leftOut, confirmed: name === 'count-confirmed' ? [...confirmed, source] : confirmed }
}
