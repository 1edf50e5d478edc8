import { agencyOf, communes, communesOf, districtOf } from './agencies.ts'
import { pick, shuffled, some, whole } from './dice.ts'
import { rowsOf } from './vietnamese.ts'

const COMMUNES_IN_PROGRAMME = 94
const POOR_DISTRICTS = [
  'huyen-muong-nhe',
  'huyen-muong-cha',
  'huyen-tua-chua',
  'huyen-tuan-giao',
  'huyen-dien-bien-dong',
  'huyen-muong-ang',
  'huyen-nam-po',
]
const UPLANDS_OF_DIEN_BIEN = ['03323', '03340', '03358', '03359', '03361', '03364', '03365', '03367', '03368']

/**
 * The official list of the 94 communes is not public: all xã of the poor districts (but Mường Báng, which joined in 2024),
 * Mường Pồn, and uplands of Điện Biên district by the dice.
 */
export const programmeCommunes: readonly string[] = chosenCommunes()

const profiles = new Map(rowsOf<Column>('commune-profiles.csv').map((row) => [row.code, row]))
const villageNames = new Map(rowsOf<'people' | 'names'>('village-names.csv').map((row) => [row.people, row.names.split(';')]))
const known = new Map<string, Commune>()

export function communeOf(key: string): Commune {
  const commune = known.get(key) ?? describe(key)
  known.set(key, commune)
  return commune
}

/** A commune by what an official would write: its key, "UBND xã Keo Lôm" or "xã Keo Lôm". */
export function communeNamed(name: string): Commune {
  const wanted = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/^(ủy ban nhân dân|ubnd) /, '')
  const found = communes().find((commune) => commune.key === wanted || commune.name.toLowerCase().replace(/^ubnd /, '') === wanted)
  if (!found) throw new Error(`no commune called ${name} in the demonstration`)
  return communeOf(found.key)
}

function describe(key: string): Commune {
  const agency = agencyOf(key)
  const profile = profiles.get(agency.gsoCode ?? '')
  const peoples = profile?.peoples.split(';') ?? ['Thái', 'Kinh']
  const place = agency.name.replace(/^UBND /, '')
  return {
    key,
    code: agency.gsoCode ?? '',
    place,
    district: districtOf(key).name.replace(/^UBND /, ''),
    peoples,
    landscape: (profile?.landscape as Commune['landscape'] | undefined) ?? 'valley',
    border: profile?.border === 'yes',
    crops: profile?.crops.split(';') ?? ['lúa nước', 'rau màu', 'cây ăn quả'],
    animals: profile?.animals.split(';') ?? ['gia cầm', 'lợn bản địa'],
    villages: villagesOf(key, peoples, profile?.villages ? profile.villages.split(';') : []),
  }
}

/** Names of the region; which village lies in which commune is made up, but for a few communes. */
function villagesOf(key: string, peoples: string[], own: string[]): string[] {
  const pool = peoples.flatMap((people, index) => some(`${key}/villages/${people}`, villageNames.get(people) ?? [], index === 0 ? 9 : 4))
  return [...new Set([...own, ...pool])].slice(0, whole(`${key}/villages`, 7, 12))
}

function chosenCommunes(): string[] {
  const isXa = (key: string) => key.startsWith('xa-')
  const poor = POOR_DISTRICTS.flatMap((district) => communesOf(district).map(({ key }) => key)).filter(isXa)
  const certain = [...poor.filter((key) => key !== 'xa-muong-bang'), 'xa-muong-pon']
  const uplands = communesOf('huyen-dien-bien').filter(({ gsoCode }) => UPLANDS_OF_DIEN_BIEN.includes(gsoCode ?? ''))
  const others = shuffled(
    'programme communes',
    uplands.map(({ key }) => key),
  )
  const chosen = new Set([...certain, ...others.slice(0, COMMUNES_IN_PROGRAMME - certain.length)])
  return communes()
    .map(({ key }) => key)
    .filter((key) => chosen.has(key))
}

export const aVillage = (commune: Commune, key: string): string => `bản ${pick(`${commune.key}/${key}`, commune.villages)}`

export const villagesFor = (commune: Commune, key: string, howMany: number): string[] =>
  some(`${commune.key}/${key}`, commune.villages, howMany).map((name) => `bản ${name}`)

export interface Commune {
  key: string
  code: string
  /** "xã Keo Lôm" */
  place: string
  district: string
  peoples: string[]
  landscape: 'valley' | 'upland' | 'river'
  border: boolean
  crops: string[]
  animals: string[]
  /** Without the word "bản". */
  villages: string[]
}

type Column = 'code' | 'peoples' | 'landscape' | 'border' | 'crops' | 'animals' | 'villages'
