import { dayOf } from '../clock.ts'
import type { Db, History } from '../db.ts'
import { daysLeft, lastDay, type Owed, paperDecides, standing } from '../deadlines.ts'
import { blank, read } from '../form.ts'
import { filingsOf } from '../obligations/obligation.ts'
import type { Action, Actor } from '../policy.ts'
import { allowanceWords, date, deadlineSentence, deadlineWords, list, moment, placeOf, standingMark } from '../words.ts'
import { offers, refusal } from '../workflow.ts'
import { compare } from './compare.ts'
import { agreed, current, endedSilent, type Filing, inForce, type Kind, partiesTo, titleOf, type Version } from './filing.ts'
import { itemsIn } from './items.ts'
import { paperOf, verdictOn } from './paper.ts'

/** What every page about a filing shows. */
export async function pageOf(kind: Kind, filing: Filing, { db, actor, at }: { db: Db; actor: Actor; at: Date }) {
  const parties = partiesTo(actor, filing)
  const names = await namesOf(db, filing.id)
  // An explanation is judged by its own sending, beside the report that it stands for.
  const filings = kind.name === kind.owes ? filingsOf(names.obligation) : [{ ...filing, kind: kind.owes }]
  const owed = { ...names.obligation, filings }
  const version = current(filing)
  const steps = offers(kind.steps, parties, filing, at, actor)
  const editable = Boolean(filing.draft) && !refusal(kind.steps.save as NonNullable<typeof kind.steps.save>, parties, filing, at, actor)
  const attachable = editable && !refusal(kind.steps.attach as NonNullable<typeof kind.steps.attach>, parties, filing, at, actor)
  return {
    title: titleOf({ ...filing, assignment: names.assignment, covers: names.covers }),
    caption: await captionOf(db, names),
    savedBy: filing.draft ? await saverOf(db, filing.draft) : undefined,
    kind,
    filing,
    current: version,
    inForce: inForce(filing, dayOf(at)),
    ended: (version?.receipts ?? []).filter((receipt) => endedSilent(receipt, dayOf(at))).map(({ agencyId }) => agencyId),
    mark: standingMark(owed, at),
    deadline: deadlineSentence(owed, at),
    due: deadlineWords(owed),
    allowed: allowanceWords(owed),
    daysLeft: daysLeft(owed, at),
    onTimeNow: standing(owed, at).is !== 'overdue',
    lead: leadOf(kind, filing, dayOf(at)),
    paper: paperPart(filing, owed),
    steps,
    editable,
    attachable,
    recordable:
      Boolean(version) && !refusal(kind.steps['record-signed'] as NonNullable<typeof kind.steps.save>, parties, filing, at, actor),
    buttons: buttonsOf(kind, filing, steps, { editable, attachable, on: dayOf(at) }),
    notNow: steps.filter(({ name, shy, refused }) => refused && !shy && name !== 'send' && name !== 'compile'),
    missing: editable ? (read(kind.form(filing), filing.draft?.content).form?.errors ?? []) : [],
    written: filing.draft && !filing.versions.length ? blank(kind.form(filing), filing.draft.content).written() : [],
  }
}

type Reader = { db: Db; actor: Actor; at: Date }

/**
 * The version that a page shows, and what changed since the reader read it last. Of a plan the agreed version is shown until a later one
 * is agreed; the changes of the later one stand beside it.
 */
export async function versionOf(kind: Kind, filing: Filing, { db, actor, at }: Reader) {
  const newest = current(filing)
  const shown = (kind.steps.consent || kind.steps.enforce ? inForce(filing, dayOf(at)) : undefined) ?? newest
  const base = newest && baseOf(filing, newest, actor, dayOf(at))
  const ids = [...new Set([shown, newest, base].flatMap((version) => version?.id ?? []))]
  const found = await db.filingVersion.findMany({ where: { id: { in: ids } }, select: { id: true, content: true } })
  const content = (version?: Version) => found.find(({ id }) => id === version?.id)?.content
  return {
    shown,
    base,
    content: content(shown),
    changes: newest && base ? compare(blank(kind.form(filing)), content(base), content(newest)) : [],
    wanted: wantedOf(kind, filing, content(newest)),
    itemOf: (key: string) => itemOf(content(newest), key),
  }
}

