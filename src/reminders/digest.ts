import { fileURLToPath } from 'node:url'
import ejs from 'ejs'
import { dayOf } from '../clock.ts'
import { env } from '../env.ts'
import { titleOf } from '../filings/filing.ts'
import type { ReminderCause } from '../generated/enums.ts'
import { filingsOf, type Obligation } from '../obligations/obligation.ts'
import { date, deadlineSentence, reminderCauseWords } from '../words.ts'

type Person = { name: string; agency: string }
type Due = { cause: ReminderCause; obligation: Obligation }

/** The message: its subject, and the same words as plain text and as a page. */
export async function digestOf({ name, agency }: Person, due: readonly Due[], at: Date) {
  const groups = (Object.keys(reminderCauseWords) as ReminderCause[])
    .map((cause) => ({
      title: reminderCauseWords[cause],
      lines: due.filter((one) => one.cause === cause).map((one) => lineOf(one.obligation, at)),
    }))
    .filter(({ lines }) => lines.length)
  const overdue = due.filter(({ cause }) => cause === 'overdue').length
  const counts = [due.length > overdue && `${due.length - overdue} hồ sơ phải gửi`, overdue && `${overdue} hồ sơ quá hạn`]
  const today = date(dayOf(at))
  const said = {
    ...{ greeting: `Gửi ${name}, ${agency}.`, groups },
    lead: `Ngày ${today}, cơ quan còn ${due.length} hồ sơ chưa gửi trên Cổng phối hợp giúp đỡ các xã đặc biệt khó khăn:`,
    desk: { words: 'Việc cần làm của cơ quan', href: addressOf('/') },
    account: { words: 'Đổi cách nhắc, hoặc thôi nhận thư', href: addressOf('/account/reminders') },
    foot: 'Hồ sơ vừa gửi xong thì không phải làm gì thêm. Thư do cổng tự gửi; không trả lời thư này.',
  }
  return {
    subject: `Nhắc việc giúp xã ngày ${today}: ${counts.filter(Boolean).join(', ')}`,
    text: textOf(said),
    html: await ejs.renderFile(fileURLToPath(new URL('../../views/reminders/mail.ejs', import.meta.url)), said),
  }
}

function lineOf(obligation: Obligation, at: Date) {
  return {
    title: titleOf(obligation),
    deadline: deadlineSentence({ ...obligation, filings: filingsOf(obligation) }, at),
    href: addressOf(`/obligations/${obligation.id}`),
  }
}

type Said = {
  greeting: string
  lead: string
  groups: { title: string; lines: ReturnType<typeof lineOf>[] }[]
  desk: Link
  account: Link
  foot: string
}
type Link = { words: string; href: string }

function textOf({ greeting, lead, groups, desk, account, foot }: Said) {
  const parts = groups.map(({ title, lines }) =>
    [title.toUpperCase(), ...lines.map((line) => `- ${line.title}. ${line.deadline}\n  ${line.href}`)].join('\n'),
  )
  return `${[greeting, lead, ...parts, ...[desk, account].map(({ words, href }) => `${words}: ${href}`), foot].join('\n\n')}\n`
}

/** Where the portal is reached from outside, which no request says here. */
export const addressOf = (path: string) => `${env.PUBLIC_URL ?? `http://localhost:${env.PORT}`}${path}`
