import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { landedAt } from '../act.ts'
import { download, wantsSheet } from '../download.ts'
import { Refusal } from '../errors.ts'
import { blank, complainAt, type Form, read, text } from '../form.ts'
import type { pages } from '../pages.ts'
import { press } from '../press.ts'
import { type Grid, type Problem, pasted } from './grid.ts'
import { type Importing, rowsIn } from './import.ts'
import { claim, find, keep, type Outcome, progressOf, settled } from './pending.ts'
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

/** The table to be filled in, what would follow, and the press that writes it. */
export function tablePages<Known, Schema extends z.ZodObject>({ get, post }: Router, importing: Importing<Known, Schema>) {
  const { path, readers, title, lead, leads = path } = importing
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
    try {
      await importing.known(req)
      const grid = await gridOf(req, data.text)
      const id = await keep(req.actor.id, path, grid)
      const outcome = await soon(look(req, id, grid))
      if (!outcome) return res.redirect(303, `${path}/table/${id}`)
      drawOutcome(req, res, id, outcome)
    } catch (error) {
      if (!(error instanceof Refusal) || ![409, 413, 422].includes(error.status)) throw error
      complain(req, res, error)
    }
  })

  /** How far it is; then what would be written; then the list. */
  get('/table/:id', readers, async (req, res) => {
    guarded(req)
    const pending = await theirs(req)
    const { stage, outcome, once, idle, id, done, total } = pending
    const working = stage === 'reading' || stage === 'writing'
    if (working && idle < patience) {
      res.set('Refresh', '2')
      return res.render('sheets/progress', { title, path, writing: stage === 'writing', done, total })
    }
    const landed = once && (await landedAt(req.actor, once, importing.action))
    if (stage === 'written' || landed) return outcome && 'refused' in outcome ? complain(req, res, outcome) : res.redirect(303, leads)
    if (working || !outcome)
      return complain(req, res, { refused: 'Việc nhập bị ngắt giữa chừng, chưa có gì được ghi. Chọn lại tệp', status: 409 })
    drawOutcome(req, res, id, outcome)
  })

  post('/table/:id', readers, async (req, res) => {
    guarded(req)
    const { id, stage, outcome } = await theirs(req)
    const { once } = press.partial({ revision: true }).parse(req.body)
    const ready = stage === 'read' && outcome && 'fresh' in outcome ? outcome : undefined
    const grid = ready && (await claim(id, once))
    if (!grid) return res.redirect(303, `${path}/table/${id}`)
    const writing = bring(req, id, grid, ready.fresh, once)
    const brought = await soon(writing)
    if (!brought) return res.redirect(303, `${path}/table/${id}`)
    if ('refused' in brought) return complain(req, res, brought)
    res.redirect(303, leads)
  })

  async function theirs({ params, actor }: Request) {
    const pending = z.uuid().safeParse(params.id).success && (await find(params.id ?? '', actor.id, path))
    if (!pending) throw new Refusal(404, 'Bảng này không còn trên cổng. Nhập lại từ tệp')
    return pending
  }

  /** Reads it, and remembers what came of it. */
  function look(req: Request, id: string, grid: Grid) {
    return remembering(id, 'read', async () => {
      const known = await importing.known(req)
      const { lines, same, heads, problems } = await rowsIn(importing, grid, known, progressOf(id))
      if (problems.length) return { problems: problems.slice(0, shown.problems), wrong: problems.length }
      if (!lines.length) throw new Refusal(422, `Bảng này không thêm gì: cả ${same.length} dòng đã có trên cổng`)
      const effect = (await importing.effect?.(req, lines, known)) ?? []
      return { fresh: lines.length, same: same.length, heads, sample: lines.slice(0, shown.lines).map(({ cells }) => cells), effect }
    })
  }

  /** Writes it, and what follows from it. */
  function bring(req: Request, id: string, grid: Grid, fresh: number, once: string) {
    return remembering(id, 'written', async () => {
      await write(req, importing, grid, { fresh, once, told: progressOf(id) })
      await importing.after?.()
      return { done: true as const }
    })
  }

  function drawOutcome(req: Request, res: Response, id: string, outcome: Outcome) {
    if ('refused' in outcome) return complain(req, res, outcome)
    if ('problems' in outcome) return draw(req, res.status(422), { outcome })
    res.render('sheets/preview', { title: `${title}: xem trước`, path, back: title, id, outcome })
  }

  function complain(req: Request, res: Response, why: Refusal | { refused: string; status: number }) {
    const words = why instanceof Refusal ? why.message : why.refused
    draw(req, res.status(why.status), { form: complainAt(pasting, req.body, 'text', words) })
  }

  type Drawn = { form?: Form; outcome?: { problems: Problem[]; wrong: number } }
  function draw(req: Request, res: Response, { form, outcome = { problems: [], wrong: 0 } }: Drawn) {
    res.render('sheets/table', {
      ...{ title, lead, path, sheetWanted, ...outcome, how: importing.how, lost: Boolean(req.kept) },
      form: form ?? blank(pasting, req.kept ?? req.body ?? {}),
    })
  }
}

/** How much of a long table is shown. */
const shown = { lines: 200, problems: 50 }

/** Seconds without a sign after which whoever worked on it is taken for gone: more than an act may take. */
const patience = 120

/** What comes within a moment; undefined while it goes on. */
const soon = <T>(work: Promise<T>) => Promise.race([work, wait(1_500)]) as Promise<T | undefined>

/** Whatever becomes of it is told to the page that waits, also when nobody waits for the answer any more. */
async function remembering<Done extends object>(id: string, stage: 'read' | 'written', work: () => Promise<Done>) {
  try {
    const done = await work()
    await settled(id, stage, 'done' in done ? null : (done as unknown as Outcome))
    return done
  } catch (error) {
    const refused =
      error instanceof Refusal
        ? { refused: error.message, status: error.status }
        : {
            refused: 'Cổng gặp lỗi khi xử lý bảng này, chưa có gì được ghi. Thử lại sau ít phút; nếu còn lỗi, báo người quản trị',
            status: 500,
          }
    if (!(error instanceof Refusal)) console.error(error)
    await settled(id, stage, refused)
    return refused
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
  pages: (router: Router, after: Importing<Known>['after']) => tablePages(router, { ...importing, ...(after && { after }) }),
})
