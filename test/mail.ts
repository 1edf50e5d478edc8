import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

/** A mail server that keeps what it is given, and can be told what to do before it takes a message. */
export async function mailServer() {
  const received: (Email & { raw: string; to: string[] })[] = []
  const waiting: { before?: (() => Promise<void> | void) | undefined } = {}
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], logger: false },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk) => chunks.push(chunk))
      stream.on('end', async () => {
        try {
          await waiting.before?.()
          const raw = Buffer.concat(chunks).toString('utf8')
          received.push({ ...(await PostalMime.parse(raw)), raw, to: envelope.rcptTo.map(({ address }) => address) as never })
          done()
        } catch (error) {
          done(error as Error)
        }
      })
    },
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.server.address() as AddressInfo
  return {
    ...{ received, waiting, url: `smtp://127.0.0.1:${port}` },
    close: () => new Promise<void>((closed) => server.close(closed)),
  }
}
