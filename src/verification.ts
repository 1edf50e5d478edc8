import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import { retrieve } from './attachments/store.ts'
import { counted } from './consolidations/choices.ts'
import type { Compiled } from './consolidations/compile.ts'
import { sumColumns } from './consolidations/figure.ts'
import { type Source, versionsOf } from './consolidations/sources.ts'
import { prisma } from './db.ts'
import { hash } from './filings/filing.ts'
import { kindOf } from './filings/kinds.ts'
import type { Prisma, Scoring } from './generated/client.ts'
import { decimal, scaled } from './reports/computed.ts'
import { scoreHash, sealOf } from './scores/result.ts'
import { verifySeals } from './seal.ts'
import { fileSize, kindWords, number, termWords } from './words.ts'

/** Whether what was sent is still what was sent: everything is computed again from the rows and files, past every scope and trigger. */

/** `end` is where the sealed log ends. */
export type Checked = { versions: number; rows: number; sources: number; files: number; scores: number; events: number; end?: string }

const looks = { rows: rowsIn, sources: sourcesIn, files: filesIn } satisfies Partial<
  Record<keyof Checked, (version: Version) => Promise<{ count: number; wrong: string[] }>>
>

/** Some at a time, so that memory does not grow with the years. */
const batch = 50

/** Says each thing that does not hold; gives back how much was looked at. */
export async function verify(say: (wrong: string) => void): Promise<Checked> {
  const checked: Checked = { versions: 0, rows: 0, sources: 0, files: 0, scores: 0, events: 0 }
  for await (const version of versions()) {
    const name = nameOf(version)
    checked.versions += 1
    if (hash(version) !== version.sha256) say(`${name}: nội dung không khớp mã kiểm tra`)
    for (const [part, look] of Object.entries(looks)) {
      const { count, wrong } = await look(version).catch(() => ({ count: 0, wrong: ['nội dung không còn đọc được'] }))
      checked[part as keyof typeof looks] += count
      for (const sentence of wrong) say(`${name}: ${sentence}`)
    }
  }
  for await (const file of files()) {
    checked.files += 1
    const wrong = await contentOf(file)
    if (wrong) say(`Tài liệu “${file.name}” (${file.id}): ${wrong}`)
  }
  for (const scoring of await prisma.scoring.findMany({ orderBy: { year: 'asc' } })) {
    const { count, wrong } = await scoresIn(scoring)
    checked.scores += count
    for (const sentence of wrong) say(`Điểm thi đua năm ${scoring.year}: ${sentence}`)
  }
  const { events, end, wrong } = await verifySeals()
  if (wrong) say(wrong)
  Object.assign(checked, { events, end })
  return checked
}

// ── versions ──────────────────────────────────────────────────────────────────────────────────────────────────────

const whole = {
  filing: { include: { period: true } },
  items: true,
  values: true,
  results: true,
  unitItems: true,
  assessments: true,
  explained: true,
  attachments: { include: { attachment: true } },
} satisfies Prisma.FilingVersionInclude
type Version = Prisma.FilingVersionGetPayload<{ include: typeof whole }>

async function* versions(): AsyncGenerator<Version> {
  let after: string | undefined
  do {
    const found: Version[] = await prisma.filingVersion.findMany({
      ...{ where: after ? { id: { gt: after } } : {}, orderBy: { id: 'asc' }, take: batch, include: whole },
    })
    yield* found
    after = found.at(-1)?.id
  } while (after)
}

const nameOf = ({ id, n, agencyName, filing: { kind, period } }: Version) =>
  `${kindWords[kind]} ${termWords(period)}, ${agencyName}, phiên bản ${n} (${id})`

type Row = Record<string, unknown>

