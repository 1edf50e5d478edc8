import { z } from 'zod'
import { hanging } from '../attachments/hanging.ts'
import { momentOn } from '../clock.ts'
import type { Db, Tx } from '../db.ts'
import { Refusal } from '../errors.ts'
import { choice, choices, day, text, time } from '../form.ts'
import type { Host, Reply } from '../generated/enums.ts'
import { helpedCommunes, named, unitsOf } from '../nouns/communes.ts'
import type { Doing, Looking, Noun, Stem } from '../nouns/noun.ts'
import type { Actor } from '../policy.ts'
import { day as dayWords, hostWords, type meetingWords, moment, occasionWords, timeOf } from '../words.ts'
import type { Party } from '../workflow.ts'

// ── what it is ────────────────────────────────────────────────────────────────────────────────────────────────────

export function loadInvitation(db: Pick<Db, 'invitation'>, id: string) {
  const guests = { include: { unit: true }, orderBy: { unit: { name: 'asc' } } } as const
  const opinions = { include: { agency: true }, orderBy: { seq: 'asc' } } as const
  const include = { commune: true, inviter: true, guests, replies: { orderBy: { seq: 'asc' } }, opinions } as const
  return db.invitation.findUniqueOrThrow({ where: { id }, include })
}

export type Invitation = Awaited<ReturnType<typeof loadInvitation>>

export function partiesToInvitation({ agencyId, roles, oversees }: Actor, { inviterId, communeId, guests }: Invitation): Party[] {
  const is = {
    host: inviterId === agencyId,
    guest: guests.some(({ unitId }) => unitId === agencyId),
    commune: communeId === agencyId,
    district: oversees.includes(communeId),
    planning: roles.includes('planning'),
    province: roles.includes('province'),
  }
  return (Object.keys(is) as (keyof typeof is)[]).filter((party) => is[party])
}

export function stageOf({ status, startsAt }: Pick<Invitation, 'status' | 'startsAt'>, at: Date): keyof typeof meetingWords {
  return status === 'invited' ? (startsAt > at ? 'coming' : 'past') : status
}

/** A unit's latest reply to the time and place that hold now. */
export function replyOf<R extends { unitId: string; call: number }>(
  { replies, call }: { replies: readonly R[]; call: number },
  unit: string,
) {
  return replies.findLast((reply) => reply.unitId === unit && reply.call === call)
}

// ── its steps ─────────────────────────────────────────────────────────────────────────────────────────────────────

const matter = {
  subject: text('Nội dung cuộc họp', { required: 'Nhập nội dung cuộc họp', max: 300, hint: 'Ví dụ: sơ kết 6 tháng đầu năm 2025' }),
  agenda: text('Chương trình', { max: 2_000, rows: 4, hint: 'Việc cần đơn vị tham gia ý kiến thì ghi rõ' }),
}
const when = {
  day: day('Ngày họp', { required: 'Nhập ngày họp' }),
  time: time('Giờ họp', 'Nhập giờ họp'),
  place: text('Địa điểm', { required: 'Nhập địa điểm', max: 300 }),
}

/** A meeting is called for a time to come. */
const isToCome = (at: Date) => (typed: { day?: Date; time: string }) => !typed.day || momentOn(typed.day, typed.time) > at
const passed = { path: ['day'], message: 'Thời gian này đã qua' }

const ownHosts = (roles: Actor['roles']) =>
  Object.fromEntries(Object.entries(hostWords).filter(([host]) => roles.includes(host === 'district' ? 'district' : 'commune')))

const guestsAmong = (units: Stem[]) =>
  choices('Đơn vị được mời', named(units), 'Đơn vị đang giúp xã').refine((chosen) => chosen.length > 0, 'Chọn ít nhất một đơn vị')

async function invitingForm({ db, actor, at }: Looking, commune: string) {
  return z
    .object({
      host: choice('Cơ quan mời', ownHosts(actor.roles), 'Chọn cơ quan mời'),
      occasion: choice('Loại cuộc họp', occasionWords, 'Chọn loại cuộc họp'),
      ...{ ...matter, ...when, guests: guestsAmong(await unitsOf(db, commune, at)) },
    })
    .refine(isToCome(at), passed)
}

