import { readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { act } from '../src/act.ts'
import { dbFor, history, prisma, type Tx } from '../src/db.ts'
import { statusOf } from '../src/errors.ts'
import type { Filing } from '../src/filings/filing.ts'
import { Prisma } from '../src/generated/client.ts'
import { urge } from '../src/obligations/take.ts'
import { type Action, type Actor, follows, scopes } from '../src/policy.ts'
import { pool } from '../src/pool.ts'
import { noteReading } from '../src/reading.ts'
import { signedIn } from './browser.ts'
import {
  aDistrictReport,
  agencyOf,
  anExplainedReport,
  anExplanation,
  aPlan,
  aProgramme,
  aProvinceReport,
  aReport,
  aUnitReport,
  coverable,
  dienBienDong,
  keoLom,
  type Made,
  neighbourUnit,
  note,
  planning,
  province,
  registeredPaper,
  reportBody,
  see,
  signedBody,
  signer,
  step,
  stnmt,
  unrelatedUnit,
  who,
  withFile,
} from './make.ts'
import {
  aNeed,
  anAdjustment,
  anAnswer,
  anAuthorisation,
  anIndicator,
  anInquiry,
  anInvitation,
  anObjection,
  aPetition,
  aRequest,
  aSupport,
  type MadeNoun,
  step as nounStep,
} from './nouns.ts'

/** The two doors to the database: what each lets through, and what it keeps out. */

type Model = Prisma.ModelName
type Where = Record<string, unknown>
const any = (value: unknown) => value as any
const tableOf = (door: unknown, model: Model) => any(door)[`${model[0]?.toLowerCase()}${model.slice(1)}`]
const otherCommune = 'xa-muong-pon'
const otherDistrict = 'huyen-muong-cha'
const models = Object.keys(Prisma.ModelName) as Model[]

let strangers: string[]
let need: MadeNoun, petition: MadeNoun, support: MadeNoun, invitation: MadeNoun, request: MadeNoun, inquiry: MadeNoun, answer: MadeNoun
let figure: MadeNoun, adjustment: MadeNoun, objection: MadeNoun
let judging: Made
let explanation: Made
let programme: Made,
  plan: Made,
  shared: Made,
  draft: Made,
  report: Made,
  reportDraft: Made,
  unitReport: Made,
  shown: Made,
  explained: Made,
  districtReport: Made,
  provinceReport: Made

beforeAll(async () => {
  strangers = [otherCommune, otherDistrict, await unrelatedUnit()]
  plan = await aPlan('ready', { by: stnmt, commune: keoLom })
  await withFile(plan)
  await step(plan, stnmt, 'send', { data: signer })
  for (const party of [plan.commune, plan.district]) await step(plan, party, 'consent')
  await step(plan, keoLom, 'comment', { data: { text: 'Đề nghị ghi rõ số hộ' } })
  await registeredPaper(plan)
  support = await aSupport()
  programme = await aProgramme('inForce', { by: keoLom })
  const { periodId } = await prisma.filing.findUniqueOrThrow({ where: { id: programme.id } })
  await prisma.filing.update({
    where: { id: programme.id },
    data: { periodId: (await prisma.period.findFirstOrThrow({ where: { kind: 'year', year: 2024 } })).id },
  })
  await step(programme, keoLom, 'evaluate', { data: { done: 'Tám đội thu gom hoạt động' } })
  await prisma.filing.update({ where: { id: programme.id }, data: { periodId } })
  draft = await aPlan('ready', { by: stnmt, commune: keoLom })
  shared = await aPlan('ready', { by: stnmt, commune: keoLom, term: { kind: 'year', year: 2023 } })
  await step(shared, stnmt, 'cover', { data: { obligations: (await coverable(shared, 'xa-phi-nhu')).join() } })
  report = await aReport('sent', { by: keoLom, term: { kind: 'month' } })
  reportDraft = await aReport('ready', { by: keoLom })
  await aPlan('agreed', { by: stnmt, commune: 'xa-chieng-so', term: { kind: 'year', year: 2024 } }) // its items stand in the report
  unitReport = await aUnitReport('sent', { by: stnmt })
  shown = await aUnitReport('ready', { by: stnmt })
  await step(shown, stnmt, 'consult')
  explained = await anExplainedReport({ by: stnmt }, keoLom)
  const { id: section } = await prisma.explainedSection.findFirstOrThrow({ where: { filingId: explained.id } })
  await step(explained, planning, 'note-section', { data: { section, ...note } })
  await anExplanation('sent', { by: await neighbourUnit() })
  districtReport = await aDistrictReport('sent', { by: dienBienDong })
  provinceReport = await aProvinceReport('sent')
  await anAuthorisation('given', { by: `${stnmt}.lanh-dao`, taker: `${stnmt}.van-thu`, from: '01/03/2025', to: '05/03/2025' })
  need = await aNeed('declined', { unit: stnmt })
  petition = await aPetition('answered')
  request = await aRequest('reported', { to: stnmt })
  invitation = await anInvitation('coming')
  await nounStep(invitation, stnmt, 'accept', { data: { words: 'Phó Giám đốc' } })
  await nounStep(invitation, stnmt, 'speak', { data: { text: 'Nên làm sớm' } })
  await step(plan, stnmt, 'record-signed', { data: signedBody })
  explanation = await anExplanation('accepted', { by: stnmt })
  await step(explanation, province, 'decide', { data: { decision: 'agrees', text: 'Ghi nhận', documentNumber: '' } })
  await urge(await who(dienBienDong), (await aPlan('draft', { by: stnmt, commune: keoLom })).obligation, { text: 'Gửi trước 20/12' })
  figure = await anIndicator('advised')
  const { id: userId, agencyId } = await who(stnmt)
  const digest = { userId, agencyId, day: new Date('2024-12-16'), status: 'queued', address: 'a@b.vn', queuedAt: new Date() } as const
  await prisma.reminder.create({ data: { ...digest, items: { create: { obligationId: plan.obligation, cause: 'ahead' } } } })
  await noteReading(
    await who(dienBienDong),
    await prisma.filing.findUniqueOrThrow({ where: { id: plan.id } }),
    new Date('2024-12-16T02:00:00Z'),
  )
  await prisma.calendarSubscription.create({ data: { userId, tokenHash: 'x', madeAt: new Date() } })
  judging = await aReport('ready', { by: keoLom, term: { kind: 'year', year: 2023 } })
  const assessments = { [(await agencyOf(stnmt)).replaceAll('-', '')]: { rating: 'good', words: 'Xuống xã đúng hẹn' } }
  await step(judging, keoLom, 'save', { body: { ...reportBody, assessments } })
  await step(judging, keoLom, 'send', { data: signer })
  adjustment = await anAdjustment()
  objection = await anObjection()
  inquiry = await anInquiry('running', { communes: [keoLom, 'xa-phi-nhu'] })
  answer = await anAnswer('changesAsked', { of: inquiry })
  await nounStep(answer, keoLom, 'save', { data: { q1: '14', q2: 'Đang rà soát' } })
})

// ── every model ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Read by everybody; read by nobody; or a row of Keo Lôm and Sở TN&MT, with somebody who may read it. A model without a line does not compile. */
const rows: Record<Model, 'public' | 'closed' | { of: () => Where; key: (row: any) => Where; reader: string }> = {
  ...{ Agency: 'public', AgencyName: 'public', AgencyCode: 'public', AgencyRole: 'public', AgencyParent: 'public' },
  ...{
    AgencySuccession: 'public',
    Programme: 'public',
    CalendarChange: 'public',
    Holiday: 'public',
    CommuneRegion: 'public',
    ReminderSetting: 'public',
    Period: 'public',
    ReportingStart: 'public',
    Indicator: 'public',
    Scoring: 'public',
  },
  ...{
    Credential: 'closed',
    Event: 'closed',
    EventSubject: 'closed',
    EventChange: 'closed',
    EventSeal: 'closed',
    Session: 'closed',
    Once: 'closed',
  },
  ...{ PendingForm: 'closed', PendingTable: 'closed', Clock: 'closed', SignInLimit: 'closed' },
  Authorisation: { of: () => ({ taker: { username: `${stnmt}.van-thu` } }), key: ({ id }) => ({ id }), reader: stnmt },
  Assignment: { of: () => ({ unit: { users: { some: { username: stnmt } } } }), key: ({ id }) => ({ id }), reader: stnmt },
  User: { of: () => ({ username: stnmt }), key: ({ id }) => ({ id }), reader: stnmt },
  Obligation: { of: () => ({ id: plan.obligation }), key: ({ id }) => ({ id }), reader: keoLom },
  Filing: { of: () => ({ id: plan.id }), key: ({ id }) => ({ id }), reader: keoLom },
  FilingReading: {
    of: () => ({ filingId: plan.id }),
    key: ({ filingId, userId, day }) => ({ filingId_userId_day: { filingId, userId, day } }),
    reader: stnmt,
  },
  FilingCover: { of: () => ({ filingId: shared.id }), key: ({ id }) => ({ id }), reader: stnmt },
  FilingComment: { of: () => ({ filingId: plan.id }), key: ({ id }) => ({ id }), reader: keoLom },
  ExplanationDecision: { of: () => ({ filingId: explanation.id }), key: ({ id }) => ({ id }), reader: stnmt },
  Urging: {
    of: () => ({ obligation: { assignment: { unit: { users: { some: { username: stnmt } } } } } }),
    key: ({ id }) => ({ id }),
    reader: keoLom,
  },
  Reminder: { of: () => ({ user: { username: stnmt } }), key: ({ id }) => ({ id }), reader: stnmt },
  ReminderItem: { of: () => ({ obligationId: plan.obligation }), key: ({ id }) => ({ id }), reader: stnmt },
  CalendarSubscription: { of: () => ({ user: { username: stnmt } }), key: ({ userId }) => ({ userId }), reader: stnmt },
  Evaluation: { of: () => ({ filingId: programme.id }), key: ({ id }) => ({ id }), reader: stnmt },
  Draft: { of: () => ({ filingId: draft.id }), key: ({ filingId }) => ({ filingId }), reader: stnmt },
  FilingVersion: { of: () => ({ filingId: plan.id }), key: ({ id }) => ({ id }), reader: keoLom },
  Receipt: { of: () => ({ filingId: plan.id }), key: ({ id }) => ({ id }), reader: keoLom },
  Consent: { of: () => ({ filingId: plan.id }), key: ({ seq }) => ({ seq }), reader: stnmt },
  PlanItem: { of: () => ({ filingId: plan.id }), key: ({ id }) => ({ id }), reader: keoLom },
  IndicatorValue: {
    of: () => ({ filingId: report.id }),
    key: ({ versionId, code }) => ({ versionId_code: { versionId, code } }), // asked for by its columns
    reader: dienBienDong,
  },
  SharedSection: { of: () => ({ filingId: shown.id }), key: ({ id }) => ({ id }), reader: dienBienDong },
  ExplainedSection: { of: () => ({ filingId: explained.id }), key: ({ id }) => ({ id }), reader: dienBienDong },
  SectionNote: { of: () => ({ filingId: explained.id }), key: ({ id }) => ({ id }), reader: dienBienDong },
  UnitResult: { of: () => ({ filingId: unitReport.id }), key: ({ id }) => ({ id }), reader: dienBienDong },
  UnitItem: { of: () => ({ filingId: unitReport.id }), key: ({ id }) => ({ id }), reader: dienBienDong },
  Attachment: { of: () => ({ filingId: plan.id }), key: ({ id }) => ({ id }), reader: keoLom },
  VersionAttachment: {
    of: () => ({ filingId: plan.id }),
    key: ({ versionId, attachmentId }) => ({ versionId_attachmentId: { versionId, attachmentId } }),
    reader: dienBienDong,
  },
  PaperOriginal: { of: () => ({ filingId: plan.id }), key: ({ id }) => ({ id }), reader: keoLom },
  PaperDecision: { of: () => ({ filingId: plan.id }), key: ({ seq }) => ({ seq }), reader: dienBienDong },
  SignedPaper: { of: () => ({ filingId: plan.id }), key: ({ seq }) => ({ seq }), reader: keoLom },
  Need: { of: () => ({ id: need.id }), key: ({ id }) => ({ id }), reader: stnmt },
  Support: { of: () => ({ id: support.id }), key: ({ id }) => ({ id }), reader: keoLom },
  SupportContribution: { of: () => ({ supportId: support.id }), key: ({ id }) => ({ id }), reader: dienBienDong },
  SupportBeneficiary: { of: () => ({ supportId: support.id }), key: ({ id }) => ({ id }), reader: stnmt },
  NeedAnswer: { of: () => ({ needId: need.id }), key: ({ id }) => ({ id }), reader: dienBienDong },
  Petition: { of: () => ({ id: petition.id }), key: ({ id }) => ({ id }), reader: stnmt },
  PetitionWord: { of: () => ({ petitionId: petition.id }), key: ({ seq }) => ({ seq }), reader: dienBienDong },
  Invitation: { of: () => ({ id: invitation.id }), key: ({ id }) => ({ id }), reader: stnmt },
  InvitationGuest: { of: () => ({ invitationId: invitation.id }), key: ({ id }) => ({ id }), reader: dienBienDong },
  InvitationReply: { of: () => ({ invitationId: invitation.id }), key: ({ seq }) => ({ seq }), reader: keoLom },
  Inspection: { of: () => ({ requests: { some: { id: request.id } } }), key: ({ id }) => ({ id }), reader: keoLom },
  InspectionRequest: { of: () => ({ id: request.id }), key: ({ id }) => ({ id }), reader: stnmt },
  Inquiry: { of: () => ({ id: inquiry.id }), key: ({ id }) => ({ id }), reader: dienBienDong },
  InquiryQuestion: { of: () => ({ inquiryId: inquiry.id }), key: ({ id }) => ({ id }), reader: keoLom },
  InquiryAnswer: { of: () => ({ id: answer.id }), key: ({ id }) => ({ id }), reader: stnmt },
  InquiryDraft: { of: () => ({ answerId: answer.id }), key: ({ answerId }) => ({ answerId }), reader: keoLom },
  InquirySending: { of: () => ({ answerId: answer.id }), key: ({ id }) => ({ id }), reader: dienBienDong },
  InquiryValue: {
    of: () => ({ sending: { answerId: answer.id } }),
    key: ({ sendingId, questionId }) => ({ sendingId_questionId: { sendingId, questionId } }),
    reader: stnmt,
  },
  UnitAssessment: { of: () => ({ filingId: judging.id }), key: ({ id }) => ({ id }), reader: stnmt },
  UnitScore: { of: () => ({ unit: { users: { some: { username: stnmt } } } }), key: ({ id }) => ({ id }), reader: stnmt },
  ScoreAdjustment: { of: () => ({ id: adjustment.id }), key: ({ id }) => ({ id }), reader: stnmt },
  ScoreObjection: { of: () => ({ id: objection.id }), key: ({ id }) => ({ id }), reader: planning },
  IndicatorAdvice: { of: () => ({ indicatorId: figure.id }), key: ({ id }) => ({ id }), reader: dienBienDong },
  RequestWord: { of: () => ({ requestId: request.id }), key: ({ seq }) => ({ seq }), reader: dienBienDong },
  InvitationOpinion: { of: () => ({ invitationId: invitation.id }), key: ({ seq }) => ({ seq }), reader: stnmt },
}
const plainly = (unique: Where) => (Object.values(unique)[0] instanceof Object ? (Object.values(unique)[0] as Where) : unique)
const owned = models.flatMap((model) => {
  const row = rows[model]
  return row === 'public' || row === 'closed' ? [] : [[model, row] as const]
})
const closed = models.filter((model) => rows[model] === 'closed')

test('every model has a scope, and what no actor reads is null', () => {
  expect(Object.keys(scopes).sort()).toEqual([...models].sort())
  expect(models.filter((model) => scopes[model] === null)).toEqual(closed)
})

describe('a stranger’s row resists reading, whichever way it is asked for', () => {
  test.each(owned)('%s', async (model, { of, key, reader }) => {
    const row = await tableOf(prisma, model).findFirstOrThrow({ where: of() })
    const unique = key(row)
    const plain = plainly(unique)
    expect(await tableOf(dbFor(await who(reader)), model).findFirst({ where: plain }), `${reader} may`).toMatchObject(plain)
    for (const stranger of strangers) {
      const table = tableOf(dbFor(await who(stranger)), model)
      expect(await table.findFirst({ where: plain }), stranger).toBeNull()
      expect(await table.findMany({ where: plain })).toEqual([])
      expect(await table.findMany({ where: { OR: [plain, { NOT: plain }] } })).not.toContainEqual(expect.objectContaining(plain))
      expect(await table.count({ where: plain })).toBe(0)
      expect((await table.aggregate({ where: plain, _count: { _all: true } }))._count._all).toBe(0)
      expect(await table.groupBy({ by: [Object.keys(plain)[0]], where: plain })).toEqual([])
      if (plain === unique) {
        expect(await table.findUnique({ where: unique })).toBeNull()
        await expect(table.findUniqueOrThrow({ where: unique })).rejects.toMatchObject({ code: 'P2025' })
      }
      await expect(table.findFirstOrThrow({ where: plain })).rejects.toMatchObject({ code: 'P2025' })
    }
  })

  test.each(closed.map((model) => [model]))('%s is read through no door, not even by those who oversee all', async (model) => {
    for (const username of [planning, province, stnmt, keoLom])
      for (const operation of ['findMany', 'findFirst', 'findFirstOrThrow', 'findUnique', 'count', 'aggregate', 'groupBy'])
        await expect(tableOf(dbFor(await who(username)), model)[operation]({}), operation).rejects.toThrow(
          `${model} is read through no door`,
        )
  })

  test('a filter of one’s own cannot take the scope away', async () => {
    const db = any(dbFor(await who(otherCommune)))
    for (const where of [{ AND: [] }, { AND: {} }, { OR: [{}] }, { NOT: { id: crypto.randomUUID() } }, { OR: [{ id: plan.id }, {}] }]) {
      const found = await db.filing.findMany({ where })
      expect(
        found.some(({ id }: { id: string }) => id === plan.id),
        JSON.stringify(where),
      ).toBe(false)
    }
  })
})

// ── relations ─────────────────────────────────────────────────────────────────────────────────────────────────────

const schemaFolder = new URL('../prisma/schema/', import.meta.url)
const schema = readdirSync(schemaFolder)
  .map((file) => readFileSync(new URL(file, schemaFolder), 'utf8'))
  .join('\n')
/** From the schema itself: model, relation, the model at its far end, and whether it is a list. */
const relations = [...schema.matchAll(/^model (\w+) \{\n(.*?)^\}/gms)].flatMap(([, model = '', body = '']) =>
  [...body.matchAll(/^ {2}(\w+) +(\w+)(\[\])?/gm)].flatMap(([, name = '', far = '', list]) =>
    models.includes(far as Model) ? [[model as Model, name, far as Model, Boolean(list)] as const] : [],
  ),
)
const followed = relations.filter(([model, name]) => follows[model]?.[name])
const unfollowed = relations.filter(([model, name]) => !follows[model]?.[name])

test('the relations are read from the schema', () => {
  expect(relations.length).toBeGreaterThan(60)
  expect(followed).toHaveLength(Object.values(follows).flatMap(Object.keys).length)
  for (const [model, name, far] of followed) expect(follows[model]?.[name], `${model}.${name}`).toBe(far)
})

describe('no include, select, filter, order or count leads through a relation that is not named', () => {
  const open = unfollowed.filter(([model]) => scopes[model] !== null)
  test.each(open)('%s.%s', async (model, name, _, list) => {
    const refused = new RegExp(`${model}\\.${name} is not followed`)
    for (const username of [otherCommune, planning]) {
      const table = tableOf(dbFor(await who(username)), model)
      await expect(table.findMany({ include: { [name]: true } })).rejects.toThrow(refused)
      await expect(table.findMany({ select: { [name]: true } })).rejects.toThrow(refused)
      await expect(table.findMany({ where: { [name]: list ? { some: {} } : { is: {} } } })).rejects.toThrow(refused)
      await expect(
        table.findMany({ where: { NOT: [{ OR: [{ AND: { [name]: list ? { none: {} } : { isNot: {} } } }] }] } }),
      ).rejects.toThrow(refused)
      await expect(table.findMany({ orderBy: list ? { [name]: { _count: 'desc' } } : { [name]: { id: 'asc' } } })).rejects.toThrow(refused)
      await expect(table.count({ where: { [name]: list ? { every: {} } : null } })).rejects.toThrow(refused)
      await expect(table.aggregate({ where: { [name]: {} } })).rejects.toThrow(refused)
      await expect(table.findFirst({ where: { [name]: {} } })).rejects.toThrow(refused)
      if (list) await expect(table.findMany({ select: { _count: { select: { [name]: true } } } })).rejects.toThrow(refused)
    }
  })

  test('nor further on, through one that is', async () => {
    const db = any(dbFor(await who(otherCommune)))
    await expect(db.filing.findMany({ include: { agency: { include: { users: true } } } })).rejects.toThrow('Agency.users is not followed')
    await expect(db.filing.findMany({ where: { agency: { users: { some: {} } } } })).rejects.toThrow('Agency.users is not followed')
    await expect(db.receipt.findMany({ include: { filing: { include: { draft: true } } } })).rejects.toThrow('Filing.draft is not followed')
    await expect(db.draft.findMany({ include: { savedBy: { include: { credential: true } } } })).rejects.toThrow(
      'User.credential is not followed',
    )
    await expect(db.filing.findMany({ cursor: { id: plan.id, agency: { users: {} } } })).rejects.toThrow('Agency.users is not followed')
    expect(db.agency.findFirst({}).filings).toBeUndefined() // no fluent way round
  })

  test('“undefined” in a filter is refused, however deep: Prisma reads it as “any”', async () => {
    const db = any(dbFor(await who(planning)))
    for (const where of [{ agencyId: undefined }, { AND: [{ agencyId: undefined }] }, { agency: { name: undefined } }])
      await expect(db.filing.findMany({ where }), JSON.stringify(where)).rejects.toThrow('undefined')
    for (const where of [{ agencyId: { in: undefined } }, { agencyId: { equals: undefined } }, { NOT: { agencyId: { not: undefined } } }])
      await expect(db.filing.findMany({ where }), Object.keys(where.agencyId ?? {}).join()).rejects.toThrow('undefined')
  })
})

describe('a relation that is named shows nothing that its far end would hide', () => {
  const cast = [otherCommune, otherDistrict, stnmt, keoLom, dienBienDong, planning, province]
  test.each(followed.filter(([model, , far]) => rows[far] !== 'public' && scopes[model] !== null))(
    '%s.%s → %s',
    async (model, name, far) => {
      for (const username of cast) {
        const db = dbFor(await who(username))
        const near = await tableOf(db, model).findMany({ include: { [name]: true }, take: 300 })
        const ends = near.flatMap((row: any) => row[name] ?? [])
        const row = rows[far]
        if (typeof row === 'string') throw new Error(`${far} is ${row}`)
        for (const end of ends) {
          const key = JSON.stringify(row.key(end), (_, value) => (typeof value === 'bigint' ? Number(value) : value))
          const seen =
            seenBy.get(`${username} ${far} ${key}`) ?? Boolean(await tableOf(db, far).findFirst({ where: plainly(row.key(end)) }))
          seenBy.set(`${username} ${far} ${key}`, seen)
          expect(seen, `${username} sees ${far} ${key} only through ${model}.${name}`).toBe(true)
        }
      }
    },
  )
  const seenBy = new Map<string, boolean>()
})

// ── reading cannot write ──────────────────────────────────────────────────────────────────────────────────────────

test('writing outside act() is impossible: every model, every operation, and no raw SQL', async () => {
  const db = any(dbFor(await who(planning)))
  for (const model of models)
    for (const operation of [
      'create',
      'createMany',
      'createManyAndReturn',
      'update',
      'updateMany',
      'updateManyAndReturn',
      'upsert',
      'delete',
      'deleteMany',
      '$executeRaw',
    ])
      await expect(tableOf(db, model)[operation]({ where: {}, data: {} }), `${model}.${operation}`).rejects.toThrow(
        'writes go through act()',
      )
  for (const raw of ['$queryRaw', '$queryRawUnsafe', '$executeRaw', '$executeRawUnsafe', '$transaction', '$extends'])
    expect(db[raw], raw).toBeUndefined()
})

// ── act() ─────────────────────────────────────────────────────────────────────────────────────────────────────────

type Change = (tx: Tx, filing: Filing, actor: Actor) => Promise<unknown>

/** An act that tries to do what it should not. */
async function attempt(username: string, action: Action, id: string, change: Change, more: { revision?: number } = {}) {
  const actor = await who(username)
  const run = async (tx: Tx, filing: unknown) => {
    await change(tx, filing as Filing, actor)
    return { path: '/' }
  }
  return act(actor, action, { id, ...more }, run, { note: 'Thử' })
}

const dump = async (model: Model) =>
  JSON.stringify(await tableOf(prisma, model).findMany({ orderBy: undefined }), (_, value) =>
    typeof value === 'bigint' ? `${value}` : value,
  )

describe('an action writes only what it names, and only what hangs from its subject', () => {
  const mine = () => aPlan('sent', { by: stnmt, commune: 'xa-phi-nhu' })

  test.each(owned)('a %s of others resists update, delete, createMany and upsert inside somebody’s act', async (model, { of, key }) => {
    const { id } = await subject
    const row = await tableOf(prisma, model).findFirstOrThrow({ where: of() })
    const where = key(row)
    const plain = plainly(where)
    const before = await dump(model)
    const tries: [string, object][] = [
      ['update', { where, data: {} }],
      ['updateMany', { where: plain, data: {}, expect: 1 }],
      ['delete', { where }],
      ['deleteMany', { where: plain, expect: 1 }],
      ['create', { data: row }],
      ['createMany', { data: [row] }],
      ['createManyAndReturn', { data: [row] }],
      ['updateManyAndReturn', { where: plain, data: {} }],
      ['upsert', { where, create: row, update: {} }],
    ]
    for (const [operation, args] of tries)
      await expect(
        attempt(stnmt, 'plan.recall', id, (tx) => tableOf(tx, model)[operation](args)),
        operation,
      ).rejects.toSatisfy(
        (error: { status?: number; message: string }) =>
          error.status === 409 || /is not among what this action writes|does not hang from the subject/.test(error.message),
      )
    expect(await dump(model)).toBe(before)
  })
  let subject: Promise<Made>
  beforeAll(() => {
    subject = mine()
  })

  test.each(models.map((model) => [model]))('%s is written by no action that does not name it', async (model) => {
    const { id } = await subject
    const named = ['Filing', 'Receipt'].includes(model) // what plan.recall writes
    for (const operation of ['create', 'createMany', 'update', 'updateMany', 'delete', 'deleteMany'])
      await expect(
        attempt(stnmt, 'plan.recall', id, (tx) =>
          tableOf(tx, model)[operation]({ where: {}, data: { id: crypto.randomUUID() }, expect: 0 }),
        ),
        operation,
      ).rejects.toThrow(named ? '' : 'is not among what this action writes')
  })

  test('a row cannot be moved to another filing, nor hung on one', async () => {
    const { id } = await subject
    const version = await prisma.filingVersion.findFirstOrThrow({ where: { filingId: plan.id } })
    const stray = { filingId: plan.id, versionId: version.id, agencyId: await agencyOf(otherCommune), deliveredAt: new Date() }
    const refused = 'does not hang from the subject'
    await expect(attempt(stnmt, 'plan.send', id, (tx) => tx.receipt.createMany({ data: [stray] }))).rejects.toThrow(refused)
    await expect(
      attempt(stnmt, 'plan.recall', id, (tx) => tx.receipt.updateMany({ where: { filingId: id }, data: { filingId: plan.id }, expect: 2 })),
    ).rejects.toThrow(refused)
    await expect(attempt(stnmt, 'plan.recall', id, (tx) => tx.filing.update({ where: { id }, data: { id: plan.id } }))).rejects.toThrow(
      refused,
    )
    expect(await prisma.receipt.count({ where: { versionId: version.id } })).toBe(2)
  })

  const ways = [
    'connect',
    'create',
    'connectOrCreate',
    'update',
    'upsert',
    'delete',
    'disconnect',
    'set',
    'deleteMany',
    'updateMany',
    'createMany',
  ]
  test.each(relations.filter(([model]) => ['Filing', 'Receipt', 'FilingVersion', 'PlanItem'].includes(model)))(
    'no write reaches another table through %s.%s',
    async (model, name) => {
      const { id } = await subject
      for (const way of ways) {
        const data = { [name]: { [way]: { id: plan.id } } }
        for (const operation of ['update', 'create'])
          await expect(
            attempt(stnmt, 'plan.send', id, (tx) => tableOf(tx, model)[operation]({ where: { id }, data })),
            way,
          ).rejects.toThrow('writes one table at a time')
      }
    },
  )

  test('no raw SQL, no transaction of its own', async () => {
    const { id } = await subject
    await attempt(stnmt, 'plan.save', id, async (tx) => {
      for (const raw of ['$queryRaw', '$executeRaw', '$executeRawUnsafe', '$transaction']) expect(any(tx)[raw], raw).toBeUndefined()
    })
  })

  test('khoản 2 Điều 8: nobody consents in the name of another agency', async () => {
    const made = await aPlan('sent', { by: stnmt, commune: 'xa-phi-nhu' })
    const district = await agencyOf(dienBienDong)
    const words = (filing: Filing, agencyId: string) => ({
      ...{ filingId: made.id, versionId: filing.versions[0]?.id ?? '', agencyId, opinion: 'agrees' as const, at: new Date() },
      ...{ byId: crypto.randomUUID(), by: 'x', byTitle: 'x' },
    })
    await expect(
      attempt('xa-phi-nhu', 'plan.consent', made.id, (tx, filing) => tx.consent.create({ data: words(filing, district) })),
    ).rejects.toThrow('speaks for another agency')
    await expect(
      attempt('xa-phi-nhu', 'plan.consent', made.id, (tx, filing, { agencyId }) =>
        tx.consent.createMany({ data: [words(filing, agencyId), words(filing, district)] }),
      ),
    ).rejects.toThrow('speaks for another agency')
    expect(await prisma.consent.count({ where: { filingId: made.id } })).toBe(0)
  })

  test('writing many says how many: another count, or none, is a 409 and leaves nothing behind', async () => {
    const made = await aPlan('sent', { by: stnmt, commune: 'xa-chieng-so' })
    const events = await prisma.event.count()
    const tries: Change[] = [
      (tx) => tx.receipt.deleteMany({ where: { readAt: null }, expect: 3 }),
      (tx) => any(tx).receipt.deleteMany({ where: { readAt: null } }),
      (tx) => tx.receipt.updateMany({ data: { readBy: 'x' }, expect: 1 }),
      (tx) => any(tx).receipt.updateMany({ data: { readBy: 'x' } }),
    ]
    for (const change of tries) await expect(attempt(stnmt, 'plan.recall', made.id, change)).rejects.toMatchObject({ status: 409 })
    expect(await prisma.event.count()).toBe(events)
    expect(await prisma.receipt.count({ where: { filingId: made.id, readBy: null } })).toBe(2)
    await attempt(stnmt, 'plan.recall', made.id, (tx) => tx.receipt.deleteMany({ where: { readAt: null }, expect: 2 }))
  })
})

describe('who may act', () => {
  test('not visible is 404, not theirs is 403, not now is 409', async () => {
    const nothing = async () => {}
    for (const stranger of strangers)
      await expect(attempt(stranger, 'plan.consent', plan.id, nothing), stranger).rejects.toMatchObject({ status: 404 })
    await expect(attempt(await neighbourUnit(), 'plan.recall', plan.id, nothing)).rejects.toMatchObject({ status: 404 })
    await expect(attempt(await neighbourUnit(), 'communeReport.accept', report.id, nothing)).rejects.toMatchObject({ status: 403 })
    await expect(attempt(planning, 'plan.consent', plan.id, nothing)).rejects.toMatchObject({ status: 403 })
    await expect(attempt(keoLom, 'plan.recall', plan.id, nothing)).rejects.toMatchObject({ status: 403 })
    await expect(attempt(province, 'communeReport.accept', report.id, nothing)).rejects.toMatchObject({ status: 403 })
    await expect(attempt(keoLom, 'communeReport.send', report.id, nothing)).rejects.toMatchObject({ status: 409 })
    await expect(attempt(keoLom, 'plan.consent', report.id, nothing), 'a report is no plan').rejects.toMatchObject({ status: 404 })
    await expect(attempt(keoLom, 'communeReport.send', crypto.randomUUID(), nothing)).rejects.toMatchObject({ status: 404 })
  })

  test('a reason that is asked for cannot be left out', async () => {
    const actor = await who(stnmt)
    const made = await aPlan('sent', { by: stnmt, commune: 'xa-chieng-so' })
    await expect(act(actor, 'plan.recall', { id: made.id }, async () => ({ path: '/' }))).rejects.toMatchObject({ status: 422 })
  })

  test('what an agency is depends on the row: Sở KH&ĐT consents to no plan and accepts no report of a commune', async () => {
    const district = await signedIn(planning)
    await district.open(plan.path)
    expect(district.buttons).toEqual([])
    await district.open(report.path)
    expect(district.buttons).toEqual([])
  })

  test('khoản 2 Điều 8: after the end of an assignment no plan is started or amended for it', async () => {
    const actor = await who('dv-btgtu')
    const { id: assignmentId } = await prisma.assignment.findFirstOrThrow({
      where: { unitId: actor.agencyId, to: { lt: new Date('2024-12-16') } },
    })
    expect(await prisma.obligation.count({ where: { assignmentId } }), 'nothing is owed for it').toBe(0)
    // It was owed, before the assignment ended.
    const { id: _, ...running } = await prisma.obligation.findFirstOrThrow({ where: { kind: 'plan', agencyId: actor.agencyId } })
    const { id } = await prisma.obligation.create({ data: { ...running, assignmentId } })
    await expect(act(actor, 'plan.start', { id }, async () => ({ path: '/' }))).rejects.toMatchObject({ status: 403 })
  })

  test('inside act() only its own tx reads: dbFor and history throw, so no act waits for a second connection', async () => {
    const made = await aPlan('sent', { by: stnmt, commune: 'xa-phi-nhu' })
    const district = await who(dienBienDong)
    await expect(attempt(dienBienDong, 'plan.consent', made.id, () => dbFor(district).agency.count())).rejects.toThrow('only its tx')
    await expect(attempt(dienBienDong, 'plan.consent', made.id, () => history(district, 'Filing', made.id))).rejects.toThrow('only its tx')
    const twelve = Array.from({ length: 12 }, () => attempt(dienBienDong, 'plan.consent', made.id, () => dbFor(district).agency.count()))
    for (const { status } of await Promise.allSettled(twelve)) expect(status).toBe('rejected')
  })

  test('tx reads in the same scope as the page', async () => {
    const made = await aPlan('sent', { by: stnmt, commune: 'xa-chieng-so' })
    await attempt(made.commune, 'plan.consent', made.id, async (tx) => {
      expect(await tx.draft.findMany()).toEqual([])
      expect(await tx.filing.findUnique({ where: { id: plan.id } })).toBeNull()
      await expect(any(tx).filing.findMany({ include: { draft: true } })).rejects.toThrow('is not followed')
      await expect(any(tx).credential.findMany()).rejects.toThrow('read through no door')
    })
  })

  test('an action has its own time limit: beyond it nothing is written and the answer is 503', { timeout: 60_000 }, async () => {
    const made = await aPlan('sent')
    const events = await prisma.event.count()
    const slow = attempt(made.district, 'plan.consent', made.id, async (tx) => {
      await new Promise((resolve) => setTimeout(resolve, 5_600))
      await tx.period.count()
    })
    await expect(slow).rejects.toSatisfy((error: object) => statusOf(error, 'POST') === 503)
    expect(await prisma.event.count()).toBe(events)
  })
})

// ── what follows from the Quy chế ─────────────────────────────────────────────────────────────────────────────────

describe('who sees what', () => {
  test('receivers read versions, never the working copy', async () => {
    const made = await aReport('changesAsked', { by: keoLom })
    await step(made, keoLom, 'save', { body: { economy: { done: 'Bản đang sửa' } } })
    for (const reader of [dienBienDong, stnmt, await neighbourUnit(), planning, province]) {
      const filing = await see(reader, made)
      expect(filing.draft, reader).toBeNull()
      expect(JSON.stringify(filing.versions, (_, value) => (typeof value === 'bigint' ? `${value}` : value))).not.toContain('Bản đang sửa')
      const browser = await signedIn(reader)
      for (const page of ['', '/history', '/versions/1']) {
        await browser.open(`${made.path}${page}`)
        expect(browser.status, `${reader} ${page}`).toBe(200)
        expect(browser.text).not.toContain('Bản đang sửa')
      }
      expect((await browser.open(`${made.path}/edit`)).status).toBe(404)
    }
    expect((await see(keoLom, made)).draft?.content).toMatchObject({ economy: { done: 'Bản đang sửa' } })
  })

  test('before it is sent nobody but the writer opens it, though all concerned know that it is owed', async () => {
    for (const reader of [dienBienDong, stnmt, planning, province]) {
      await expect(see(reader, reportDraft)).rejects.toMatchObject({ status: 404 })
      expect((await (await signedIn(reader)).open(reportDraft.path)).status, reader).toBe(404)
      expect(await dbFor(await who(reader)).obligation.count({ where: { id: reportDraft.obligation } })).toBe(1)
    }
  })

  test('a recalled version vanishes: the page, the version, its figures, its receipts', async () => {
    const made = await aReport('sent', { by: keoLom, term: { kind: 'month' } })
    const district = dbFor(await who(dienBienDong))
    const counts = () =>
      Promise.all([
        district.filingVersion.count({ where: { filingId: made.id } }),
        district.receipt.count({ where: { filingId: made.id } }),
        district.indicatorValue.count({ where: { filingId: made.id } }),
      ])
    expect(await counts()).toEqual([1, 3, 1])
    await step(made, keoLom, 'recall', { data: note })
    expect(await counts()).toEqual([0, 0, 0])
    expect(await dbFor(await who(planning)).indicatorValue.count({ where: { filingId: made.id } })).toBe(0)
    expect((await see(keoLom, made)).versions).toHaveLength(1)
  })

  describe('a unit reads what a commune sent while it helps it; afterwards what it received', () => {
    let before: Made, unread: Made, received: Made, after: Made
    let unit: string
    beforeAll(async () => {
      unit = await unrelatedUnit()
      before = await aReport('sent', { by: 'xa-chieng-so' })
      const { programmeId } = await prisma.assignment.findFirstOrThrow()
      const ids = { unitId: await agencyOf(unit), communeId: await agencyOf('xa-chieng-so'), programmeId }
      const decision = { decisionNumber: '1/QĐ-UBND', decisionDate: new Date('2024-12-01') }
      const { id } = await prisma.assignment.create({ data: { ...ids, ...decision, from: new Date('2024-12-01') } })
      unread = await aReport('sent', { by: 'xa-chieng-so' })
      received = await aReport('sent', { by: 'xa-chieng-so' })
      expect((await see(unit, before)).versions, 'all that it sent, also before').toHaveLength(1)
      await step(received, unit, 'open')
      await prisma.assignment.update({ where: { id }, data: { to: new Date('2024-12-15') } })
      after = await aReport('sent', { by: 'xa-chieng-so' })
    })

    test('what was sent before it helped, or after, is not its to see', async () => {
      for (const made of [before, after]) {
        await expect(see(unit, made)).rejects.toSatisfy((error: object) => statusOf(error) === 404)
        expect(await dbFor(await who(unit)).indicatorValue.count({ where: { filingId: made.id } })).toBe(0)
        expect(await dbFor(await who(unit)).filing.count({ where: { id: made.id } })).toBe(0)
      }
    })

    test('what it received it still reads', async () => {
      for (const made of [received, unread]) expect((await see(unit, made)).versions).toHaveLength(1)
      await prisma.assignment.create({
        // it helps another commune now, so it is still a unit
        data: {
          ...{ unitId: await agencyOf(unit), communeId: await agencyOf(otherCommune), from: new Date('2024-12-16') },
          ...{
            programmeId: (await prisma.assignment.findFirstOrThrow()).programmeId,
            decisionNumber: '2/QĐ-UBND',
            decisionDate: new Date('2024-12-16'),
          },
        },
      })
      const browser = await signedIn(unit)
      expect((await browser.open(received.path)).status).toBe(200)
    })

    test('… on its page too, when it had not opened it while it helped', async () => {
      const browser = await signedIn(unit)
      expect((await browser.open(unread.path)).status).toBe(200)
    })
  })

  test('khoản 2 Điều 13: of a unit’s report a district reads the sections about its own communes, and nothing else', async () => {
    const across = (await prisma.assignment.findMany({ where: { to: null }, include: { commune: { include: { parents: true } } } })).map(
      (row) => ({
        unitId: row.unitId,
        districtId: row.commune.parents[0]?.parentId ?? '',
      }),
    )
    const unitId =
      across.find((one) => across.some((other) => other.unitId === one.unitId && other.districtId !== one.districtId))?.unitId ?? ''
    const [first = '', second = ''] = [...new Set(across.filter((one) => one.unitId === unitId).map(({ districtId }) => districtId))]
    const usernameOf = async (agencyId: string) =>
      (await prisma.user.findFirstOrThrow({ where: { agencyId, NOT: { username: { contains: '.' } } } })).username
    const made = await aUnitReport('sent', { by: await usernameOf(unitId) })
    const all = await prisma.unitResult.findMany({ where: { filingId: made.id } })
    for (const district of [await usernameOf(first), await usernameOf(second)]) {
      const actor = await who(district)
      const seen = await dbFor(actor).unitResult.findMany({ where: { filingId: made.id } })
      expect(seen.map(({ id }) => id).sort()).toEqual(
        all
          .filter(({ communeId }) => actor.oversees.includes(communeId))
          .map(({ id }) => id)
          .sort(),
      )
      expect(seen.length).toBeGreaterThan(0)
      expect(seen.length).toBeLessThan(all.length)
      expect(await dbFor(actor).filingVersion.count({ where: { filingId: made.id } })).toBe(0)
      const browser = await signedIn(district)
      expect((await browser.open(made.path)).status).toBe(404)
      expect((await browser.open(`${made.path}/sections`)).status).toBe(200)
    }
    const stranger = (
      await prisma.agencyRole.findMany({
        where: { role: 'district', agencyId: { notIn: across.filter((one) => one.unitId === unitId).map(({ districtId }) => districtId) } },
      })
    )[0]
    const browser = await signedIn(await usernameOf(stranger?.agencyId ?? ''))
    expect((await browser.open(`${made.path}/sections`)).status).toBe(404)
    expect((await browser.open(`${(await aUnitReport('ready', { by: await usernameOf(unitId) })).path}/sections`)).status).toBe(404)
  })

  test('a unit sees nothing of another unit’s plan for the same commune; nor of its report', async () => {
    const neighbour = await who(await neighbourUnit())
    for (const made of [plan, unitReport]) {
      await expect(see(await neighbourUnit(), made)).rejects.toSatisfy((error: object) => statusOf(error) === 404)
      expect(await dbFor(neighbour).filing.count({ where: { id: made.id } })).toBe(0)
    }
    expect(await dbFor(neighbour).planItem.count({ where: { filingId: plan.id } })).toBe(0)
  })

  test('the reports of districts and of the province are read by planning and province, and by their writers', async () => {
    for (const reader of [stnmt, keoLom, otherDistrict, otherCommune]) {
      expect(await dbFor(await who(reader)).filing.count({ where: { id: { in: [districtReport.id, provinceReport.id] } } }), reader).toBe(0)
    }
    expect(await dbFor(await who(dienBienDong)).filing.count({ where: { id: { in: [districtReport.id, provinceReport.id] } } })).toBe(1)
    expect(await dbFor(await who(province)).filing.count({ where: { id: { in: [districtReport.id, provinceReport.id] } } })).toBe(2)
  })
})

describe('the log', () => {
  test('a history is read by whoever may read the subject, whoever acted; by nobody else', async () => {
    const made = await aReport('changesAsked', { by: keoLom })
    expect((await history(await who(keoLom), 'Filing', made.id)).at(-1)).toMatchObject({ action: 'communeReport.request-changes', ...note })
    for (const stranger of strangers)
      await expect(history(await who(stranger), 'Filing', made.id)).rejects.toSatisfy((error: object) => statusOf(error) === 404)
  })

  test('an event keeps listed columns, before and after: no texts, no drafts, no secrets', async () => {
    const made = await aReport('changesAsked', { by: keoLom, body: undefined })
    const events = await history(await who(keoLom), 'Filing', made.id)
    expect(events.map(({ action }) => action)).toEqual(['communeReport.start', 'communeReport.send', 'communeReport.request-changes'])
    expect(events[2]?.changes).toContainEqual(
      expect.objectContaining({ model: 'Filing', column: 'status', before: 'sent', after: 'changesAsked' }),
    )
    expect(new Set(events.flatMap(({ changes }) => changes.map(({ model, column }) => `${model}.${column}`)))).toEqual(
      new Set([
        'Filing.id',
        'Filing.status',
        'Filing.firstSentAt',
        'FilingVersion.n',
        'FilingVersion.sha256',
        'FilingVersion.signerName',
        'Receipt.agencyId',
        'Receipt.readAt',
      ]),
    )
  })

  test('saving leaves no event, only who saved and when', async () => {
    const made = await aReport('draft', { by: keoLom })
    const events = await prisma.event.count()
    await step(made, 'xa-keo-lom.van-thu', 'save', { body: { economy: { done: 'x' } } })
    expect(await prisma.event.count()).toBe(events)
    expect((await see(keoLom, made)).draft?.savedById).toBe((await who('xa-keo-lom.van-thu')).id)
  })
})

describe('a password hash is reached through no door', () => {
  const ways: [string, (db: any) => Promise<unknown>][] = [
    ['its own table', (db) => db.credential.findMany()],
    ['a count of it', (db) => db.credential.count({ where: { passwordHash: { startsWith: '$' } } })],
    ['a group of it', (db) => db.credential.groupBy({ by: ['passwordHash'] })],
    ['the user', (db) => db.user.findMany({ include: { credential: true } })],
    ['a select of the user', (db) => db.user.findMany({ select: { credential: { select: { passwordHash: true } } } })],
    ['a filter of the user', (db) => db.user.count({ where: { credential: { passwordHash: { startsWith: '$' } } } })],
    ['an order of users', (db) => db.user.findMany({ orderBy: { credential: { passwordHash: 'asc' } } })],
    ['the agency', (db) => db.agency.findMany({ include: { users: { include: { credential: true } } } })],
    ['a draft', (db) => db.draft.findMany({ include: { savedBy: { include: { credential: true } } } })],
  ]
  test.each(ways)('not through %s, neither outside nor inside an act', async (_, read) => {
    const refused = /is read through no door|is not followed/
    for (const username of [planning, stnmt]) await expect(read(dbFor(await who(username)))).rejects.toThrow(refused)
    const made = await aPlan('draft')
    await expect(attempt(made.writer, 'plan.save', made.id, (tx) => read(tx))).rejects.toThrow(refused)
  })

  test('the actor of a request does not carry it either', async () => {
    const { rows } = await pool.query('select password_hash from credential limit 1')
    expect(rows[0].password_hash).toMatch(/^\$argon2id\$/)
    expect(JSON.stringify(await who(planning))).not.toContain('$argon2')
  })
})
