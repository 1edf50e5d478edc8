import type { Db } from '../db.ts'
import { authorityOf, letterheadOf } from '../documents/letterhead.ts'
import { env } from '../env.ts'
import { read } from '../form.ts'
import { proofOf } from '../proofs/proof.ts'
import { placeOf, termWords } from '../words.ts'
import { type Filing, type Kind, titleOf, type Version } from './filing.ts'
import { signedOf } from './signed.ts'

/** What would be sent of a working copy now, as it would be frozen; or what is missing. */
export async function sendable(kind: Kind, filing: Filing, db: Db) {
  const { data, form } = read(kind.form(filing), filing.draft?.content)
  const content = data && (kind.content ? await kind.content(data as never, filing, db) : data)
  return {
    content: content && JSON.parse(JSON.stringify(content, (_, value) => (typeof value === 'bigint' ? `${value}` : value))),
    missing: form?.errors ?? [],
  }
}

/** `origin`: where this reader has the portal open, for the address at the foot where no PUBLIC_URL is set. */
type Asked = { db: Db; at: Date; origin: string }

/** A filing as an official document: of a version with its signer and the names of that day, of a working copy with those of today and nobody's. */
export async function issuedOf(kind: Kind, filing: Filing, { db, at, origin }: Asked, content: unknown, version?: Version) {
  const on = version?.sentAt ?? at
  const assignment = filing.assignmentId
    ? await db.assignment.findUnique({ where: { id: filing.assignmentId }, include: { commune: true } })
    : null
  const covers = await db.filingCover.findMany({ where: { filingId: filing.id }, include: { commune: true } })
  const receivers = version ? whoAnswersFirst(version.receipts) : await receiversOf(kind, filing, { db, at })
  const { kind: name, period } = filing
  const agency = version?.agencyName ?? filing.agency.name
  const paper = version && signedOf(version)
  const signer = paper ?? version
  const document = kind.document(content as never, {
    ...{ title: titleOf({ kind: name, period, assignment, covers }), term: termWords(period), year: period.year, agency, receivers },
    places: [...(assignment ? [assignment] : []), ...covers].map(({ commune }) => placeOf(commune.name)),
    decision: assignment ? { number: assignment.decisionNumber, date: assignment.decisionDate } : undefined,
  })
  return {
    document,
    letterhead: await letterheadOf(db, {
      ...{ agencyId: filing.agencyId, type: document.type, at: on },
      recorded: paper && { number: paper.number, on: paper.documentDate },
    }),
    signature: signer ? { authority: authorityOf(agency, signer.signerTitle), name: signer.signerName } : { authority: [], name: '' },
    proof: version && (await proofOf(version.sha256, (path) => `${env.PUBLIC_URL ?? origin}${path}`)),
    // Whom "Như trên" does not name.
    receivers: document.to ? [] : receivers,
  }
}

/** Whose answer is asked for stands before who is informed. */
const whoAnswersFirst = (receipts: Version['receipts']) =>
  receipts.toSorted((a, b) => Number(b.asked) - Number(a.asked)).map(({ agency }) => agency.name)

async function receiversOf(kind: Kind, filing: Filing, { db, at }: { db: Db; at: Date }) {
  const ids = await kind.receivers(db, filing, at)
  const asked = (await kind.asked?.(db, filing, at)) ?? ids
  const agencies = await db.agency.findMany({ where: { id: { in: ids } }, orderBy: { name: 'asc' } })
  return agencies.toSorted((a, b) => Number(asked.includes(b.id)) - Number(asked.includes(a.id))).map(({ name }) => name)
}
