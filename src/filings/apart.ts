import { z } from 'zod'
import { day, text, tick } from '../form.ts'
import { date } from '../words.ts'

/**
 * No state secrets: what is secret goes a separate way ("gửi bằng đường riêng"), and counts as sent. Of such an area the portal holds number and
 * date of the document, and not a word or figure besides.
 */
const fields = {
  apart: tick('Nội dung này gửi bằng đường riêng'),
  apartNumber: text('Số, ký hiệu văn bản gửi bằng đường riêng', { max: 100, hint: 'Không ghi trích yếu' }),
  apartDate: day('Ngày văn bản gửi bằng đường riêng'),
}

/** The fields of an area, or where its content went. `wanted`: what has to be filled in when it did not go a separate way; `marks`: no content. */
export function orApart<Shape extends z.ZodRawShape>(
  area: z.ZodObject<Shape>,
  wanted: Record<string, string> = {},
  marks: readonly string[] = [],
) {
  const labelOf = (name: string) => String((area.shape[name] as unknown as z.ZodType).meta()?.title ?? name)
  return area.extend(fields).superRefine((typed, context) => {
    const { apart, apartNumber, apartDate, ...rest } = typed as z.output<typeof apartShape> & Record<string, unknown>
    const ask = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message })
    if (apart) {
      if (!apartNumber) ask('apartNumber', 'Nhập số, ký hiệu văn bản gửi bằng đường riêng')
      if (!apartDate) ask('apartDate', 'Nhập ngày văn bản gửi bằng đường riêng')
      for (const [name, value] of Object.entries(rest))
        if (isWritten(value) && !marks.includes(name)) ask(name, `Xóa ô “${labelOf(name)}”: nội dung này gửi bằng đường riêng`)
      return
    }
    for (const [name, message] of Object.entries(wanted)) if (!isWritten(rest[name])) ask(name, message)
    if (apartNumber || apartDate) ask('apart', 'Đã ghi văn bản gửi bằng đường riêng: đánh dấu vào ô này, hoặc xóa số và ngày của văn bản')
  })
}

const apartShape = z.object(fields)

function isWritten(value: unknown) {
  return Array.isArray(value) ? value.length > 0 : Boolean(value)
}

/** As it stands in a version, for ever: of an area that was written in full, nothing of this. */
export function asSent<Area extends z.output<typeof apartShape>>({
  apart,
  apartNumber,
  apartDate,
  ...rest
}: Area): Omit<Area, keyof Apart> & Apart {
  return apart && apartDate ? { ...rest, apart, apartNumber, apartDate: date(apartDate) } : rest
}

export type Apart = { apart?: '1' | ''; apartNumber?: string; apartDate?: string }
