import { addDays, dayOf, daysBetween, inForceOn } from '../clock.ts'
import type { Db } from '../db.ts'
import { daysLeft, type Standing } from '../deadlines.ts'
import { agreed, titleOf, withAnswers } from '../filings/filing.ts'
import { kindOf } from '../filings/kinds.ts'
import { hrefOf } from '../filings/list.ts'
import type { Kind as KindName, Prisma, Role } from '../generated/client.ts'
import { withFilings } from '../obligations/obligation.ts'
import type { Actor } from '../policy.ts'
import { latestScore } from '../scores/show.ts'
import { date, deadlineSentence, placeOf, stamp, standingMark } from '../words.ts'
import { askedOf } from './asked.ts'
import { setUpOf } from './set-up.ts'

type Desk = 'unit' | Role

/** What each role writes, and what it has to answer. */
const owes: Record<Desk, KindName[]> = {
  unit: ['plan', 'unitReport'],
  commune: ['coordination', 'communeReport'],
  district: ['districtReport'],
  planning: ['provinceReport'],
  province: [],
}
const answers: Record<Desk, Prisma.ReceiptWhereInput[]> = {
  unit: [{ filing: { kind: { in: ['communeReport', 'coordination'] } }, readAt: null }],
  commune: [{ filing: { kind: 'plan', status: { in: ['sent', 'changesAsked'] } }, consents: { none: {} } }],
  district: [
    { filing: { kind: { in: ['plan', 'coordination'] }, status: { in: ['sent', 'changesAsked'] } }, consents: { none: {} } },
    { filing: { kind: 'communeReport', status: 'sent' } },
  ],
  planning: [{ filing: { kind: { in: ['unitReport', 'explanation', 'districtReport', 'communeReport'] }, status: 'sent' }, asked: true }],
  province: [{ filing: { kind: 'provinceReport', status: 'sent' } }],
}
/** Whose lateness it watches. */
const watches: Record<Desk, KindName[]> = {
  unit: [],
  commune: [],
  district: ['communeReport', 'unitReport'],
  planning: ['unitReport', 'districtReport'],
  province: ['unitReport', 'districtReport', 'provinceReport'],
}

const shown = 20
const done: Standing[] = ['onTime', 'onNamedDay', 'accepted', 'late', 'explained']

/** What to do now, with the days left; what waits for an answer; what is late; what waits elsewhere. */
export async function deskOf(role: Desk, db: Db, actor: Actor, at: Date) {
  const [setUp, approvals, duties, waiting, asked, late, elsewhere, score] = await Promise.all([
    role === 'planning' ? setUpOf(db, actor) : [],
    approvalsOf(db, actor),
    dutiesOf(role, db, actor, at),
    waitingFor(role, db, actor, at),
    askedOf(role, { db, actor, at }),
    lateOf(role, db, actor, at),
    elsewhereOf(role, db, actor, at),
    role === 'unit' ? latestScore({ db, actor, at }, actor.agencyId) : undefined,
  ])
  return {
    setUp,
    approvals,
    duties,
    waiting,
    asked: { total: asked.length, shown: asked.slice(0, shown) },
    late,
    elsewhere,
    score,
    lead: leadOf(duties, waiting.total),
  }
}

/** Inside the agency: what waits for its leader, and what its leader has sent back. */
async function approvalsOf(db: Db, { agencyId, position }: Actor) {
  const waits = position === 'leader' ? [{ submittedAt: { not: null }, approvedAt: null }] : []
  const drafts = await db.draft.findMany({
    where: { filing: { agencyId }, OR: [...waits, { returnedFor: { not: null } }] },
    include: { filing: { include: { period: true, assignment: { include: { commune: true } } } } },
    orderBy: [{ savedAt: 'asc' }, { filingId: 'asc' }],
    take: shown,
  })
  return drafts.map(({ filing, submittedAt, submittedBy, returnedFor, returnedBy }) => ({
    href: `${kindOf(filing.kind).path}/${filing.id}`,
    title: titleOf(filing),
    words: submittedAt ? `${submittedBy} trình lúc ${stamp(submittedAt)}` : `${returnedBy} trả lại: ${returnedFor}`,
    label: submittedAt ? 'Xem, duyệt' : 'Sửa, trình lại',
  }))
}

async function dutiesOf(role: Desk, db: Db, { agencyId, helps }: Actor, at: Date) {
  const owed = await db.obligation.findMany({
    where: {
      ...{ agencyId, kind: { in: owes[role] }, withdrawnAt: null, coveredBy: null, opensOn: { lte: addDays(dayOf(at), 7) } },
      filings: { none: { status: { in: ['sent', 'accepted'] }, refusedAt: null } },
      // After the end of an assignment its unit starts no plan for it.
      OR: [{ assignmentId: null }, { assignment: { communeId: { in: helps } } }],
    },
    include: withFilings,
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
  })
  const urgings = await db.urging.findMany({
    where: { obligationId: { in: owed.map(({ id }) => id) } },
    include: { agency: { select: { name: true } } },
    orderBy: { id: 'desc' },
  })
  return owed
    .map((one) => ({ one, mark: standingMark(one, at), left: daysLeft(one, at) }))
    .filter(({ mark }) => !done.includes(mark.is))
    .map(({ one, mark, left }) => {
      const filing = one.filings.find(({ kind }) => kind === one.kind)
      const notOpen = mark.is === 'notOpen'
      return {
        id: one.id,
        urged: urgings.find(({ obligationId }) => obligationId === one.id),
        path: kindOf(one.kind).path,
        href: filing && `${kindOf(one.kind).path}/${filing.id}`,
        title: titleOf(one),
        deadline: deadlineSentence(one, at),
        note: notOpen
          ? `Mở từ ngày ${date(one.opensOn)}.`
          : one.kind === 'plan'
            ? `Thống nhất với cấp huyện và cấp xã, ${one.basis}.`
            : one.kind === 'coordination'
              ? ''
              : `Số liệu từ ${date(one.dataFrom)} đến ${date(one.dataTo)}.`,
        days: notOpen
          ? { before: 'mở sau', n: daysBetween(dayOf(at), one.opensOn) }
          : left < 0 && one.optional
            ? { before: 'đã mở', n: daysBetween(one.opensOn, dayOf(at)) }
            : left < 0
              ? { before: 'quá hạn', n: -left }
              : { before: 'còn', n: left },
        soon: !notOpen && !one.optional && left <= 3,
        mark,
        label: notOpen ? '' : mark.is === 'changesAsked' ? 'Sửa và gửi lại' : filing ? 'Làm tiếp' : 'Bắt đầu',
      }
    })
}