/** What the newest version is held against: what the reader's agency has read before; else what was sent before. */
function baseOf({ versions, agencyId }: Filing, newest: Version, actor: Actor, on: Date) {
  const older = versions.filter(({ n, receipts }) => n < newest.n && receipts.length)
  const read = older.find(({ receipts }) => receipts.some((receipt) => receipt.agencyId === actor.agencyId && receipt.readAt))
  const receives = agencyId !== actor.agencyId && newest.receipts.some((receipt) => receipt.agencyId === actor.agencyId)
  return receives ? read : (inForce({ versions: older }, on) ?? older[0])
}

/** An item that somebody's words point at, in words. */
const itemOf = (content: unknown, key: string) => itemsIn(content).find(({ id }) => id === key)?.title

/** What can be done now, one of it primary: links to pages where something is asked, buttons where nothing is. */
function buttonsOf(kind: Kind, filing: Filing, steps: Offered[], may: { editable: boolean; attachable: boolean; on: Date }) {
  const version = current(filing)
  const path = `${kind.path}/${filing.id}`
  const changesAsked = filing.status === 'changesAsked'
  const wording: Record<string, string> = { send: 'Kiểm tra và gửi', consent: `Thống nhất phiên bản ${version?.n}` }
  const takeable = steps.filter(
    ({ name, leads, refused }) => !leads && (name === 'send' ? !version || changesAsked : name !== 'compile' && !refused),
  )
  const buttons = [
    ...(may.editable
      ? [
          {
            label: editingOf(kind, filing, may.on),
            href: `${path}/edit`,
            action: undefined,
            main: !kind.parts && (!version || changesAsked),
          },
        ]
      : []),
    ...(may.attachable ? [{ label: 'Tài liệu kèm theo', href: `${path}/files`, action: undefined, main: false }] : []),
    ...takeable.map(({ name, label, form }) => ({
      label: wording[name] ?? label ?? '',
      ...(form ? { href: `${path}/${name}`, action: undefined } : { href: undefined, action: `${path}/${name}` }),
      main: ['send', 'consent', 'accept', 'request-changes', 'hand-over'].includes(name),
    })),
  ]
  const primary = buttons.findIndex(({ main }) => main)
  return buttons.map(({ main: _, ...button }, i) => ({ ...button, primary: i === primary }))
}

function editingOf({ name, parts }: Kind, filing: Filing, on: Date) {
  if (!current(filing)) return parts ? 'Soạn trên một trang' : 'Soạn tiếp'
  if (filing.status === 'changesAsked') return 'Sửa nội dung'
  if (!inForce(filing, on)) return 'Soạn phiên bản mới'
  return name === 'plan' ? 'Điều chỉnh kế hoạch' : 'Điều chỉnh chương trình'
}

type Offered = ReturnType<typeof offers<Filing, Kind['steps']>>[number]

/** What a page calls by its name and an act does not need. */
function namesOf(db: Db, id: string) {
  const assignment = { include: { unit: true, commune: true } } as const
  const include = {
    ...{ agency: true, assignment, obligation: { include: { filings: true, coveredBy: { include: { filing: true } } } } },
    covers: { include: { commune: true } },
  } as const
  return db.filing.findUniqueOrThrow({ where: { id }, include })
}

/** Whose filing, for the caption above its title: "Sở Tài nguyên và Môi trường giúp xã Keo Lôm, huyện Điện Biên Đông". */
async function captionOf(db: Db, { kind, agency, assignment }: Awaited<ReturnType<typeof namesOf>>) {
  if (kind !== 'plan' && kind !== 'communeReport' && kind !== 'coordination') return agency.name
  const commune = assignment?.commune ?? agency
  const parents = await db.agencyParent.findMany({
    where: { agencyId: commune.id },
    orderBy: { from: 'desc' },
    include: { parent: true },
    take: 1,
  })
  const district = parents.map(({ parent }) => `, ${placeOf(parent.name)}`).join('')
  return `${assignment ? `${assignment.unit.name} giúp ${placeOf(commune.name)}` : commune.name}${district}`
}

