import { z } from 'zod'
import { programmeOf } from '../calendar/programme.ts'
import { dayOf, inForceOn } from '../clock.ts'
import { history } from '../db.ts'
import { downloadList, wantsSheet } from '../download.ts'
import { Refusal } from '../errors.ts'
import { blank, complainAt, type Form, read } from '../form.ts'
import type { Assignment, Prisma } from '../generated/client.ts'
import { chosenId, chosenOf, ordered, pageAt, paging, searched, sortedBy } from '../nouns/list.ts'
import { historyOf } from '../nouns/page.ts'
import { pages } from '../pages.ts'
import { press } from '../press.ts'
import { cautionOn } from '../regions/region.ts'
import { tablePages } from '../sheets/routes.ts'
import { listed } from '../sheets/sheet.ts'
import { capital, placeOf, plain } from '../words.ts'
import { type Answers, type Change, type Choices, effectOf, forms, objection, type Plan, planOf, words as wordsOf } from './change.ts'
import { assignmentTable } from './table.ts'
import { changeAssignment } from './take.ts'

const { router, get, post } = pages()
export const assignments = router

const validity = { inForce: 'Đang hiệu lực', ended: 'Đã kết thúc' }
const filters = z.object({
  ...{ q: searched, district: chosenId, is: chosenOf(validity) },
  ...{ sort: sortedBy(['commune', 'unit', 'from']), order: ordered, ...paging },
})

/** Which unit helps which commune, by which decision: within one's sight. */
get('/', ['unit', 'commune', 'district', 'planning', 'province'], async (req, res) => {
  const { db, query, at } = req
  const chosen = filters.parse(query ?? {})
  const agencies = await db.agency.findMany({ select: { id: true, name: true, otherSpellings: true, roles: { select: { role: true } } } })
  const words = plain(chosen.q)
  const named = agencies
    .filter(({ name, otherSpellings }) => [name, ...otherSpellings].some((one) => plain(one).includes(words)))
    .map(({ id }) => id)
  const today = dayOf(at)
  const ended = { to: { lt: today } }
  const where: Prisma.AssignmentWhereInput = {
    AND: [
      words ? { OR: [{ unitId: { in: named } }, { communeId: { in: named } }] } : {},
      chosen.district ? { commune: { parents: { some: { parentId: chosen.district } } } } : {},
      chosen.is === 'ended' ? ended : chosen.is === 'inForce' ? { NOT: ended } : {},
    ],
  }
  const total = await db.assignment.count({ where })
  const { rows: shown, ...pages } = pageAt(total, chosen)
  const order = chosen.order ?? 'asc'
  const byName = { commune: { commune: { name: order } }, unit: { unit: { name: order } }, from: { from: order } }
  const rows = await db.assignment.findMany({
    where,
    orderBy: [byName[chosen.sort], { commune: { name: 'asc' } }, { id: 'asc' }],
    ...shown,
    include: { unit: true, commune: { include: { parents: { include: { parent: true } } } } },
  })
  const districts = agencies
    .filter(({ roles }) => roles.some(({ role }) => role === 'district'))
    .sort((a, b) => a.name.localeCompare(b.name, 'vi'))
  const found = {
    ...{ title: 'Phân công giúp xã', chosen: { ...chosen, order }, ...pages },
    filters: [
      { name: 'district', label: 'Huyện, thị xã, thành phố', words: districts.map(({ id, name }) => [id, placeOf(name)] as const) },
      { name: 'is', label: 'Hiệu lực', words: validity },
    ],
    ...listed(
      rows.map((row) => ({
        ...row,
        place: placeOf(row.commune.name),
        district: row.commune.parents.at(-1)?.parent.name ?? '',
        ended: row.to !== null && row.to < today,
      })),
      [
        { title: 'Xã', sort: 'commune', value: ({ place }) => capital(place) },
        { title: 'Huyện', value: ({ district }) => capital(placeOf(district)) },
        { title: 'Đơn vị giúp xã', sort: 'unit', value: ({ unit }) => unit.name },
        { title: 'Quyết định', value: ({ decisionNumber }) => decisionNumber },
        { title: 'Ngày quyết định', type: 'day', within: true, value: ({ decisionDate }) => decisionDate },
        { title: 'Từ ngày', type: 'day', sort: 'from', value: ({ from }) => from },
        { title: 'Đến ngày', type: 'day', within: true, value: ({ to }) => to },
        { title: 'Hiệu lực', within: true, value: ({ ended }) => (ended ? validity.ended : validity.inForce) },
        { title: 'Đầu mối', value: ({ unitContact }) => unitContact },
        { title: 'Ghi chú', within: true, value: ({ illustration }) => (illustration ? 'minh hoạ' : '') },
      ],
    ),
  }
  if (wantsSheet(req)) return downloadList(req, res, found)
  res.render('assignments/list', found)
})

type Request = Parameters<Parameters<typeof get>[2]>[0]
type Response = Parameters<Parameters<typeof get>[2]>[1]

router.param('id', (_req, _res, next, id) => next(z.uuid().safeParse(id).success ? undefined : new Refusal(404)))