/** What each table is told apart by, and what its rows are called. */
const summed = {
  unitResult: {
    of: ({ results }: Version): Row[] => results,
    key: ({ communeId, area }: Row) => `${communeId} ${area}`,
    called: 'kết quả',
  },
  explainedSection: {
    of: ({ explained }: Version): Row[] => explained,
    key: ({ communeId }: Row) => String(communeId),
    called: 'lý do tại xã',
  },
  indicatorValue: { of: ({ values }: Version): Row[] => values, key: ({ code }: Row) => String(code), called: 'chỉ tiêu' },
  unitItem: {
    of: ({ unitItems }: Version): Row[] => unitItems,
    key: ({ communeId, planId, itemKey }: Row) => `${communeId} ${planId} ${itemKey}`,
    called: 'nhiệm vụ',
  },
  unitAssessment: {
    of: ({ assessments }: Version): Row[] => assessments,
    key: ({ unitId }: Row) => String(unitId),
    called: 'đánh giá đơn vị',
  },
  planItem: { of: ({ items }: Version): Row[] => items, key: ({ key }: Row) => String(key), called: 'nhiệm vụ' },
} as const

/** The rows that are added up, against those that the same content gives when it is sent. */
async function rowsIn(version: Version) {
  const given = new Map<string, Row[]>(Object.keys(summed).map((table) => [table, []]))
  const catching = new Proxy(
    {},
    { get: (_, table: string) => ({ createMany: async ({ data }: { data: Row[] }) => given.set(table, data) }) },
  )
  await kindOf(version.filing.kind).project?.(catching as never, version, version.content as never)
  const wrong = Object.entries(summed).flatMap(([table, { of, key, called }]) => {
    const [there, should] = [new Map(of(version).map((row) => [key(row), row])), new Map(given.get(table)?.map((row) => [key(row), row]))]
    return [...new Set([...there.keys(), ...should.keys()])].flatMap((name) => {
      const [row, wanted] = [there.get(name), should.get(name)]
      if (!wanted) return [`${called} ${name} có trong số liệu, không có trong nội dung`]
      if (!row) return [`${called} ${name} có trong nội dung, không có trong số liệu`]
      const differing = Object.keys(wanted).filter((field) => !same(row[field], wanted[field]))
      return differing.length ? [`${called} ${name} khác nội dung ở ${differing.join(', ')}`] : []
    })
  })
  return { count: Object.values(summed).reduce((sum, { of }) => sum + of(version).length, 0), wrong }
}

/** As the database gives it, and as it was written: decimals as strings, days as dates. */
function same(found: unknown, written: unknown) {
  if (found === null || written === null) return found === written
  if (typeof found === 'object' && 'toFixed' in found && typeof found.toFixed === 'function')
    return decimal(scaled(found.toFixed(4)) ?? 0n) === decimal(scaled(String(written)) ?? 0n)
  if (Array.isArray(found) && Array.isArray(written)) return found.join() === written.join()
  if (found instanceof Date && written instanceof Date) return found.getTime() === written.getTime()
  return found === written || String(found) === String(written)
}

/** The reports that a consolidated report names: there, of that number and hash; and together they give its totals. */
async function sourcesIn({ content }: Version) {
  const { compiled } = content as { compiled?: Compiled }
  if (!compiled) return { count: 0, wrong: [] }
  const named: Source[] = [...compiled.units, ...compiled.communes, ...compiled.districts].filter(({ versionId }) => versionId)
  const select = { id: true, filingId: true, n: true, sha256: true } as const
  const found = await prisma.filingVersion.findMany({ where: { id: { in: versionsOf(named) } }, select })
  const there = new Map(found.map((version) => [version.id, version]))
  const wrong = named.flatMap(({ agency, versionId, filingId, n, sha256 }) => {
    const version = there.get(versionId ?? '')
    if (!version) return [`nguồn không còn: ${agency}, phiên bản ${n} (${versionId})`]
    const itself = version.filingId === filingId && version.n === n && (!sha256 || version.sha256 === sha256)
    return itself ? [] : [`nguồn không phải là phiên bản đã đọc: ${agency}, phiên bản ${n} (${versionId})`]
  })
  const { _sum: sums } = await prisma.unitResult.aggregate({
    where: {
      versionId: { in: versionsOf(counted(compiled.units)) },
      ...(compiled.scope?.oversees && { communeId: { in: compiled.scope.oversees } }),
    },
    _sum: { ownMoney: true, sponsorMoney: true, goodsValue: true, programmeMoney: true, labourDays: true, households: true },
  })
  const confirmed = (column: (typeof sumColumns)[number]) =>
    (compiled.confirmed ?? []).reduce((sum, line) => sum + BigInt(line[column]), 0n)
  const sumOf = (column: (typeof sumColumns)[number]) => String(BigInt(sums[column] ?? 0) + confirmed(column))
  const differing = compiled.scope ? sumColumns.filter((column) => sumOf(column) !== String(compiled.total[column])) : []
  if (differing.length) wrong.push(`tổng không bằng số của các nguồn ở ${differing.join(', ')}`)
  return { count: named.length, wrong }
}

