import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { copyFile, mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { load as html } from 'cheerio'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { ZipFile } from 'yazl'
import { apply, migrate, names } from '../prisma/migrate.ts'
import { sweep } from '../src/attachments/sweep.ts'
import { check, type Manifest, openArchive } from '../src/backups/archive.ts'
import { backUp } from '../src/backups/backup.ts'
import { prisma } from '../src/db.ts'
import { putTemplate } from '../src/templates/take.ts'
import { urlOf } from './base.ts'
import { aPlan, aReport, attachmentOf, dienBienDong, keoLom, type Made, planning, signer, step, stnmt, who, withFile } from './make.ts'

/** `npm run backup` and `npm run restore`, as they are run: what was one portal is the same one elsewhere, or nothing has happened. */

const folder = mkdtempSync(join(tmpdir(), 'portal-backup-'))
const archive = join(folder, 'giup-xa.zip')
const made: string[] = []
const admin = new pg.Client(inject('server'))

/** Another machine: a database without anything, a folder without files, an owner who is no superuser. */
async function elsewhere() {
  const name = `restored_${randomUUID().replaceAll('-', '')}`
  made.push(name)
  await admin.query(`create role ${name} login password 'khong-la-quan-tri'`)
  await admin.query(`create database ${name} owner ${name}`)
  const url = Object.assign(new URL(urlOf(inject('server'), name)), { username: name, password: 'khong-la-quan-tri' }).href
  return { DATABASE_URL: url, DATA_DIR: join(folder, name) }
}
type Place = Awaited<ReturnType<typeof elsewhere>>

function start(program: string, args: string[], place: Partial<Place> = {}) {
  const child: ChildProcess = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, DEMONSTRATION: 'none', PORT: '0', HOST: '127.0.0.1', ...place },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (said += text))
  const ended = new Promise<number | null>((done) => child.once('close', done))
  const says = async (sentence: RegExp) => {
    await until(() => sentence.test(said) || child.exitCode !== null)
    const found = sentence.exec(said)
    if (!found) throw new Error(`Ended without saying ${sentence}:\n${said}`)
    return found
  }
  return { child, ended, says, said: () => said }
}

async function run(program: string, args: string[], place?: Partial<Place>) {
  const { ended, said } = start(program, args, place)
  const code = await ended
  return { code, said: said() }
}
const restore = (place: Place, file: string, ...more: string[]) => run('src/restore.ts', [file, ...more], place)

async function until(holds: () => boolean | Promise<boolean>) {
  for (const limit = Date.now() + 60_000; Date.now() < limit; await wait(50)) if (await holds()) return
  throw new Error('Waited in vain')
}