async function movingForm({ at }: Looking) {
  const note = text('Lý do đổi', {
    required: 'Nêu lý do đổi',
    max: 1_000,
    rows: 3,
    hint: 'Đơn vị được hỏi lại theo thời gian, địa điểm mới',
  })
  return z.object({ ...when, note }).refine(isToCome(at), passed)
}

async function moreGuestsForm({ db, at }: Looking, { communeId, guests }: Invitation) {
  const units = await unitsOf(db, communeId, at)
  return z.object({ guests: guestsAmong(units.filter(({ id }) => !guests.some(({ unitId }) => unitId === id))) })
}

const editing = z.object(matter)
const cancelling = z.object({ note: text('Lý do hủy', { required: 'Nêu lý do hủy', max: 1_000, rows: 3 }) })
const recording = z.object({
  outcome: text('Kết quả, kết luận', {
    required: 'Nhập kết quả cuộc họp',
    max: 5_000,
    rows: 5,
    hint: 'Việc đã thống nhất, giải pháp, ai làm, khi nào',
  }),
  minutes: text('Biên bản tóm tắt', { max: 10_000, rows: 6, hint: 'Thành phần, ý kiến chính' }),
})
const coming = z.object({ words: text('Ai tham dự', { required: 'Ghi người tham dự', max: 500, hint: 'Họ tên, chức vụ' }) })
const stayingAway = z.object({ note: text('Lý do không tham dự', { required: 'Nêu lý do không tham dự', max: 1_000, rows: 3 }) })
const speaking = z.object({
  text: text('Ý kiến, góp ý', {
    ...{ required: 'Nhập ý kiến', max: 5_000, rows: 6 },
    hint: 'Ý kiến gửi trước hoặc sau cuộc họp; có thể góp ý nhiều lần. Ý kiến đã gửi không sửa được',
  }),
})

const byHost = { by: ['host'], from: ['invited'] } as const
const beforehand = { ...byHost, edits: true, blocked: begun, shy: true } as const
const byGuest = { by: ['guest'], from: ['invited'], writes: { InvitationReply: 'invitationId' } } as const

