import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'

/** The HTTPS server that stands before a portal in production: it ends TLS, hands everything on, and says so as proxies do. */
export async function behindHttps(portal: string) {
  const { key, cert } = certificate()
  const server = createServer({ key, cert }, (req, res) => {
    const headers = { ...req.headers, 'x-forwarded-proto': 'https', 'x-forwarded-for': req.socket.remoteAddress }
    const onwards = request(new URL(req.url ?? '/', portal), { method: req.method, headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(res)
    })
    onwards.on('error', () => res.destroy())
    req.pipe(onwards)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = () => {
    server.closeAllConnections()
    return new Promise<void>((closed) => server.close(() => closed()))
  }
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, ca: cert, close }
}

/** One that signs itself, for 127.0.0.1 and a day: X.509 by hand, since Node makes keys but no certificates. */
function certificate() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(der(0x31, sequence(hex('0603550403'), der(0x0c, Buffer.from('portal'))))) // CN
  const algorithm = sequence(hex('06082a8648ce3d040302')) // ecdsa-with-SHA256
  const time = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().replace(/[-:T]|\.\d+/g, '').slice(2) // biome-ignore format: one line
  const validity = sequence(...[-1, 1].map((days) => der(0x17, Buffer.from(time(days)))))
  const alternative = sequence(hex('0603551d11'), der(0x04, sequence(hex('87047f000001')))) // the address it is for
  const told = sequence(
    ...[hex('a003020102'), der(0x02, Buffer.concat([hex('01'), randomBytes(8)])), algorithm, name, validity, name],
    ...[publicKey.export({ type: 'spki', format: 'der' }), der(0xa3, sequence(alternative))],
  )
  const signature = der(0x03, Buffer.concat([hex('00'), sign('sha256', told, privateKey)]))
  const cert = `-----BEGIN CERTIFICATE-----\n${sequence(told, algorithm, signature).toString('base64')}\n-----END CERTIFICATE-----\n`
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }), cert }
}

const hex = (bytes: string) => Buffer.from(bytes, 'hex')
const sequence = (...parts: Buffer[]) => der(0x30, Buffer.concat(parts))

function der(tag: number, content: Buffer) {
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}
