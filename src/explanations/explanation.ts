import { z } from 'zod'
import { holdersOf, type Kind, receiving, sending } from '../filings/filing.ts'
import { text } from '../form.ts'

const form = z.object({
  reason: text('Lý do không triển khai', {
    required: 'Nêu lý do không triển khai',
    rows: 8,
    hint: 'Việc gì không làm được, vì sao, đã cố gắng thế nào',
  }),
  measures: text('Biện pháp, thời gian khắc phục', { required: 'Nêu biện pháp và thời gian khắc phục', rows: 5 }),
})

export type ExplanationContent = z.output<typeof form>

/** Khoản 2 Điều 12: a unit that carried nothing out says why, in place of its annual report. The planning department notes it. */
export const explanation = {
  name: 'explanation',
  owes: 'unitReport',
  path: '/explanations',
  by: 'unit',
  readers: ['planning'],
  form: () => form,
  steps: {
    ...sending({ by: 'unit', readers: ['planning'], editable: ['draft', 'changesAsked'], label: 'Gửi báo cáo lý do', form: () => form }),
    ...receiving('planning', 'Ghi nhận lý do'),
  },
  receivers: (db, _, at) => holdersOf(db, 'planning', at),
} as const satisfies Kind
