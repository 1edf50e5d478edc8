import { z } from 'zod'
import { choice, text } from '../form.ts'
import { reminderChoiceWords } from '../words.ts'

const address = z.email()

/** How one wants to be reminded, and where. */
export const choiceForm = z
  .object({
    reminders: choice('Cách nhắc', reminderChoiceWords, 'Chọn cách nhắc'),
    email: text('Địa chỉ thư', { max: 200, hint: 'Ví dụ ten@dienbien.gov.vn. Để trống thì cổng không gửi thư cho bạn' }),
  })
  .superRefine(({ email }, context) => {
    const complain = (message: string) => context.addIssue({ code: 'custom', path: ['email'], message })
    if (email && !address.safeParse(email).success) complain('Nhập một địa chỉ thư, dạng ten@dienbien.gov.vn')
  })

export type Choice = z.output<typeof choiceForm>
