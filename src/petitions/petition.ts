import { z } from 'zod'
import { hanging } from '../attachments/hanging.ts'
import { addDays, dayOf, daysBetween, inForceOn } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import { Refusal } from '../errors.ts'
import { districtOf, holdersOf } from '../filings/filing.ts'
import { choice, day, optionalChoice, text } from '../form.ts'
import type { PetitionDeed, PetitionStatus } from '../generated/enums.ts'
import { helpedCommunes, named, unitsOf } from '../nouns/communes.ts'
import type { Doing, Looking, Noun, Stem } from '../nouns/noun.ts'
import type { Actor } from '../policy.ts'
import { areaWords, date, day as dayWords, type petitionWords } from '../words.ts'
import type { Party } from '../workflow.ts'

// ── what it is ────────────────────────────────────────────────────────────────────────────────────────────────────

export function loadPetition(db: Pick<Db, 'petition'>, id: string) {
  const words = { include: { agency: true, to: true }, orderBy: { seq: 'asc' } } as const
  return db.petition.findUniqueOrThrow({ where: { id }, include: { petitioner: true, commune: true, holder: true, words } })
}

export type Petition = Awaited<ReturnType<typeof loadPetition>>

export function partiesToPetition({ agencyId }: Actor, { petitionerId, holderId }: Pick<Petition, 'petitionerId' | 'holderId'>): Party[] {
  return [...(petitionerId === agencyId ? (['petitioner'] as const) : []), ...(holderId === agencyId ? (['holder'] as const) : [])]
}

/** The holder's day counts: late from the day after on. */
export function stageOf({ status, dueOn }: { status: PetitionStatus; dueOn: Date }, at: Date): keyof typeof petitionWords {
  return awaited.has(status) && dueOn < dayOf(at) ? 'overdue' : status
}

/** It lies with the holder, who has not answered yet. */
const awaited: ReadonlySet<PetitionStatus> = new Set(['sent', 'received'])

/** Where it has been: who sent it, who had it and passed it on, with whom it lies. */
export function routeOf({ petitioner, holder, words, sentAt, heldSince, status }: Petition, at: Date) {
  const passed = words.filter(({ deed }) => deed === 'forwarded')
  const answered = words.findLast(({ deed }) => deed === 'answered')
  const now = {
    ...{ sent: `đang xem xét, ${daysBetween(dayOf(heldSince), dayOf(at))} ngày`, askedBack: 'chờ nơi kiến nghị bổ sung' },
    ...{ answered: `trả lời ${answered && dayWords(answered.at)}`, withdrawn: 'kiến nghị đã rút' },
  }
  const is = status === 'received' ? 'sent' : status === 'closed' ? 'answered' : status
  return [
    { name: petitioner.name, words: `gửi ${dayWords(sentAt)}`, here: false },
    ...passed.map(({ agency, at: on }) => ({ name: agency.name, words: `chuyển ${dayWords(on)}`, here: false })),
    { name: holder.name, words: now[is], here: is === 'sent' },
  ]
}

/** The regulation names no day for an answer. So many days after it was sent or passed on, unless the holder names another. */
export const answerDays = 15
const dueFrom = (at: Date) => addDays(dayOf(at), answerDays)

// ── whom to ask ───────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Khoản 4 Điều 11: a commune asks its units and its district. Khoản 5 Điều 13: everybody else (and a commune where no district level exists)
 * asks UBND tỉnh through the planning department.
 */
export async function addressees({ db, actor, at }: Asking): Promise<Stem[]> {
  if (!actor.roles.includes('commune')) return upwards({ db, actor, at })
  const districts = await agenciesOf(db, await districtOf(db, actor.agencyId, at))
  return [...(await unitsOf(db, actor.agencyId, at)), ...(districts.length ? districts : await upwards({ db, actor, at }))]
}

async function upwards({ db, actor, at }: Asking): Promise<Stem[]> {
  const province = await agenciesOf(db, await holdersOf(db, 'province', at))
  if (actor.roles.includes('planning')) return province
  const through = await agenciesOf(db, await holdersOf(db, 'planning', at))
  return through.map(({ id, name }) => ({ id, name: `${province[0]?.name ?? 'UBND tỉnh'} (qua ${name})` }))
}

