import { letterheadOf } from '../documents/letterhead.ts'
import type { Looking } from '../nouns/noun.ts'
import { nounRoutes } from '../nouns/routes.ts'
import { type Column, sheetOf } from '../sheets/sheet.ts'
import { capital, hostWords, meetingWords, moment, occasionWords, placeOf, replyWords } from '../words.ts'
import { headOf, invitationDocument } from './document.ts'
import { type Invitation, invitation, replyOf, stageOf } from './invitation.ts'
import { listOf } from './list.ts'

export const invitations = nounRoutes(invitation, { list: listOf, page, document })

async function document({ db, at }: Looking, row: Invitation) {
  const head = await letterheadOf(db, { agencyId: row.inviterId, type: 'invitation', at })
  return {
    document: invitationDocument(row),
    letterhead: headOf(head, row),
    signature: { authority: [], name: '' },
    receivers: row.guests.map(({ unit }) => unit.name),
  }
}

type Guest = { unit: Invitation['guests'][number]['unit']; reply: Invitation['replies'][number] | undefined }
const guestColumns: Column<Guest>[] = [
  { title: 'Đơn vị', value: ({ unit }) => unit.name },
  { title: 'Trả lời', value: ({ reply }) => (reply ? capital(replyWords[reply.reply]) : 'chưa trả lời') },
  { title: 'Người tham dự, lý do', value: ({ reply }) => reply?.words },
  { title: 'Lúc', type: 'moment', value: ({ reply }) => reply?.at },
]

async function page({ actor, at }: Looking, row: Invitation) {
  const is = stageOf(row, at)
  const guests = row.guests.map(({ unit }) => ({ unit, reply: replyOf(row, unit.id) }))
  const coming = guests.filter(({ reply }) => reply?.reply === 'comes').length
  const open = guests.filter(({ reply }) => !reply).length
  const replies = `${coming} trong ${guests.length} đơn vị tham dự${open ? `, ${open} đơn vị chưa trả lời` : ''}`
  return {
    title: row.subject,
    caption: `${occasionWords[row.occasion]}, ${hostWords[row.host]} mời${row.host === 'district' ? `, họp với ${placeOf(row.commune.name)}` : `: ${placeOf(row.commune.name)}`}`,
    lead: `${is === 'coming' ? `Họp lúc ${moment(row.startsAt)}` : meetingWords[is]}: ${replies}.`,
    ...{ is, guests, becomes },
    sheets: [
      sheetOf('Đơn vị được mời', guestColumns, guests, {
        lines: [`Họp lúc ${moment(row.startsAt)}, tại ${row.place}${row.call > 1 ? '; trả lời theo thời gian mới' : ''}`],
      }),
    ],
  }

  /** A proposed solution becomes a need or a petition: the form of a new one, with its words. An address is not to grow too long. */
  function becomes(words: string) {
    const line = words.slice(0, 300)
    const detail = words.slice(0, 1_000)
    const need = { of: row.communeId, what: line, ...(words.length > 300 && { detail }) }
    return [
      ...(mayPropose(actor, row) ? [{ label: 'Lập đề xuất', href: `/needs/new?${new URLSearchParams(need)}` }] : []),
      ...(mayPetition(actor, row)
        ? [{ label: 'Lập kiến nghị', href: `/petitions/new?${new URLSearchParams({ subject: line, detail, commune: row.communeId })}` }]
        : []),
    ]
  }
}

const mayPropose = ({ agencyId, oversees }: Looking['actor'], { communeId }: Invitation) =>
  communeId === agencyId || oversees.includes(communeId)

const mayPetition = (actor: Looking['actor'], row: Invitation) =>
  mayPropose(actor, row) || row.guests.some(({ unitId }) => unitId === actor.agencyId)