/** The state of affairs in one sentence. */
function leadOf(kind: Kind, filing: Filing, on: Date) {
  const version = current(filing)
  if (!version) return filing.versions.length ? 'Đã thu hồi, đang soạn lại; chưa nơi nào nhận được.' : 'Đang soạn, chưa gửi.'
  if (kind.name === 'plan' || kind.name === 'coordination') return planLead(filing, version, on)
  const sent = `Phiên bản ${version.n} gửi lúc ${moment(version.sentAt)}`
  if (filing.status === 'accepted') return `${sent}, đã được tiếp nhận.`
  if (filing.status === 'changesAsked') return `${sent}, được đề nghị chỉnh sửa, bổ sung.`
  const opened = version.receipts.filter(({ readAt }) => readAt).length
  return `${sent} đến ${version.receipts.length} nơi nhận, ${opened ? `${opened} nơi đã mở` : 'chưa nơi nào mở'}.`
}

function planLead(filing: Filing, version: Version, on: Date) {
  const force = inForce(filing, on)
  const opinions = version.receipts
    .filter(({ asked }) => asked)
    .map((receipt) => {
      const { agency, consents } = receipt
      const last = consents.at(-1)?.opinion
      if (endedSilent(receipt, on)) return `${placeOf(agency.name)} không còn hoạt động, không phải chờ`
      return `${placeOf(agency.name)} ${last === 'agrees' ? 'đã thống nhất' : last === 'asksChanges' ? 'đề nghị sửa' : 'chưa có ý kiến'}`
    })
  if (agreed(version, on)) {
    const ended = version.receipts.filter((receipt) => receipt.asked && endedSilent(receipt, on)).map(({ agency }) => placeOf(agency.name))
    const alone = ended.length ? ` ${list(ended)} kết thúc hoạt động khi chưa có ý kiến: chỉ cần ý kiến của xã.` : ''
    return `Phiên bản ${version.n} đã được thống nhất và đang có hiệu lực.${alone}`
  }
  return `${force ? `Phiên bản ${force.n} đang có hiệu lực. ` : ''}Phiên bản ${version.n} đang lấy ý kiến: ${opinions.join(', ')}.`
}

/** The paper original that was proposed last: what became of it, and what that means for the deadline. */
function paperPart(filing: Filing, owed: Owed) {
  const paper = paperOf(filing)
  if (!paper) return undefined
  const { number, documentDate, to, decisions, by, at, words, scan, versionId } = paper
  const [is, last] = [verdictOn(paper), decisions.at(-1)]
  const called = `số ${number} ngày ${date(documentDate)}`
  const counts = !paperDecides(filing)
    ? 'hồ sơ gửi trên cổng không muộn hơn ngày này nên tính theo ngày gửi'
    : filing.paperOn && filing.paperOn <= lastDay(owed)
      ? 'tính đúng hạn theo ngày đến'
      : 'thời hạn tính theo ngày đến'
  const sentences = {
    waiting: `Bản giấy ${called} đang chờ ${to.name} ghi nhận ngày đến${last ? ` (đã hủy lần ghi nhận trước: ${last.reason})` : ''}.`,
    registered: `Bản giấy ${called}, đến ngày ${date(last?.arrivedOn ?? documentDate)}, do ${to.name} ghi nhận; ${counts}.`,
    declined: `${to.name} không ghi nhận bản giấy ${called}: ${last?.reason}`,
  }
  const { n } = filing.versions.find(({ id }) => id === versionId) ?? {}
  return { is, sentence: sentences[is], scan: scan.attachment, n, by, at, words }
}

/** Who has saved a working copy last; the portal itself, where it has begun one. */
async function saverOf(db: Db, { savedById }: { savedById: string | null }) {
  return savedById ? (await db.user.findUnique({ where: { id: savedById } }))?.name : 'Cổng'
}