/** Where the holder may pass it on: to the next above, or to whoever below can do it. Never back to the one who asks: that is an answer. */
async function destinations({ db, actor, at }: Asking, { petitionerId, communeId, holderId }: Petition): Promise<Stem[]> {
  const overseer = actor.roles.includes('planning') || actor.roles.includes('province')
  const districts = communeId ? await districtOf(db, communeId, at) : []
  const above = [
    ...(overseer || actor.roles.includes('unit') ? districts : []),
    ...(await holdersOf(db, 'planning', at)),
    ...(overseer ? await holdersOf(db, 'province', at) : []),
  ]
  const units = overseer ? await unitsAtWork(db, at) : communeId ? await unitsOf(db, communeId, at) : []
  const all = [...(await agenciesOf(db, above)), ...units]
  const unique = all.filter(({ id }, i) => all.findIndex((other) => other.id === id) === i)
  return unique.filter(({ id }) => id !== holderId && id !== petitionerId)
}

type Asking = { db: Db | Tx; actor: Pick<Actor, 'agencyId' | 'roles'>; at: Date }

async function agenciesOf(db: Db | Tx, ids: string[]): Promise<Stem[]> {
  return db.agency.findMany({ where: { id: { in: ids } }, select: { id: true, name: true }, orderBy: { name: 'asc' } })
}

/** Every unit that helps some commune on that day. */
async function unitsAtWork(db: Db | Tx, at: Date): Promise<Stem[]> {
  const helping = await db.assignment.findMany({
    where: inForceOn(dayOf(at)),
    select: { unit: { select: { id: true, name: true } } },
    orderBy: { unit: { name: 'asc' } },
    distinct: ['unitId'],
  })
  return helping.map(({ unit }) => unit)
}

// ── its forms ─────────────────────────────────────────────────────────────────────────────────────────────────────

const matter = {
  subject: text('Nội dung kiến nghị', { required: 'Nhập nội dung kiến nghị', max: 300, hint: 'Một câu: việc gì, ở đâu' }),
  area: optionalChoice('Lĩnh vực', areaWords, 'Để trống nếu không thuộc riêng lĩnh vực nào'),
  detail: text('Khó khăn, vướng mắc', {
    required: 'Nêu khó khăn, vướng mắc',
    max: 10_000,
    rows: 5,
    hint: 'Hiện trạng, đã làm gì, vướng ở quy định hay thẩm quyền nào. Không ghi tên hộ; không nêu nội dung bí mật nhà nước',
  }),
  wish: text('Đề nghị', { required: 'Nêu việc đề nghị giải quyết', max: 5_000, rows: 3, hint: 'Đề nghị làm gì, khi nào' }),
}

async function petitioningForm(looking: Looking) {
  const to = await addressees(looking)
  const communes = looking.actor.roles.includes('commune') ? [] : await communesOf(looking)
  return z.object({
    to: choice('Gửi đến', named(to), 'Chọn nơi nhận kiến nghị'),
    ...(communes.length && {
      commune: optionalChoice('Về xã', named(communes), 'Để trống nếu không về riêng xã nào', 'Chọn trong danh sách'),
    }),
    ...matter,
  })
}

/** The communes that a unit helps, or of a district. */
async function communesOf(looking: Looking): Promise<Stem[]> {
  const { db, actor } = looking
  const helped = await agenciesOf(db, actor.helps)
  return [...helped, ...(await helpedCommunes(looking)).filter(({ id }) => !actor.helps.includes(id))]
}

async function forwardingForm(looking: Looking, petition: Petition) {
  return z.object({
    to: choice('Chuyển đến', named(await destinations(looking, petition)), 'Chọn nơi giải quyết'),
    note: text('Lý do chuyển', {
      ...{ required: 'Nêu lý do chuyển', max: 2_000, rows: 4 },
      hint: 'Vì sao nơi nhận có thẩm quyền; ý kiến của cơ quan mình về kiến nghị. Nơi kiến nghị đọc được lý do này',
    }),
  })
}

const answerDay = (at: Date) =>
  day('Sẽ trả lời chậm nhất ngày', { required: 'Nhập ngày sẽ trả lời', hint: 'Nơi kiến nghị thấy ngày này' }).refine(
    (on) => !on || on >= dayOf(at),
    'Ngày này đã qua',
  )

async function receivingForm({ at }: Looking) {
  return z.object({ dueOn: answerDay(at) })
}

async function extendingForm({ at }: Looking) {
  return z.object({ dueOn: answerDay(at), note: text('Lý do hẹn lại', { required: 'Nêu lý do hẹn lại', max: 2_000, rows: 3 }) })
}

