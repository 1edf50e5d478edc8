import { z } from 'zod'
import { landedAt } from '../act.ts'
import { download, wantsSheet } from '../download.ts'
import { Refusal } from '../errors.ts'
import { blank, complainAt, type Form, read, text } from '../form.ts'
import type { Handed } from '../nouns/noun.ts'
import type { pages } from '../pages.ts'
import { press } from '../press.ts'
import { type Grid, type Problem, pasted } from './grid.ts'
import { type Importing, rowsIn } from './import.ts'
import { gridsOf, sheetWanted } from './read.ts'
import { sheetOf } from './sheet.ts'
import { write } from './take.ts'

/** The pages of a list that comes as a table. */

const pasting = z.object({
  text: text('Các dòng đã chép', { max: 150_000, rows: 8, hint: 'Cả dòng tiêu đề. Để trống nếu chọn tệp. Ô được gọi tên như trong bảng tính, tính từ ô đầu tiên đã dán là A1' }), // biome-ignore format: one line
})

type Request = Parameters<Parameters<ReturnType<typeof pages>['get']>[2]>[0]
type Response = Parameters<Parameters<ReturnType<typeof pages>['get']>[2]>[1]

type Router = Pick<ReturnType<typeof pages>, 'get' | 'post'>
type Hands = (req: Request, res: Response, handed: Handed & { path: string }) => void

/** The table to be filled in, what would follow, and the press that writes it. */
export function tablePages<Known, Schema extends z.ZodObject>({ get, post }: Router, importing: Importing<Known, Schema>, hands?: Hands) {
  const { path, readers, title, lead } = importing
  const guarded = ({ actor }: Request) => {
    if (importing.may && !importing.may(actor)) throw new Refusal(403, 'Việc này dành cho người quản trị của cơ quan tổng hợp')
  }

  get('/table', readers, async (req, res) => {
    guarded(req)
    if (!wantsSheet(req)) return draw(req, res, {})
    const known = await importing.known(req)
    const form = blank(importing.row(known))
    const names = form.names()
    const columns = names.map((name, i) => ({ title: String(form.field(name).label), value: (cells: readonly string[]) => ({ words: cells[i] ?? '' }) })) // biome-ignore format: one line
    await download(req, res, `Mẫu ${title.charAt(0).toLowerCase()}${title.slice(1)}`, [
      sheetOf('Bảng', columns, importing.template(known), {
        lines: ['Điền từ dòng dưới tiêu đề; giữ nguyên dòng tiêu đề. Cách điền ở trang sau'],
      }),
      sheetOf<string>('Cách điền', [{ title: 'Cách điền và tải lên', value: (line) => line }], importing.how),
    ])
  })

  post('/table', readers, async (req, res) => {
    guarded(req)
    const { data, form } = read(pasting, req.body)
    if (form) return draw(req, res.status(422), { form })
    const { once } = press.partial({ revision: true }).parse(req.body)
    const confirmed = req.body.confirmed === '1'
    const complain = (words: string, status = 422) => draw(req, res.status(status), { form: complainAt(pasting, req.body, 'text', words) })
    try {
      const known = await importing.known(req)
      const grid = await gridOf(req, data.text)
      const told = rowsIn(importing, grid, known)
      const landed = confirmed && (told.problems.length || !told.lines.length) && (await landedAt(req.actor, once, importing.action))
      if (landed) return res.redirect(303, landed)
      if (told.problems.length) return draw(req, res.status(422), { problems: told.problems })
      if (!told.lines.length) return complain(`Bảng này không thêm gì: cả ${told.same.length} dòng đã có trên cổng`)
      if (confirmed) {
        const { slips } = await write(req, importing, grid, told.lines, once)
        await importing.after?.()
        if (slips && hands) return hands(req, res, { path, slips })
        return res.redirect(303, path)
      }
      const lines = [told.heads, ...told.lines.map(({ cells }) => cells)].map((cells) => cells.join('\t')).join('\n')
      const effect = (await importing.effect?.(req, told.lines, known)) ?? []
      res.render('sheets/preview', { title: `${title}: xem trước`, path, back: title, told, lines, effect })
    } catch (error) {
      if (!(error instanceof Refusal) || ![409, 413, 422].includes(error.status)) throw error
      complain(error.message, error.status)
    }
  })

  type Drawn = { form?: Form; problems?: Problem[] }
  function draw(req: Request, res: Response, { form, problems = [] }: Drawn) {
    res.render('sheets/table', {
      ...{ title, lead, path, sheetWanted, problems, how: importing.how, lost: Boolean(req.kept) },
      form: form ?? blank(pasting, req.kept ?? req.body ?? {}),
    })
  }
}

async function gridOf({ file, tooLarge }: Request, typed: string): Promise<Grid> {
  if (tooLarge) throw new Refusal(413, `Tệp này quá lớn. ${sheetWanted}`)
  if (file) return (await gridsOf({ name: file.originalname, bytes: file.buffer }))[0] ?? []
  if (!typed.trim()) throw new Refusal(422, 'Chọn một tệp, hoặc dán các dòng của bảng vào ô')
  return pasted(typed)
}

/** The same for a router that does not know what stands in the table. */
export const tableOf = <Known, Schema extends z.ZodObject>(importing: Importing<Known, Schema>) => ({
  ...{ readers: importing.readers, may: importing.may },
  pages: (router: Router, after: Importing<Known>['after'], hands?: Hands) =>
    tablePages(router, { ...importing, ...(after && { after }) }, hands),
})
