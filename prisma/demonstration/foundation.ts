import { v7 } from 'uuid'
import { hashOf } from '../../src/accounts/password.ts'
import { prisma } from '../../src/db.ts'
import type { Role } from '../../src/generated/enums.ts'
import { agencies, assignments, people, programme, programmeCommunes } from './province.ts'

export const password = 'Giup-xa-253'

const day = (iso: string) => new Date(`${iso}T00:00:00Z`)
/** The district level ends with 30/6/2025. */
const lastDayOfDistricts = day('2025-06-30')

/** The communes that file everything since 2023 (Điện Biên Đông and Mường Chà); the others their annual reports, quarters since 2023, months from now on. */
export const firstToJoin = ['huyen-dien-bien-dong', 'huyen-muong-cha'].flatMap((district) =>
  agencies
    .filter(({ key, parentKey }) => parentKey === district && programmeCommunes.includes(key))
    .slice(0, 6)
    .map(({ key }) => key),
)
/** Those, and the commune that the visitor plays. */
export const inTheStory = [...firstToJoin, 'xa-keo-lom']
const othersReportMonthsFrom = '2024-12-01'
const quartersFrom = '2023-01-01'

/** The province as rows: agencies with their dated names, codes, functions and parents; programme, assignments, accounts. */
export async function layFoundation() {
  const ids = new Map(agencies.map(({ key }) => [key, v7()]))
  const idOf = (key: string) => ids.get(key) ?? ''
  await prisma.agency.createMany({
    data: agencies.map(({ key, name, abbreviation, documentStyle, otherSpellings }) => ({
      ...{ id: idOf(key), name, abbreviation, documentStyle, otherSpellings },
    })),
  })
  await prisma.agencyName.createMany({
    data: agencies.map(({ key, name, abbreviation, validFrom }) => ({ agencyId: idOf(key), name, abbreviation, from: day(validFrom) })),
  })
  await prisma.agencyCode.createMany({
    data: agencies.flatMap(({ key, gsoCode, validFrom }) =>
      gsoCode ? [{ agencyId: idOf(key), code: gsoCode, from: day(validFrom) }] : [],
    ),
  })
  await prisma.agencyRole.createMany({
    data: agencies.flatMap(({ key, kind, validFrom }) =>
      kind === 'unit'
        ? []
        : [{ agencyId: idOf(key), role: kind satisfies Role, from: day(validFrom), to: kind === 'district' ? lastDayOfDistricts : null }],
    ),
  })
  const parents = agencies.flatMap(({ key, kind, parentKey, validFrom }) =>
    parentKey
      ? [{ agencyId: idOf(key), parentId: idOf(parentKey), from: day(validFrom), to: kind === 'commune' ? lastDayOfDistricts : null }]
      : [],
  )
  await prisma.agencyParent.createMany({ data: parents })
  const { id: programmeId } = await prisma.programme.create({
    data: {
      name: programme.name,
      decisions: programme.decisions.map(({ number, date }) => `${number} ngày ${date.split('-').reverse().join('/')}`).join('; '),
      ...{ from: day(programme.from), to: day(programme.to), firstYear: 2022 },
    },
  })
  await prisma.assignment.createMany({
    data: assignments.map(({ unitKey, communeKey, decisionNumber, decisionDate, from, to, illustration, unitContact, communeContact }) => ({
      ...{ programmeId, unitId: idOf(unitKey), communeId: idOf(communeKey), decisionNumber, decisionDate: day(decisionDate) },
      ...{ from: day(from), to: to ? day(to) : null, illustration, unitContact, communeContact },
    })),
  })
  await prisma.communeRegion.createMany({
    data: programmeCommunes.map((key) => ({
      ...{ communeId: idOf(key), region: 'three' as const, from: day('2021-06-04') },
      ...{ decisionNumber: '861/QĐ-TTg', decisionDate: day('2021-06-04') },
    })),
  })
  await prisma.reportingStart.createMany({
    data: programmeCommunes.flatMap((key) => [
      { agencyId: idOf(key), periodKind: 'month' as const, from: day(firstToJoin.includes(key) ? '2023-01-01' : othersReportMonthsFrom) },
      { agencyId: idOf(key), periodKind: 'quarter' as const, from: day(quartersFrom) },
    ]),
  })
  // One hash for all: hashing two hundred times would take longer than everything else.
  const passwordHash = await hashOf(password)
  const users = people.map(({ username, name, title, position, administrator, agencyKey }) => ({
    ...{ id: v7(), username, name, title, position, administrator, agencyId: idOf(agencyKey) },
  }))
  await prisma.user.createMany({ data: users })
  await prisma.credential.createMany({ data: users.map(({ id }) => ({ userId: id, passwordHash })) })
  return ids
}