/** What changes were asked for, of the current version. */
function wantedOf(kind: Kind, filing: Filing, content: unknown) {
  if (filing.status !== 'changesAsked') return []
  return (current(filing)?.receipts ?? []).flatMap(({ agency, opinion, opinionAt, opinionPart, consents }) => {
    const last = consents.at(-1)
    if (last?.opinion === 'asksChanges')
      return [{ agency: agency.name, at: last.at, words: last.reason ?? '', item: itemOf(content, last.item ?? '') }]
    const item = opinionPart ? kind.parts?.[opinionPart] : undefined
    return opinion && opinionAt ? [{ agency: agency.name, at: opinionAt, words: opinion, item }] : []
  })
}

type StepOf<A> = A extends `${Kind['name']}.${infer Step}` ? Step : never

export const verbs: Record<StepOf<Action>, string> = {
  start: 'bắt đầu soạn',
  'start-half': 'bắt đầu soạn',
  prepare: 'tự lập bản soạn, tổng hợp số liệu',
  save: 'lưu bản soạn',
  compile: 'tổng hợp số liệu',
  decide: 'quyết định về lý do',
  'leave-out': 'không tính một báo cáo',
  'take-in': 'tính lại báo cáo đã để ngoài',
  'count-confirmed': 'tính đơn vị chưa gửi theo hoạt động xã đã xác nhận',
  'stop-confirmed': 'thôi tính theo hoạt động xã đã xác nhận',
  attach: 'thêm tài liệu kèm theo vào bản soạn',
  detach: 'bỏ tài liệu kèm theo khỏi bản soạn',
  send: 'gửi',
  recall: 'thu hồi',
  open: 'mở xem',
  accept: 'tiếp nhận',
  'request-changes': 'đề nghị chỉnh sửa, bổ sung',
  'undo-accept': 'hủy tiếp nhận',
  'undo-request': 'hủy đề nghị chỉnh sửa',
  consent: 'thống nhất',
  enforce: 'thống nhất, chỉ đạo thực hiện',
  comment: 'góp ý',
  evaluate: 'đánh giá kết quả thực hiện',
  submit: 'trình duyệt',
  approve: 'duyệt',
  'send-back': 'trả lại người soạn',
  cover: 'lập chung cho các xã',
  'add-items': 'lấy nhiệm vụ từ nguồn khác',
  'hand-over': 'chuyển bản soạn cho đơn vị',
  'take-over': 'nhận bản soạn',
  share: 'cho xã, huyện xem bản soạn',
  'stop-sharing': 'thôi cho xem bản soạn',
  consult: 'chuyển huyện góp ý phần kết quả của từng xã',
  'stop-consulting': 'thôi xin huyện góp ý',
  'note-section': 'ghi ý kiến về lý do không triển khai tại một xã',
  'decide-section': 'quyết định về lý do không triển khai tại một xã',
  'propose-paper': 'đề nghị ghi nhận bản giấy',
  'register-paper': 'ghi nhận bản giấy',
  'decline-paper': 'không ghi nhận bản giấy',
  'undo-paper': 'hủy ghi nhận bản giấy',
  'record-signed': 'ghi số, ngày văn bản đã ký',
  'take-back-signed': 'hủy số văn bản đã ghi',
}

/** The log in words, newest first. */
export function historyOf(events: History) {
  let paper = ''
  const told = events.map(({ at, actor, agency, action, note, changes }) => {
    const after = (model: string, name: string) => changes.find((one) => one.model === model && one.column === name)?.after
    const verb = verbs[action.split('.')[1] as keyof typeof verbs] ?? action
    const n = after('FilingVersion', 'n')
    const [number, arrived] = [after('PaperOriginal', 'number'), after('PaperDecision', 'arrivedOn')]
    // One at a time is proposed, so the decisions that follow are about it.
    if (number) paper = ` số ${number} ngày ${date(new Date(after('PaperOriginal', 'documentDate') ?? at))}`
    const about = number || after('PaperDecision', 'verdict') ? paper : n ? ` phiên bản ${n}` : ''
    return { at, who: actor, agency, words: `${verb}${about}${arrived ? `, đến ngày ${date(new Date(arrived))}` : ''}`, note }
  })
  return told.toReversed()
}
