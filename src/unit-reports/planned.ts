import { z } from 'zod'
import { optionalChoice, text } from '../form.ts'
import type { ItemOutcome, ItemWord, PlanItem } from '../generated/client.ts'
import { itemWordWords } from '../words.ts'

/**
 * Khoản 1 Điều 13: what was planned, done, not done and why. Of each item of its agreed plans the unit may say itself what came of it; where it
 * says nothing, what was recorded tells.
 */

/** An item of an agreed plan, and what was recorded of it for one commune. */
export type ItemAsked = Pick<PlanItem, 'filingId' | 'key' | 'task' | 'clause'> & { is: ItemOutcome }

/** What was typed of the items of one commune, by `itemId`. */
export type ItemsTyped = Record<string, { said: ItemWord | ''; note: string }>

/** An item as it stands in a version. Versions of before items were added up do not say which plan; `said` is there where the unit said something. */
export type Planned = {
  task: string
  clause: string
  is: ItemOutcome
  id?: string
  plan?: string
  key?: string
  said?: ItemWord
  note?: string
}

export const itemId = ({ filingId, key }: Pick<ItemAsked, 'filingId' | 'key'>) => `${filingId}_${key}`

/** Done by the unit's word alone: never among what a commune has confirmed. */
export const onlySaid = ({ said, is }: { said?: string | null; is: ItemOutcome }) => said === 'done' && is === 'open'

/** That something of an item was carried out, by the unit's word. */
export const saidDone = ({ said }: { said?: string | null }) => said === 'done' || said === 'partly'

const fields = z.object({
  said: optionalChoice('Đơn vị báo', itemWordWords),
  note: text('Lý do, hoặc đã làm thế nào', { max: 1000, rows: 2 }),
})

const [recorded, unrecorded] = [true, false].map((recorded) =>
  fields.superRefine(({ said, note }, context) => {
    const ask = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message })
    if (said === 'notDone' && recorded) ask('said', 'Cổng đã có hoạt động của nhiệm vụ này: chọn “thực hiện một phần”, hoặc để trống')
    if (!said && note) ask('said', 'Chọn kết quả của nhiệm vụ, hoặc xóa phần giải thích')
    if (note) return
    if (said === 'notDone') ask('note', 'Nêu lý do chưa thực hiện')
    if (said === 'partly') ask('note', 'Nêu phần chưa làm được và lý do')
    if (said === 'done' && !recorded) ask('note', 'Cổng chưa có hoạt động nào của nhiệm vụ này: nêu đã làm gì, khi nào, kết quả')
  }),
) as [typeof fields, typeof fields]

/** The fields of one commune's items; drafts save without them, sending asks. */
export function itemsForm(items: readonly ItemAsked[]) {
  return z.object(
    Object.fromEntries(items.map((item) => [itemId(item), (item.is === 'open' ? unrecorded : recorded).meta({ title: item.task })])),
  )
}

/** As they stand in a version: every item of the agreed plans, with what the unit says of it. */
export function plannedAsSent(items: readonly ItemAsked[], typed: ItemsTyped = {}): Planned[] {
  return items.map((item) => {
    const { filingId: plan, key, task, clause, is } = item
    const { said, note } = typed[itemId(item)] ?? { said: '' }
    return { id: itemId(item), plan, key, task, clause, is, ...(said && { said, note }) }
  })
}