export async function answeringForm({ at }: Pick<Looking, 'at'>) {
  const today = dayOf(at)
  return z
    .object({
      text: text('Nội dung trả lời', {
        ...{ required: 'Nhập nội dung trả lời', max: 10_000, rows: 6 },
        hint: 'Giải quyết thế nào, ai làm, khi nào xong; không giải quyết được thì nêu lý do và căn cứ',
      }),
      documentNumber: text('Số, ký hiệu văn bản chỉ đạo', { max: 50, hint: 'Nếu đã có văn bản, ví dụ 4812/UBND-TH' }),
      documentDate: day('Ngày văn bản', { hint: 'Ghi khi có số văn bản; bản chụp thêm ở mục Tài liệu kèm theo' }).refine(
        (on) => !on || on <= today,
        'Ngày này chưa đến',
      ),
    })
    .refine(({ documentNumber, documentDate }) => !documentNumber || documentDate, {
      path: ['documentDate'],
      message: 'Nhập ngày của văn bản',
    })
    .refine(({ documentNumber, documentDate }) => documentNumber || !documentDate, {
      path: ['documentNumber'],
      message: 'Nhập số, ký hiệu văn bản',
    })
}

const note = (title: string, required: string, hint?: string) => z.object({ note: text(title, { required, hint, max: 2_000, rows: 4 }) })
const replying = z.object({ text: text('Nội dung bổ sung', { required: 'Nhập nội dung bổ sung', max: 10_000, rows: 6 }) })
const closing = z.object({ text: text('Ý kiến về kết quả trả lời', { max: 2_000, rows: 3, hint: 'Không bắt buộc' }) })

// ── its steps ─────────────────────────────────────────────────────────────────────────────────────────────────────

const writes = { Petition: 'id', PetitionWord: 'petitionId' } as const
const byHolder = { by: ['holder'], from: ['sent', 'received'], writes } as const
const byPetitioner = { by: ['petitioner'], writes } as const

/** Khoản 4 Điều 11, khoản 5 Điều 13: who cannot settle something asks, and sees where it lies and until when. */
export const petition = {
  name: 'petition',
  model: 'Petition',
  path: '/petitions',
  readers: ['unit', 'commune', 'district', 'planning', 'province'],
  begin: {
    ...{ on: 'Agency', by: ['unit', 'commune', 'district', 'planning'], writes: { Petition: 'petitionerId' } },
    ...{ readers: ['unit', 'commune', 'district', 'planning'], label: 'Lập kiến nghị', send: 'Gửi kiến nghị', verb: 'gửi kiến nghị' },
    ...{ stem: 'Nơi kiến nghị', none: 'Kiến nghị được gửi nhân danh cơ quan của bạn' },
    stems: async ({ actor }) => [{ id: actor.agencyId, name: actor.agencyName }],
    asks: petitioningForm,
    run: petitionFor,
  },
  files: 'petitionId',
  steps: {
    ...hanging('petitionId', { by: ['petitioner', 'holder'], from: ['sent', 'received', 'askedBack', 'answered'] }),
    answer: {
      ...{ ...byHolder, to: 'answered', label: 'Trả lời', verb: 'trả lời kiến nghị', asks: answeringForm, main: true },
      run: (doing: Doing<Petition, Answer>) => step(doing, 'answered', { ...doing.data, documentDate: doing.data.documentDate ?? null }),
    },
    receive: {
      ...{ by: ['holder'], from: ['sent'], to: 'received', writes, label: 'Tiếp nhận, hẹn ngày trả lời', verb: 'tiếp nhận kiến nghị' },
      asks: receivingForm,
      values: ({ dueOn }: Petition) => ({ dueOn: date(dueOn) }),
      run: (doing: Doing<Petition, { dueOn: Date }>) => step(doing, 'received', {}, { dueOn: doing.data.dueOn }),
    },
    extend: {
      ...{ by: ['holder'], from: ['received'], edits: true, writes, label: 'Hẹn lại ngày trả lời', verb: 'hẹn lại ngày trả lời' },
      asks: extendingForm,
      values: ({ dueOn }: Petition) => ({ dueOn: date(dueOn) }),
      run: ({ data: { dueOn, note }, ...doing }: Doing<Petition, { dueOn: Date; note: string }>) =>
        step({ ...doing, data: undefined }, 'extended', { text: note }, { dueOn }),
    },
    forward: {
      ...{ ...byHolder, to: 'sent', label: 'Chuyển nơi khác', verb: 'chuyển kiến nghị', asks: forwardingForm },
      run: forward,
    },
    'ask-back': {
      ...{ ...byHolder, to: 'askedBack', label: 'Đề nghị nói rõ thêm', verb: 'đề nghị nói rõ thêm' },
      form: note('Điều cần nói rõ thêm', 'Nêu điều cần nói rõ thêm'),
      run: (doing: Doing<Petition, { note: string }>) => step(doing, 'askedBack', { text: doing.data.note }),
    },
    reply: {
      ...{ ...byPetitioner, from: ['askedBack'], to: 'sent', label: 'Bổ sung', verb: 'bổ sung kiến nghị', form: replying, main: true },
      run: (doing: Doing<Petition, { text: string }>) => step(doing, 'replied', doing.data, back(doing.at)),
    },
    close: {
      ...{ ...byPetitioner, from: ['answered'], to: 'closed', label: 'Kết thúc', verb: 'kết thúc kiến nghị', form: closing, main: true },
      run: (doing: Doing<Petition, { text: string }>) => step(doing, 'closed', doing.data),
    },
    reopen: {
      ...{ ...byPetitioner, from: ['answered', 'closed'], to: 'sent', label: 'Kiến nghị lại', verb: 'kiến nghị lại' },
      form: note('Điều chưa được giải quyết', 'Nêu điều chưa được giải quyết', 'Kiến nghị trở lại nơi đã trả lời'),
      run: (doing: Doing<Petition, { note: string }>) => step(doing, 'reopened', { text: doing.data.note }, back(doing.at)),
    },
    edit: {
      ...{ by: ['petitioner'], from: ['sent'], edits: true, shy: true, writes: { Petition: 'id' } },
      ...{ label: 'Sửa kiến nghị', verb: 'sửa kiến nghị', form: z.object(matter) },
      blocked: ({ words }: Petition) =>
        words.length ? 'Kiến nghị đã được xem xét; nếu cần nói thêm, rút rồi lập kiến nghị khác' : undefined,
      values: ({ subject, area, detail, wish }: Petition) => ({ subject, area: area ?? '', detail, wish }),
      run: ({ tx, row, data: { area, ...rest } }: Doing<Petition, Matter>) =>
        tx.petition.update({ where: { id: row.id }, data: { ...rest, area: area || null } }),
    },
    withdraw: {
      ...{ ...byPetitioner, from: ['sent', 'received', 'askedBack'], to: 'withdrawn', label: 'Rút kiến nghị', verb: 'rút kiến nghị' },
      ...{ form: note('Lý do rút', 'Nêu lý do rút'), shy: true },
      run: (doing: Doing<Petition, { note: string }>) => step(doing, 'withdrawn', { text: doing.data.note }),
    },
  },
} as const satisfies Noun<Petition>