async function waitingFor(role: Desk, db: Db, actor: Actor, at: Date) {
  const where = { agencyId: actor.agencyId, current: true, OR: answers[role] }
  const receipts = await db.receipt.findMany({
    where,
    // What waits longest comes first; of what is only to be read, the newest.
    orderBy: [{ deliveredAt: role === 'unit' ? 'desc' : 'asc' }, { id: 'asc' }],
    include: { filing: { include: { agency: true, period: true, assignment: { include: { commune: true } } } }, version: true },
    take: shown,
  })
  return {
    total: await db.receipt.count({ where }),
    shown: receipts.map(({ filing, version, deliveredAt }) => ({
      href: `${kindOf(filing.kind).path}/${filing.id}`,
      title:
        filing.kind === 'plan'
          ? titleOf(filing)
          : filing.kind === 'communeReport' || filing.kind === 'coordination'
            ? `${titleOf(filing)} của ${placeOf(filing.agency.name)}`
            : `${filing.agency.name}: ${titleOf(filing)}`,
      from: version.agencyName,
      version: version.n,
      days: daysBetween(dayOf(deliveredAt), dayOf(at)),
      on: dayOf(deliveredAt),
      label: role === 'unit' ? 'Xem' : filing.kind === 'plan' || filing.kind === 'coordination' ? 'Xem, cho ý kiến' : 'Xem, trả lời',
    })),
  }
}

/** Where no district level exists, the planning department watches the communes too. */
const withoutDistrict = (at: Date) =>
  ({ kind: 'communeReport', agency: { parents: { none: inForceOn(dayOf(at)) } } }) satisfies Prisma.ObligationWhereInput

async function lateOf(role: Desk, db: Db, actor: Actor, at: Date) {
  const where: Prisma.ObligationWhereInput = {
    ...{ withdrawnAt: null, optional: false, dueAt: { lte: at }, agencyId: { not: actor.agencyId } },
    OR: [{ kind: { in: watches[role] } }, ...(role === 'planning' ? [withoutDistrict(at)] : [])],
    filings: { none: { firstSentAt: { not: null }, refusedAt: null } },
  }
  const owed = await db.obligation.findMany({ where, include: withFilings, orderBy: [{ dueAt: 'asc' }, { id: 'asc' }], take: shown })
  return {
    total: watches[role].length ? await db.obligation.count({ where }) : 0,
    shown: owed.map((one) => ({
      agency: one.agency.name,
      term: titleOf(one),
      mark: standingMark(one, at),
      list: `${kindOf(one.kind).path}?is=overdue`,
    })),
  }
}

async function elsewhereOf(role: Desk, db: Db, actor: Actor, at: Date) {
  const filings = await db.filing.findMany({
    where: {
      agencyId: actor.agencyId,
      kind: { in: [...owes[role], ...(role === 'unit' ? (['explanation'] as const) : [])] },
      status: 'sent',
    },
    orderBy: [{ lastSentAt: 'desc' }, { id: 'asc' }],
    include: { period: true, assignment: { include: { commune: true } } },
    take: 3 * shown,
  })
  const receipts = await db.receipt.findMany({
    where: { filingId: { in: filings.map(({ id }) => id) }, current: true },
    include: withAnswers,
  })
  // What comes into force by consent waits for nobody once it has.
  const waits = filings.filter(({ id, kind }) => {
    const theirs = receipts.filter(({ filingId }) => filingId === id)
    return !(kind === 'plan' || kind === 'coordination') || !agreed({ receipts: theirs }, dayOf(at))
  })
  return waits.slice(0, 5).map((filing) => ({
    href: hrefOf(kindOf(filing.kind), actor, filing.id, true),
    title: titleOf(filing),
    days: filing.lastSentAt ? daysBetween(dayOf(filing.lastSentAt), dayOf(at)) : 0,
    kind: filing.kind,
  }))
}

function leadOf(duties: { mark: { is: Standing } }[], waiting: number) {
  const open = duties.filter(({ mark }) => mark.is !== 'notOpen')
  const changes = open.filter(({ mark }) => mark.is === 'changesAsked').length
  const overdue = open.filter(({ mark }) => mark.is === 'overdue').length
  const parts = [overdue && `${overdue} hồ sơ quá hạn`, changes && `${changes} hồ sơ cần chỉnh sửa`].filter(Boolean).join(', ')
  return [
    open.length ? `${open.length} hồ sơ phải làm${parts ? `, trong đó ${parts}` : ''}.` : 'Không còn hồ sơ nào phải gửi lúc này.',
    waiting ? `${waiting} hồ sơ đang chờ trả lời.` : '',
  ]
    .filter(Boolean)
    .join(' ')
}