/** Khoản 1, 2 Điều 9: units may take part and speak; khoản 2 Điều 11: the commune invites them. */
export const invitation = {
  name: 'invitation',
  model: 'Invitation',
  path: '/invitations',
  readers: ['unit', 'commune', 'district', 'planning', 'province'],
  begin: {
    ...{ on: 'Agency', by: ['commune', 'district'], only: { roles: { some: { role: 'commune' } } } },
    writes: { Invitation: 'communeId', InvitationGuest: 'invitationId' },
    ...{ readers: ['commune', 'district'], label: 'Mời đơn vị dự họp', send: 'Gửi giấy mời', verb: 'gửi giấy mời', stem: 'Họp với xã' },
    none: 'Không mời được đơn vị giúp xã này: xã không thuộc cơ quan bạn, hoặc hôm nay chưa có đơn vị nào giúp xã',
    stems: helpedCommunes,
    asks: invitingForm,
    run: invite,
  },
  files: 'invitationId',
  steps: {
    ...hanging('invitationId', { by: ['host'], from: ['invited', 'held'] }),
    accept: {
      ...{ ...byGuest, label: 'Tham dự', verb: 'trả lời tham dự', form: coming, blocked: begun, main: true },
      run: (doing: Doing<Invitation, { words: string }>) => reply('comes', doing.data.words, doing),
    },
    decline: {
      ...{ ...byGuest, label: 'Không tham dự', verb: 'trả lời không tham dự', form: stayingAway, blocked: begun, shy: true },
      run: (doing: Doing<Invitation, { note: string }>) => reply('staysAway', doing.data.note, doing),
    },
    speak: {
      ...{ by: ['guest'], from: ['invited', 'held'], writes: { InvitationOpinion: 'invitationId' } },
      ...{ label: 'Góp ý kiến', verb: 'góp ý kiến', form: speaking },
      run: ({ tx, row, actor, at, data }: Doing<Invitation, { text: string }>) => {
        const who = { agencyId: actor.agencyId, by: actor.name, byTitle: actor.title }
        return tx.invitationOpinion.create({ data: { invitationId: row.id, text: data.text, at, ...who } })
      },
    },
    record: {
      ...{ ...byHost, to: 'held', writes: { Invitation: 'id' } },
      ...{ label: 'Ghi kết quả', verb: 'ghi kết quả cuộc họp', form: recording, main: true, shy: true },
      blocked: ({ startsAt }: Invitation, at: Date) => (startsAt > at ? `Ghi được từ ${moment(startsAt)}` : undefined),
      run: record,
    },
    correct: {
      ...{ by: ['host'], from: ['held'], edits: true, writes: { Invitation: 'id' } },
      ...{ label: 'Sửa kết quả', verb: 'sửa kết quả cuộc họp', form: recording },
      values: ({ outcome, minutes }: Invitation) => ({ outcome: outcome ?? '', minutes: minutes ?? '' }),
      run: record,
    },
    edit: {
      ...{ ...beforehand, writes: { Invitation: 'id' }, label: 'Sửa nội dung', verb: 'sửa nội dung giấy mời', form: editing },
      values: ({ subject, agenda }: Invitation) => ({ subject, agenda }),
      run: ({ tx, row, data }: Doing<Invitation, z.output<typeof editing>>) => tx.invitation.update({ where: { id: row.id }, data }),
    },
    move: {
      ...{ ...beforehand, writes: { Invitation: 'id' }, label: 'Đổi thời gian, địa điểm', verb: 'đổi thời gian, địa điểm' },
      asks: movingForm,
      values: ({ startsAt, place }: Invitation) => ({ day: dayWords(startsAt), time: timeOf(startsAt), place }),
      run: move,
    },
    'invite-more': {
      ...{ ...beforehand, writes: { InvitationGuest: 'invitationId' }, label: 'Mời thêm đơn vị', verb: 'mời thêm đơn vị' },
      asks: moreGuestsForm,
      run: ({ tx, row, at, data }: Doing<Invitation, { guests: string[] }>) => addGuests(tx, row, data.guests, at),
    },
    cancel: {
      ...{ ...byHost, to: 'cancelled', writes: { Invitation: 'id' }, label: 'Hủy cuộc họp', verb: 'hủy cuộc họp', form: cancelling },
      run: ({ tx, row }: Doing<Invitation>) => tx.invitation.update({ where: { id: row.id }, data: { status: 'cancelled' } }),
    },
  },
} as const satisfies Noun<Invitation>

function begun({ startsAt }: Invitation, at: Date) {
  return startsAt > at ? undefined : `Cuộc họp đã bắt đầu lúc ${moment(startsAt)}`
}

type Inviting = z.output<Awaited<ReturnType<typeof invitingForm>>>

async function invite({ tx, row: commune, actor, at, data }: Doing<{ id: string }, Inviting>) {
  const { day, time, guests, host, ...rest } = data
  const columns = { ...rest, host: host as Host, startsAt: momentOn(day as Date, time), communeId: commune.id, inviterId: actor.agencyId }
  const made = await tx.invitation.create({ data: columns })
  await addGuests(tx, made, guests, at)
  return made.id
}

/** Each still helps the commune: an assignment may have ended since the page was opened. */
async function addGuests(tx: Tx, { id, communeId }: Pick<Invitation, 'id' | 'communeId'>, guests: string[], at: Date) {
  const units = await unitsOf(tx, communeId, at)
  if (!guests.every((guest) => units.some((unit) => unit.id === guest))) throw new Refusal(409, 'Hôm nay có đơn vị không còn giúp xã')
  await tx.invitationGuest.createMany({ data: guests.map((unitId) => ({ invitationId: id, unitId })) })
}

async function record({ tx, row, data }: Doing<Invitation, z.output<typeof recording>>) {
  await tx.invitation.update({ where: { id: row.id }, data: { ...data, status: 'held' } })
}

async function move({ tx, row, data }: Doing<Invitation, { day: Date; time: string; place: string }>) {
  const { day, time, place } = data
  await tx.invitation.update({ where: { id: row.id }, data: { startsAt: momentOn(day, time), place, call: row.call + 1 } })
}

async function reply(reply: Reply, words: string, { tx, row, actor, at }: Doing<Invitation>) {
  const { id, call } = row
  await tx.invitationReply.create({ data: { invitationId: id, unitId: actor.agencyId, call, reply, words, at, by: actor.name } })
}