type Matter = { subject: string; area: keyof typeof areaWords | ''; detail: string; wish: string }
type Answer = { text: string; documentNumber: string; documentDate?: Date }

async function petitionFor({ tx, row, actor, at, data }: Doing<{ id: string }, Matter & { to: string; commune?: string }>) {
  if (row.id !== actor.agencyId) throw new Refusal(403, 'Kiến nghị được gửi nhân danh cơ quan của bạn')
  const { to, commune, area, ...rest } = data
  if (!(await addressees({ db: tx, actor, at })).some(({ id }) => id === to))
    throw new Refusal(409, 'Hôm nay không gửi được đến nơi này nữa')
  const communeId = actor.roles.includes('commune') ? actor.agencyId : commune || null
  const made = await tx.petition.create({
    data: { ...rest, area: area || null, petitionerId: actor.agencyId, communeId, holderId: to, sentAt: at, ...back(at) },
  })
  return made.id
}

/** The next holder has its own days to answer in. */
async function forward(doing: Doing<Petition, { to: string; note: string }>) {
  const { tx, row, actor, at, data } = doing
  if (!(await destinations({ db: tx, actor, at }, row)).some(({ id }) => id === data.to))
    throw new Refusal(409, 'Hôm nay không chuyển được đến nơi này nữa')
  await step(doing, 'forwarded', { text: data.note, toId: data.to }, { holderId: data.to, ...back(at) })
}

/** It lies with a holder from now on. */
export const back = (at: Date) => ({ heldSince: at, dueOn: dueFrom(at) })

const statusAfter = {
  ...{ received: 'received', extended: 'received', answered: 'answered', askedBack: 'askedBack', closed: 'closed', withdrawn: 'withdrawn' },
  ...{ forwarded: 'sent', replied: 'sent', reopened: 'sent' },
} as const satisfies Record<PetitionDeed, PetitionStatus>

type Word = { text?: string; documentNumber?: string; documentDate?: Date | null; toId?: string }

/** What was done stands in a word of its own; the petition shows where that has brought it. */
async function step({ tx, row, actor, at }: Doing<Petition>, deed: PetitionDeed, word: Word, changes: object = {}) {
  const said = { text: '', documentNumber: '', ...word }
  await tx.petitionWord.create({ data: { ...said, petitionId: row.id, agencyId: actor.agencyId, deed, at, by: actor.name } })
  await tx.petition.update({ where: { id: row.id }, data: { status: statusAfter[deed], ...changes } })
}
