import { dayOf } from '../clock.ts'
import type { OfficialDocument } from '../documents/document.ts'
import { addressed, dayWords, type Letterhead } from '../documents/letterhead.ts'
import { hostWords, list, occasionWords, placeOf, timeOf } from '../words.ts'
import type { Invitation } from './invitation.ts'

/** Khoản 1, 2 Điều 9; khoản 2 Điều 11: the paper by which units are called to a meeting. */
export function invitationDocument({ host, occasion, subject, agenda, place, startsAt, guests, commune }: Invitation): OfficialDocument {
  const inviting = hostOf({ host, commune })
  return {
    type: 'invitation',
    about: `${occasion === 'other' ? 'Dự họp' : `Dự ${occasionWords[occasion].toLowerCase()}`}: ${subject}`,
    opening: `${inviting} trân trọng kính mời: ${list(guests.map(({ unit }) => addressed(unit.name)))}.`,
    paragraphs: [
      `Tới dự: ${subject}.`,
      ...(agenda ? [`Nội dung: ${agenda}`] : []),
      `Thời gian: ${timeOf(startsAt)}, ${dayWords(dayOf(startsAt))}.`,
      `Địa điểm: ${place}.`,
    ],
    parts: [],
    closing: 'Đề nghị cơ quan, đơn vị cử đại biểu dự họp đầy đủ, đúng thời gian và trả lời trên cổng',
    annexes: [],
  }
}

const hostOf = ({ host, commune }: Pick<Invitation, 'host' | 'commune'>) =>
  host === 'district'
    ? 'Ủy ban nhân dân huyện'
    : `${hostWords[host].replace(/ xã$/, '').replace('UBND', 'Ủy ban nhân dân').replace('HĐND', 'Hội đồng nhân dân')} ${placeOf(commune.name)}`

/** A commune's account calls in the name of its Party committee, its council and its Front too: only People's Committee and council have a State head. */
export function headOf(head: Letterhead, { host, commune }: Pick<Invitation, 'host' | 'commune'>): Letterhead {
  if (host === 'peopleCommittee' || host === 'district') return head
  const number = head.number.replace(/-UBND$/, '-HĐND')
  const lines = [
    { words: 'HỘI ĐỒNG NHÂN DÂN', bold: true },
    { words: placeOf(commune.name).toUpperCase(), bold: true },
  ]
  return { ...head, state: host === 'peopleCouncil', lines, number, agency: hostOf({ host, commune }) }
}