/** The files that a version says it was sent with. */
async function filesIn({ content, attachments }: Version) {
  const { attachments: named = [] } = content as { attachments?: { id: string; name: string; sha256: string }[] }
  const there = new Map(attachments.map(({ attachment }) => [attachment.id, attachment.sha256]))
  const missing = named.filter(({ id, sha256 }) => there.get(id) !== sha256)
  const added = attachments.filter(({ attachmentId }) => !named.some(({ id }) => id === attachmentId))
  const wrong = [
    ...missing.map(({ name }) => `tài liệu kèm theo “${name}” không còn như khi gửi`),
    ...added.map(({ attachment: { name } }) => `tài liệu “${name}” không có trong nội dung đã gửi`),
  ]
  return { count: 0, wrong } // the files themselves are counted by their rows
}

// ── files ─────────────────────────────────────────────────────────────────────────────────────────────────────────

type File = { id: string; name: string; size: number; sha256: string }

async function* files(): AsyncGenerator<File> {
  let after: string | undefined
  do {
    const found: File[] = await prisma.attachment.findMany({
      ...{ where: after ? { id: { gt: after } } : {}, orderBy: { id: 'asc' }, take: batch },
      select: { id: true, name: true, size: true, sha256: true },
    })
    yield* found
    after = found.at(-1)?.id
  } while (after)
}

/** What is wrong with a file in the store; read through, never held. */
async function contentOf({ sha256, size }: File) {
  const content = await retrieve(sha256).catch(() => undefined)
  if (!content) return 'không có tệp trong kho'
  const [sum, length] = [createHash('sha256'), { bytes: 0 }]
  try {
    await pipeline(content, async (parts: AsyncIterable<Buffer>) => {
      for await (const part of parts) {
        sum.update(part)
        length.bytes += part.length
      }
    })
  } catch (error) {
    return `không đọc được tệp (${(error as Error).message})`
  }
  if (sum.digest('hex') !== sha256) return 'nội dung tệp không khớp mã kiểm tra'
  return length.bytes === size ? undefined : `tệp dài ${fileSize(length.bytes)}, đã ghi ${fileSize(size)}`
}

// ── scores ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Every score that was published or frozen, by its hash; and a frozen year as a whole, by its seal. */
async function scoresIn(scoring: Scoring) {
  const scores = await prisma.unitScore.findMany({ where: { scoringId: scoring.id }, include: { unit: true }, orderBy: { id: 'asc' } })
  const wrong = scores
    .filter((score) => scoreHash(score) !== score.sha256)
    .map(({ unit, edition }) => `bảng điểm của ${unit.name}, lần ${edition}, không khớp mã kiểm tra`)
  const last = scores.filter(({ edition }) => edition === scoring.edition)
  if (scoring.status === 'frozen' && sealOf(scoring, last) !== scoring.seal)
    wrong.push('tiêu chí hoặc các bảng điểm đã chốt không khớp mã kiểm tra')
  return { count: scores.length, wrong }
}

/** "Đã kiểm tra 1.200 phiên bản, …" */
export const checkedWords = ({ versions, rows, sources, files, scores, events }: Checked) =>
  `Đã kiểm tra ${number(versions)} phiên bản, ${number(rows)} dòng số liệu, ${number(sources)} nguồn của báo cáo tổng hợp, ${number(files)} tài liệu, ${number(scores)} bảng điểm, ${number(events)} sự kiện đã niêm phong`
