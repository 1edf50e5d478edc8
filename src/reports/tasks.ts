import type { Db } from '../db.ts'
import { current, type Filing } from '../filings/filing.ts'
import { catalogueOf, isTyped } from '../indicators/catalogue.ts'
import { termWords } from '../words.ts'
import { sentBefore, untouched } from './before.ts'

type Task = { title: string; href: string; note: string; tag: 'todo' | 'error' | 'carried' | 'done'; words: string }
const done = { tag: 'done', words: 'Đã xong' } as const

/** How far each part of a commune's report is: what is missing, what was carried over and not looked at, what is done. */
export async function tasksOf(
  db: Db,
  filing: Filing,
  missing: readonly { id: string; message: string }[],
  parts: Readonly<Record<string, string>>,
) {
  const { id, agencyId, period, draft, status } = filing
  const wanted = status === 'changesAsked' ? current(filing)?.receipts.flatMap(({ opinionPart }) => opinionPart ?? []) : []
  const { previous } = await sentBefore(db, { agencyId, period }, ['previous'])
  const carried = untouched(draft?.content, previous?.content)
  const content = (draft?.content ?? {}) as { values?: Record<string, { value?: string }>; petitions?: object; assessments?: object }
  const open = await db.petition.count({ where: { petitionerId: agencyId, status: { in: ['sent', 'received', 'askedBack'] } } })
  const due = (await catalogueOf(db, period, agencyId)).filter(isTyped)
  const filled = due.filter(({ code }) => content.values?.[code]?.value).length
  const list = Object.entries(parts)
    .filter(([part]) => part !== 'assessments' || period.kind === 'year')
    .map(([part, title]): Task => {
      const wrong = missing.filter((error) => error.id === part || error.id.startsWith(`${part}-`))
      const href = `/reports/${id}/edit?part=${part}${wrong.length ? '&check' : ''}`
      const old = carried.filter((text) => text.startsWith(`${part}.`)).length
      if (wrong.length) {
        const lacks = wrong.every(({ message }) => message.startsWith('Nhập'))
        return {
          title,
          href,
          note: '',
          ...(lacks ? { tag: 'todo', words: 'Còn thiếu' } : { tag: 'error', words: `Có ${wrong.length} chỗ cần sửa` }),
        }
      }
      if (wanted?.includes(part))
        return { title, href, note: 'Nơi nhận đề nghị chỉnh sửa, bổ sung mục này.', tag: 'error', words: 'Cần chỉnh sửa' }
      if (part === 'values') {
        const rest = due.length - filled
        return {
          title: `${due.length} chỉ tiêu`,
          href,
          note: '',
          ...(rest ? { tag: 'todo', words: `Còn ${rest} chỉ tiêu chưa có số` } : done),
        }
      }
      if (part === 'assessments') {
        const judged = Object.keys(content.assessments ?? {}).length
        return { title, href, note: 'Đơn vị đọc được sau khi gửi.', ...(judged ? done : { tag: 'todo', words: 'Chưa đánh giá' }) }
      }
      if (part === 'petitions') {
        const note = open ? `${open} kiến nghị chưa được trả lời tự hiện trong báo cáo.` : ''
        return { title, href, note, tag: 'done', words: Object.keys(content.petitions ?? {}).length ? 'Đã xong' : 'Không có' }
      }
      if (old)
        return {
          title,
          href,
          note: `${old} đoạn chép từ ${termWords(previous?.title ?? period)}, chưa ai xem lại.`,
          tag: 'carried',
          words: 'Xem lại kỳ trước',
        }
      return { title, href, note: '', ...done }
    })
  return { tasks: list, finished: list.filter(({ tag }) => tag === 'done').length }
}
