import { agencyOf, communesOf, helpers } from './agencies.ts'
import { communeNamed, programmeCommunes } from './communes.ts'
import { chance, pick, shuffled, some } from './dice.ts'
import { contactOf } from './people.ts'
import { rowsOf } from './vietnamese.ts'

const THIS_PERIOD = '2021-2025'
const EARLIER_PERIOD = '2017-2020'
const MOVED = { unitKey: 'dv-btgtu', from: 'xa-na-sang', to: 'xa-huoi-mi', decisionNumber: '1146/QĐ-UBND', decisionDate: '2023-06-26' }

/**
 * Decision 2072/QĐ-UBND names who helps whom, but its annex is not public. What is: the National Assembly and People's Council office helps
 * Mường Pồn, and ten units help the communes of Điện Biên Đông (which unit which commune is not stated). All else is an illustration.
 */
export const assignments: readonly Assignment[] = [...known(), ...inDienBienDong(), ...elsewhere()].flatMap(movedIn2023)

function known(): Pair[] {
  return publicRows(THIS_PERIOD).flatMap(({ unit, place }) =>
    place.startsWith('Xã') ? [{ unitKey: unitNamed(unit), communeKey: xaNamed(place), illustration: false }] : [],
  )
}

function tenOfDienBienDong(): string[] {
  return publicRows(THIS_PERIOD).flatMap(({ unit, place }) => (place.startsWith('Huyện Điện Biên Đông') ? [unitNamed(unit)] : []))
}

/** The department of natural resources keeps its three communes of the earlier period. */
function inDienBienDong(): Pair[] {
  const communes = inProgramme('huyen-dien-bien-dong')
  const kept = publicRows(EARLIER_PERIOD).map(({ place }) => xaNamed(place))
  const pairs = kept.map((communeKey) => ({ unitKey: 'dv-stnmt', communeKey, illustration: true }))
  const turns = [
    ...shuffled(
      'dien-bien-dong',
      communes.filter((key) => !kept.includes(key)),
    ),
    'xa-keo-lom',
    ...some('again', communes, 8),
  ]
  const others = tenOfDienBienDong().filter((key) => key !== 'dv-stnmt')
  const asked = turns.map((communeKey, turn) => ({ unitKey: others[turn % others.length] ?? '', communeKey, illustration: true }))
  return [...pairs, ...asked].filter(isFirst)
}

/** Each unit takes neighbouring communes, walking through the districts as often as its units allow. */
function elsewhere(): Pair[] {
  const communes = programmeCommunes.filter((key) => agencyOf(key).parentKey !== 'huyen-dien-bien-dong' && key !== 'xa-muong-pon')
  const walk = [
    ...communes,
    ...communes.filter((key) => chance(`${key}/second unit`, 40)),
    ...communes.filter((key) => chance(`${key}/third unit`, 22)),
  ]
  const units = helpers()
    .map(({ key }) => key)
    .filter((key) => key !== 'dv-vpddbqhhdnd' && !tenOfDienBienDong().includes(key))
  let next = 0
  return shuffled('units', units).flatMap((unitKey) => {
    const taken = walk.slice(next, next + pick(`${unitKey}/communes`, [2, 3, 3, 3, 4]))
    next += taken.length
    return [...new Set(taken)].map((communeKey) => ({ unitKey, communeKey, illustration: true }))
  })
}

/** One unit of Mường Chà was given another commune in 2023. */
function movedIn2023(pair: Pair): Assignment[] {
  const assignment: Assignment = {
    ...pair,
    decisionNumber: '2072/QĐ-UBND',
    decisionDate: '2021-11-17',
    from: '2021-11-17',
    to: null,
    unitContact: contactOf(pair.unitKey),
    communeContact: contactOf(pair.communeKey),
  }
  if (pair.unitKey !== MOVED.unitKey || pair.communeKey !== MOVED.from) return [assignment]
  return [
    { ...assignment, to: '2023-06-30', endDecisionNumber: MOVED.decisionNumber, endDecisionDate: MOVED.decisionDate },
    {
      ...assignment,
      communeKey: MOVED.to,
      decisionNumber: MOVED.decisionNumber,
      decisionDate: MOVED.decisionDate,
      from: '2023-07-01',
      communeContact: contactOf(MOVED.to),
    },
  ]
}

function publicRows(period: string): Record<Column, string>[] {
  return rowsOf<Column>('known-assignments.csv').filter((row) => row.period === period)
}

function unitNamed(name: string): string {
  const unit = helpers().find((helper) => helper.name === name || helper.otherSpellings.includes(name))
  if (!unit) throw new Error(`no unit called ${name} in the demonstration`)
  return unit.key
}

/** "Xã Keo Lôm (huyện Điện Biên Đông)" */
function xaNamed(place: string): string {
  return communeNamed(place.replace(/ \(.*$/, '')).key
}

function isFirst(pair: Pair, index: number, all: Pair[]): boolean {
  return all.findIndex(({ unitKey, communeKey }) => unitKey === pair.unitKey && communeKey === pair.communeKey) === index
}

function inProgramme(districtKey: string): string[] {
  return communesOf(districtKey)
    .map(({ key }) => key)
    .filter((key) => programmeCommunes.includes(key))
}

export interface Assignment extends Pair {
  decisionNumber: string
  decisionDate: string
  from: string
  to: string | null
  unitContact: string
  communeContact: string
  /** The decision that ended it, where one did. */
  endDecisionNumber?: string
  endDecisionDate?: string
}

interface Pair {
  unitKey: string
  communeKey: string
  /** Made up, because the annex of the decision is not public. */
  illustration: boolean
}

type Column = 'decision' | 'unit' | 'place' | 'period' | 'source'