get('/new', ['planning'], (req, res) => draw(req, res, 'assign'))
post('/new', ['planning'], (req, res) => pressed(req, res, 'assign'))
get('/merge', ['planning'], (req, res) => draw(req, res, 'merge'))
post('/merge', ['planning'], (req, res) => pressed(req, res, 'merge'))

tablePages({ get, post }, assignmentTable)

/** One assignment: by which decision, from when to when, what happened to it. */
get('/:id', ['unit', 'commune', 'district', 'planning', 'province'], async (req, res) => {
  const row = await find(req)
  const events = historyOf(await history(req.actor, 'Assignment', row.id))
  const steps = !req.actor.roles.includes('planning') ? [] : row.to ? (['reopen'] as const) : (['end', 'move'] as const)
  res.render('assignments/show', { title: 'Phân công giúp xã', row, events, steps: steps.map((name) => ({ name, ...wordsOf[name] })) })
})

for (const name of ['end', 'move', 'reopen'] as const) {
  get(`/:id/${name}`, ['planning'], async (req, res) => draw(req, res, name, { row: await find(req) }))
  post(`/:id/${name}`, ['planning'], async (req, res) => pressed(req, res, name, await find(req)))
}

type Found = Awaited<ReturnType<typeof find>>

async function find({ db, params }: Request) {
  return db.assignment.findUniqueOrThrow({ where: { id: params.id ?? '' }, include: { unit: true, commune: true } })
}

/** First what would follow is shown; pressed on that page, it is done. */
async function pressed(req: Request, res: Response, name: Change, row?: Found) {
  const { once, revision } = press.parse(req.body)
  const programme = await current(req)
  const schema = forms[name](await choicesOf(req))
  const { data: answers, form } = read(schema, req.body)
  if (form) return draw(req, res.status(422), name, { row, form })
  const data = answers as Answers
  const confirmed = req.body.confirmed === '1'
  if (!confirmed) {
    const refused = await objection(req.db, programme, name, data, row)
    if (refused) return draw(req, res.status(422), name, { row, form: complainAt(schema, req.body, refused.field, refused.words) })
    const plan = await planOf(req.db, programme, name, data, row)
    const effect = await effectOf(req.db, programme, req.at, plan)
    const [begin] = plan.begins
    const caution = name === 'merge' ? mergingWords(plan) : begin && (await cautionOn(req.db, begin))
    return res.render('assignments/effect', {
      ...{ title: wordsOf[name].label, name, row, effect, caution, revision, form: blank(schema, req.body) },
      ...{ back: row ? `/assignments/${row.id}` : '/assignments', action: addressOf(name, row) },
    })
  }
  try {
    const { path } = await changeAssignment(req.actor, name, {
      programmeId: programme.id,
      row: row as Assignment | undefined,
      revision,
      once,
      data,
    })
    res.redirect(303, path)
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 409) throw error
    await draw(req, res.status(409), name, { row, form: blank(schema, req.body), problem: error.message })
  }
}

const addressOf = (name: Change, row: Found | undefined) =>
  row ? `/assignments/${row.id}/${name}` : `/assignments/${name === 'merge' ? 'merge' : 'new'}`

/** What is not undone by one press is said before. */
const mergingWords = ({ ends, begins }: Plan) =>
  `${ends.length} phân công của đơn vị kết thúc, ${begins.length} phân công của cơ quan tiếp nhận bắt đầu. Việc nhập không hủy được trên cổng; từng phân công thì sửa được.`

/** A page about a commune or an agency leads to the form with it chosen. */
const chosen = z.object({ commune: chosenId, unit: chosenId })

async function draw(
  req: Request,
  res: Response,
  name: Change,
  { row, form, problem }: { row?: Found | undefined; form?: Form; problem?: string } = {},
) {
  const programme = await current(req)
  res.render('assignments/change', {
    ...{ title: wordsOf[name].label, lead: wordsOf[name].lead, row, action: addressOf(name, row), problem, kept: Boolean(req.kept) },
    form: form ?? blank(forms[name](await choicesOf(req)), req.kept ?? chosen.parse(req.query)),
    revision: programme.revision,
  })
}

async function current({ db, at }: Request) {
  const programme = await programmeOf(db, at)
  if (!programme) throw new Refusal(404, 'Chưa có giai đoạn giúp xã nào trên cổng')
  return programme
}

/** Communes of today; and every agency that is none of the bodies of the communes and districts. */
async function choicesOf({ db, at }: Request): Promise<Choices> {
  const today = inForceOn(dayOf(at))
  const named = (rows: { id: string; name: string }[]) =>
    Object.fromEntries(rows.toSorted((a, b) => a.name.localeCompare(b.name, 'vi')).map(({ id, name }) => [id, name]))
  const communes = await db.agency.findMany({ where: { roles: { some: { role: 'commune', ...today } } }, select: { id: true, name: true } })
  const units = await db.agency.findMany({
    where: { roles: { none: { role: { in: ['commune', 'district', 'province'] } } }, successors: { none: {} } },
    select: { id: true, name: true },
  })
  return { units: named(units), communes: named(communes) }
}