async function on(url: string, sql: string) {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

async function manifestOf(file: string) {
  const { manifest, close } = await openArchive(file)
  close()
  return manifest
}
const contents = ({ tables, sequences, files, migrations }: Manifest) => ({ tables, sequences, files, migrations })

/** What is there, by hash. */
async function state(place: Place) {
  const file = join(folder, `${randomUUID()}.zip`)
  const { code, said } = await run('src/backup.ts', [file], place)
  expect(code, said).toBe(0)
  return contents(await manifestOf(file))
}

let report: Made
let there: Manifest
let restored: Place
beforeAll(async () => {
  await admin.connect()
  await aPlan('agreed', { by: stnmt, commune: keoLom })
  report = await withFile(await aReport('ready', { by: keoLom, term: { kind: 'year', year: 2024, n: 1 } }))
  await step(report, keoLom, 'send', { data: signer })
  await step(report, dienBienDong, 'request-changes', { data: { note: 'Ghi rõ số hộ\tở từng bản\n\\. “Đ”' } }) // whatever a text may hold
  const { id } = await prisma.agency.findFirstOrThrow({ where: { documentStyle: 'party' } })
  await putTemplate(await who(planning), id, { name: 'mẫu.docx', mime: 'application/zip', bytes: Buffer.from('mẫu') }, {})
  await prisma.session.create({ data: { sid: 'a', sess: {}, expire: new Date('2999-01-01') } })
  await prisma.signInLimit.create({ data: { key: 'a', points: 3 } })
  const { code, said } = await run('src/backup.ts', [archive])
  expect(code, said).toBe(0)
  there = await manifestOf(archive)
  restored = await elsewhere()
  const { code: ended, said: words } = await restore(restored, archive)
  expect(ended, words).toBe(0)
  expect(words).toMatch(/Đã khôi phục từ .*: \d+ bảng, 2 tài liệu, đúng như khi sao lưu/)
})

afterAll(async () => {
  for (const name of made) await admin.query(`drop database ${name} with (force)`).then(() => admin.query(`drop role ${name}`))
  await admin.end()
  rmSync(folder, { recursive: true, force: true })
})

describe('a portal with filings and files, restored elsewhere', () => {
  test('is the same: every row of every table, every sequence, every file', async () => {
    expect(await state(restored)).toEqual(contents(there))
    const rows = Object.fromEntries(there.tables.map(({ name, rows }) => [name, rows]))
    expect(rows).toMatchObject({
      filing: await prisma.filing.count(),
      event: await prisma.event.count(),
      receipt: await prisma.receipt.count(),
      clock: 1,
    })
    const { sha256 } = await attachmentOf(report)
    const fileIn = (dataDir = '') => readFile(join(dataDir, 'files', sha256))
    expect(await fileIn(restored.DATA_DIR)).toEqual(await fileIn(process.env.DATA_DIR))
  })

  test('without who was signed in and who had mistyped', async () => {
    const left = await on(restored.DATABASE_URL, `select from session union all select from sign_in_limit`)
    expect(left).toEqual([])
    expect(there.tables.map(({ name }) => name)).not.toContain('session')
  })

  test('what was sent holds (npm run verify), and what must not be changed cannot be', async () => {
    const { code, said } = await run('src/verify.ts', [], restored)
    expect(said).toContain('tất cả đúng')
    expect(code).toBe(0)
    await expect(on(restored.DATABASE_URL, `update event set note = 'x'`)).rejects.toThrow('insert-only')
    await expect(on(restored.DATABASE_URL, `update "user" set agency_id = gen_random_uuid()`)).rejects.toThrow('foreign key')
  })

  test('people sign in with their password, and find their filing', async () => {
    const portal = start('src/server.ts', [], restored)
    const [, address = ''] = await portal.says(/sẵn sàng tại (http:\S+)/)
    const page = await fetch(`${address}/sign-in`)
    const $ = html(await page.text())
    const fields = new URLSearchParams({ username: keoLom, password: 'Giup-xa-253' })
    for (const { name, value } of $('main form').first().serializeArray()) if (!fields.has(name)) fields.set(name, value)
    const cookie = page.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
    const signedIn = await fetch(`${address}/sign-in`, { method: 'POST', body: fields, headers: { cookie }, redirect: 'manual' })
    expect(signedIn.status).toBe(303)
    const fresh =
      signedIn.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; ') || cookie
    const filing = await fetch(`${address}${report.path}`, { headers: { cookie: fresh, connection: 'close' } })
    expect(filing.status).toBe(200)
    expect(await filing.text()).toContain('ảnh bể nước.png')
    portal.child.kill('SIGTERM')
    expect(await portal.ended).toBe(0)
  })
})

test('while somebody writes it is one instant: a filing that is sent meanwhile is in it wholly or not at all; no file is swept', async () => {
  const place = await elsewhere()
  const late = await aPlan('ready', { by: stnmt, commune: keoLom, term: { kind: 'year', year: 2023 } })
  const before = await prisma.filingVersion.count()
  const orphan = join(process.env.DATA_DIR ?? '', 'files', 'f'.repeat(64))
  await writeFile(orphan, 'nobody names it')
  await utimes(orphan, new Date('2024-01-01'), new Date('2024-01-01'))
  const file = join(folder, 'meanwhile.zip')
  const holder = new pg.Client(process.env.DATABASE_URL)
  await holder.connect()
  await holder.query('begin; lock table indicator_advice in access exclusive mode') // after event and filing, before plan_item and receipt
  const backup = start('src/backup.ts', [file])
  await until(async () => {
    const { rows } = await admin.query(
      `select from pg_stat_activity where wait_event_type = 'Lock' and query like 'copy%from "indicator_advice"%'`,
    )
    return rows.length > 0
  })
  await step(late, stnmt, 'send', { data: signer })
  await sweep()
  expect((await stat(orphan)).size).toBeGreaterThan(0)
  await holder.end()
  expect(await backup.ended, backup.said()).toBe(0)
  await sweep()
  await expect(stat(orphan)).rejects.toThrow('ENOENT')
  const { code, said } = await restore(place, file)
  expect(code, said).toBe(0)
  expect(await on(place.DATABASE_URL, 'select count(*)::int as n from filing_version')).toEqual([{ n: before }])
  expect((await run('src/verify.ts', [], place)).code).toBe(0)
})

test('a backup of an older version of the portal is brought up to this one after loading', async () => {
  const [old, place] = [await elsewhere(), await elsewhere()]
  const client = new pg.Client(old.DATABASE_URL)
  await client.connect()
  await client.query('begin')
  await migrate(client, names().slice(0, -2))
  await client.query(
    `insert into agency (id, name, abbreviation, document_style) values (gen_random_uuid(), 'Sở Kế hoạch', 'SKH', 'state')`,
  )
  await client.query('commit')
  await client.end()
  const file = join(folder, 'old.zip')
  await backUp(old.DATABASE_URL, file, () => {})
  expect((await manifestOf(file)).migrations).toEqual(names().slice(0, -2))
  const { code, said } = await restore(place, file)
  expect(code, said).toBe(0)
  expect(await on(place.DATABASE_URL, 'select name from agency')).toEqual([{ name: 'Sở Kế hoạch' }])
  expect((await state(place)).migrations).toEqual(names())
})

describe('refused, with the reason, and nothing has changed', () => {
  const nothing = 'Chưa có gì thay đổi.'
  let empty: Place
  beforeAll(async () => {
    empty = await elsewhere()
  })

  async function refused(file: string, why: string | RegExp) {
    const { code, said } = await restore(empty, file)
    expect(code).toBe(1)
    expect(said).toMatch(why)
    expect(said).toContain(nothing)
    expect(said).not.toMatch(/\n\s+at /)
    expect(await on(empty.DATABASE_URL, `select from pg_class where relnamespace = 'public'::regnamespace`)).toEqual([])
    expect(await readdir(empty.DATA_DIR).catch(() => [])).toEqual([])
  }

  async function changed(name: string, change: (bytes: Buffer) => Buffer) {
    const file = join(folder, name)
    await writeFile(file, change(await readFile(archive)))
    return file
  }

  async function rewritten(name: string, change: (manifest: Manifest) => unknown, more: Record<string, string> = {}) {
    const { manifest, stream, close } = await openArchive(archive)
    const zip = new ZipFile()
    for (const { name } of manifest.tables) zip.addReadStream(await stream(`tables/${name}.copy`), `tables/${name}.copy`)
    for (const { sha256 } of manifest.files) zip.addReadStream(await stream(`files/${sha256}`), `files/${sha256}`)
    for (const [entry, text] of Object.entries(more)) zip.addBuffer(Buffer.from(text), entry)
    zip.addBuffer(Buffer.from(JSON.stringify(change(manifest))), 'manifest.json')
    zip.end()
    const file = join(folder, name)
    await pipeline(zip.outputStream, createWriteStream(file))
    close()
    return file
  }

  test('no such file, none at all, cut at any length', async () => {
    await refused(join(folder, 'nowhere.zip'), 'không có tệp này')
    await refused(folder, 'không có tệp này')
    await refused(await changed('half.zip', (bytes) => bytes.subarray(0, bytes.length >> 1)), 'bị cắt cụt')
    const whole = await readFile(archive)
    for (const length of [0, 1, 21, 22, whole.length - 1000, whole.length - 22, whole.length - 1]) {
      const file = join(folder, 'cut.zip')
      await writeFile(file, whole.subarray(0, length))
      await expect(openArchive(file).then(check), `${length} bytes`).rejects.toThrow(nothing)
    }
  })

  test('one byte of a content, of each table and file', async () => {
    const whole = await readFile(archive)
    const starts = [...there.tables.filter(({ rows }) => rows).map(({ name }) => `tables/${name}.copy`), `files/${there.files[0]?.sha256}`]
    for (const entry of starts) {
      const bytes = Buffer.from(whole)
      const name = bytes.indexOf(entry)
      const at = name + Buffer.byteLength(entry) + bytes.readUInt16LE(name - 2) + 1 // behind the name and its extra field
      bytes[at] = (bytes[at] ?? 0) ^ 1
      const file = join(folder, 'byte.zip')
      await writeFile(file, bytes)
      await expect(openArchive(file).then(check), entry).rejects.toThrow(nothing)
    }
    await refused(join(folder, 'byte.zip'), /bị hỏng|không đọc được/)
  })

  test('a manifest that says another hash; another format; a newer portal; tables of something else', async () => {
    const other = await rewritten('hash.zip', (manifest) => ({
      ...manifest,
      tables: manifest.tables.map((table) => (table.name === 'event' ? { ...table, sha256: '0'.repeat(64) } : table)),
    }))
    await refused(other, 'phần “tables/event.copy” bị hỏng, không khớp mã kiểm tra')
    await refused(await rewritten('v2.zip', (manifest) => ({ ...manifest, version: 2 })), 'bản sao lưu có định dạng 2')
    await refused(await rewritten('not.zip', (manifest) => ({ ...manifest, format: 'x' })), 'không phải là bản sao lưu của cổng')
    await refused(
      await rewritten('newer.zip', (manifest) => ({ ...manifest, migrations: [...manifest.migrations, '9999_later'] })),
      'do phiên bản mới hơn của cổng lập (có bước cập nhật 9999_later)',
    )
    await refused(
      await rewritten('columns.zip', (manifest) => ({
        ...manifest,
        tables: manifest.tables.map((table) => (table.name === 'event' ? { ...table, columns: ['seq'] } : table)),
      })),
      'cấu trúc bảng trong bản sao lưu không phải là của cổng',
    )
    await refused(
      await rewritten('injected.zip', (manifest) => ({
        ...manifest,
        tables: manifest.tables.map((table) =>
          table.name === 'event' ? { ...table, columns: ['seq" from event; drop table event; --'] } : table,
        ),
      })),
      'không đọc được danh mục',
    )
  })

  test('names that lead elsewhere, and parts that nobody named', async () => {
    await refused(await rewritten('more.zip', (manifest) => manifest, { 'files/them': 'x' }), 'tệp có phần lạ “files/them”')
    const name = `files/${there.files[0]?.sha256}`
    const out = `../../${'x'.repeat(name.length - 6)}`
    const slipping = await changed('slip.zip', (bytes) => Buffer.from(bytes.toString('latin1').replaceAll(name, out), 'latin1'))
    await refused(slipping, /bị hỏng|bị cắt cụt/)
    await expect(stat(join(empty.DATA_DIR, out))).rejects.toThrow('ENOENT')
  })

  test('what holds something is replaced only when that is asked for; what is not the portal’s never', async () => {
    const before = await state(restored)
    const without = await restore(restored, archive)
    expect([without.code, without.said]).toEqual([
      1,
      expect.stringContaining('Muốn thay toàn bộ dữ liệu đang có bằng bản sao lưu thì thêm --replace'),
    ])
    await on(restored.DATABASE_URL, 'create table theirs (); delete from once')
    const theirs = await restore(restored, archive, '--replace')
    expect([theirs.code, theirs.said]).toEqual([1, expect.stringContaining('bảng không phải của cổng')])
    await on(restored.DATABASE_URL, 'drop table theirs')
    expect(await state(restored)).toEqual({
      ...before,
      tables: before.tables.map((table) => (table.name === 'once' ? expect.objectContaining({ rows: 0 }) : table)),
    })
    const replaced = await restore(restored, archive, '--replace')
    expect(replaced.code, replaced.said).toBe(0)
    expect(await state(restored)).toEqual(contents(there))
  })

  test('while somebody is connected, for it may be the portal', async () => {
    const portal = new pg.Client(restored.DATABASE_URL)
    await portal.connect()
    const { code, said } = await restore(restored, archive, '--replace')
    await portal.end()
    expect([code, said]).toEqual([1, expect.stringContaining('còn 1 kết nối khác')])
  })

  test('the power fails in the middle of replacing: the portal says so and does not start; the next restoring begins with what was there', async () => {
    const before = await state(restored)
    const holder = new pg.Client(restored.DATABASE_URL)
    const cut = start('src/restore.ts', [archive, '--replace'], restored)
    await cut.says(/Bảng 5\//)
    cut.child.kill('SIGKILL')
    await cut.ended
    await until(
      async () =>
        (await admin.query(`select from pg_stat_activity where datname = $1`, [new URL(restored.DATABASE_URL).pathname.slice(1)]))
          .rowCount === 0,
    )
    await holder.connect()
    const { rows: left } = await holder.query(`select from pg_namespace where nspname = 'before_restore'`)
    await holder.end()
    expect(left).toHaveLength(1)
    await expect(apply(restored.DATABASE_URL)).rejects.toThrow('Một lần khôi phục đang chạy, hoặc đã bị ngắt giữa chừng')
    const other = await restore(restored, archive)
    expect([other.code, other.said]).toEqual([1, expect.stringContaining('--replace')])
    expect(await state(restored)).toEqual(before)
  })

  test('nor is a backup written over another, or left half', async () => {
    const again = await run('src/backup.ts', [archive])
    expect([again.code, again.said]).toEqual([1, expect.stringContaining('không ghi đè bản sao lưu nào')])
    const nowhere = await run('src/backup.ts', [join(folder, 'none', 'x.zip')])
    expect([nowhere.code, nowhere.said]).toEqual([1, expect.stringContaining('không có thư mục này')])
    const { sha256 } = await attachmentOf(report)
    const kept = join(process.env.DATA_DIR ?? '', 'files', sha256)
    await mkdir(join(folder, 'aside'))
    await copyFile(kept, join(folder, 'aside', sha256))
    await writeFile(kept, 'another content')
    const broken = await run('src/backup.ts', [join(folder, 'aside', 'x.zip')])
    expect([broken.code, broken.said]).toEqual([1, expect.stringContaining('không khớp mã kiểm tra')])
    await copyFile(join(folder, 'aside', sha256), kept)
    expect(await readdir(join(folder, 'aside'))).toEqual([sha256])
    expect((await run('src/backup.ts', [])).said).toContain('Cách dùng: npm run backup')
    expect((await run('src/restore.ts', ['a', '--now'])).said).toContain('Cách dùng: npm run restore')
  })
})
