import { rowsOf, slugOf } from './vietnamese.ts'

const titles = new Map<string, Titles>()

export const agencies: readonly Agency[] = allAgencies()

const byKey = new Map(agencies.map((agency) => [agency.key, agency]))

export function agencyOf(key: string): Agency {
  const agency = byKey.get(key)
  if (!agency) throw new Error(`no agency ${key} in the demonstration`)
  return agency
}

/** "UBND xã Keo Lôm" is "xã Keo Lôm" in a sentence. */
export const placeOf = (key: string): string => agencyOf(key).name.replace(/^UBND /, '')

export const districtOf = (communeKey: string): Agency => agencyOf(agencyOf(communeKey).parentKey ?? communeKey)

export const districtName = (communeKey: string): string => placeOf(districtOf(communeKey).key)

export const communes = (): Agency[] => agencies.filter((agency) => agency.kind === 'commune')

export const communesOf = (districtKey: string): Agency[] => communes().filter((commune) => commune.parentKey === districtKey)

/** Whoever can be assigned to communes: the provincial agencies, and the planning department beside its own office. */
export const helpers = (): Agency[] => agencies.filter((agency) => agency.kind === 'unit' || agency.kind === 'planning')

export const titlesOf = (key: string): Titles =>
  titles.get(key) ?? { head: 'Giám đốc', deputy: 'Phó Giám đốc', specialist: 'Chuyên viên Phòng Kinh tế ngành' }

function allAgencies(): Agency[] {
  const province = agency({
    key: 'ubnd-tinh',
    name: 'UBND tỉnh Điện Biên',
    kind: 'province',
    gsoCode: '11',
    otherSpellings: ['Ủy ban nhân dân tỉnh Điện Biên'],
  })
  const planning = agency({
    key: 'so-khdt',
    name: 'Sở Kế hoạch và Đầu tư',
    kind: 'planning',
    abbreviation: 'SKHĐT',
    parentKey: province.key,
    otherSpellings: ['Sở KH&ĐT'],
  })
  return [province, planning, ...districts(province.key), ...provincialAgencies(province.key)]
}

function districts(parentKey: string): Agency[] {
  const rows = rowsOf<UnitColumn>('administrative-units.csv')
  const slugs = rows.filter((row) => row.level === 'commune').map((row) => slugOf(row.name))
  const alike = new Set(slugs.filter((slug, index) => slugs.indexOf(slug) !== index))
  return rows
    .filter((row) => row.level === 'district')
    .flatMap((district) => {
      const key = slugOf(district.name)
      const own = rows.filter((row) => row.level === 'commune' && row.district_code === district.code)
      return [
        agency({ key, name: governmentOf(district.name), kind: 'district', gsoCode: district.code, parentKey, otherSpellings: [] }),
        ...own.map((row) => commune(row, key, alike)),
      ]
    })
}

function commune(row: Record<UnitColumn, string>, parentKey: string, alike: Set<string>): Agency {
  const slug = slugOf(row.name)
  return agency({
    key: alike.has(slug) ? `${slug}-${row.code}` : slug,
    name: governmentOf(row.name),
    kind: 'commune',
    gsoCode: row.code,
    parentKey,
    otherSpellings: row.other_spellings ? row.other_spellings.split(';').map(governmentOf) : [],
  })
}

function provincialAgencies(parentKey: string): Agency[] {
  const rows = rowsOf<AgencyColumn>('provincial-agencies.csv')
  const slugs = rows.map((row) => `dv-${slugOf(row.abbreviation)}`)
  return rows.map((row, index) => {
    const slug = slugs[index] ?? ''
    const same = slugs.flatMap((other, place) => (other === slug ? [place] : []))
    const key = same.length > 1 ? `${slug}-${same.indexOf(index) + 1}` : slug
    titles.set(key, { head: row.head, deputy: row.deputy, specialist: row.specialist })
    return agency({
      key,
      name: row.name,
      kind: 'unit',
      documentStyle: row.document_style as Agency['documentStyle'],
      abbreviation: row.abbreviation,
      parentKey,
      otherSpellings: row.other_spellings ? row.other_spellings.split(';') : [],
    })
  })
}

function agency(given: Given): Agency {
  return { documentStyle: 'state', abbreviation: 'UBND', slug: given.key, validFrom: '2021-01-01', ...given }
}

/** "Xã Keo Lôm" as the name of its people's committee. */
function governmentOf(name: string): string {
  return `UBND ${name.charAt(0).toLowerCase()}${name.slice(1)}`
}

export interface Agency {
  key: string
  name: string
  kind: 'province' | 'planning' | 'district' | 'commune' | 'unit'
  documentStyle: 'state' | 'party' | 'massOrganisation'
  /** What stands behind the type in a document number: 12/BC-STNMT. */
  abbreviation: string
  /** The stem of user names. */
  slug: string
  gsoCode?: string
  parentKey?: string
  otherSpellings: string[]
  validFrom: string
}

export interface Titles {
  head: string
  deputy: string
  specialist: string
}

type Given = Pick<Agency, 'key' | 'name' | 'kind' | 'otherSpellings'> & Partial<Agency>
type UnitColumn = 'level' | 'code' | 'name' | 'district_code' | 'type' | 'other_spellings'
type AgencyColumn = 'name' | 'abbreviation' | 'document_style' | 'head' | 'deputy' | 'specialist' | 'other_spellings'
