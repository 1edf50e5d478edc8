import { createTransport } from 'nodemailer'
import { env } from '../env.ts'

/** Whether this portal can mail at all. Without it nothing is queued: reminders stay on the desk. */
export const mails = () => Boolean(env.SMTP_URL)

type Message = { id: string; to: { name: string; address: string }; subject: string; text: string; html: string }

/** Hands one message to the mail server; throws what it answers when it does not take it. One connection for each: a few hundred a day. */
export async function deliver({ id, ...message }: Message) {
  if (!env.SMTP_URL || !env.MAIL_FROM) throw new Error('SMTP_URL is not set')
  const transport = createTransport({ url: env.SMTP_URL, ...patience }, { from: env.MAIL_FROM })
  try {
    // The same message has the same id at every attempt: a mail server that had taken it already shows it once.
    await transport.sendMail({
      ...message,
      messageId: `<${id}@${domainOf(env.MAIL_FROM)}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
  } finally {
    transport.close()
  }
}

/** Well within the time of the act that it is sent in. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }

const domainOf = (from: string) => /@([\w.-]+)/.exec(from)?.[1] ?? 'localhost'
