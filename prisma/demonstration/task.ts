import { aVillage, type Commune, villagesFor } from './communes.ts'
import { pick, whole } from './dice.ts'
import { count, listed } from './vietnamese.ts'

export const CLAUSES = [
  '4.1',
  '4.2',
  '4.3',
  '4.4',
  '4.5',
  '4.6',
  '4.7',
  '5.1',
  '5.2',
  '5.3',
  '5.4',
  '5.5',
  '5.6',
  '6.1',
  '6.2',
  '7.1',
  '7.2',
] as const
export const FORMS = ['advice', 'training', 'connecting', 'investment', 'technical', 'labour', 'goods', 'money'] as const

export type Clause = (typeof CLAUSES)[number]
export type Form = (typeof FORMS)[number]

/** One thing a unit can plan to do for a commune: what, and the result expected. Money in millions of đồng, where there is any. */
export interface Task {
  clause: Clause
  /** Left out where it would make no sense. */
  fits?: (told: Told) => boolean
  form: Form
  task: (told: Told) => string
  result: (told: Told) => string
  own?: readonly [number, number]
  sponsor?: readonly [number, number]
  programme?: readonly [number, number]
}

const STAPLES = ['lúa nương', 'lúa nước', 'ngô', 'sắn', 'rau màu']
const TREES = ['mắc ca', 'quế', 'cà phê', 'táo mèo', 'mận', 'đào', 'nhãn', 'cam', 'cây ăn quả', 'chè Shan tuyết', 'chè', 'thảo quả']

const treeOf = (name: string): string => (name.startsWith('cây ') ? name : `cây ${name}`)

/** What a sentence about a commune may mention. */
export interface Told {
  year: number
  place: string
  district: string
  village: string
  twoVillages: string
  crop: string
  otherCrop: string
  /** "cây mắc ca" */
  tree: string
  animal: string
  people: string
  peoples: string
  border: boolean
  /** A count between two numbers, the same each time it is asked for by the same name. */
  number: (name: string, from: number, to: number) => string
}

export function told(commune: Commune, key: string, year: number): Told {
  const special = commune.crops.filter((crop) => !STAPLES.includes(crop))
  const sold = commune.crops.filter((crop) => !/^lúa (nương|nước)$/.test(crop))
  const crop = pick(`${key}/crop`, special.length > 0 ? special : sold.length > 0 ? sold : ['ngô'])
  return {
    year,
    place: commune.place,
    district: commune.district,
    village: aVillage(commune, `${key}/village`),
    twoVillages: listed(villagesFor(commune, `${key}/villages`, 2)),
    crop,
    otherCrop: pick(`${key}/other crop`, sold.length > 0 ? sold : [crop]),
    tree: treeOf(pick(`${key}/tree`, [...commune.crops.filter((name) => TREES.includes(name)), 'xoan ta'].slice(0, 2))),
    animal: pick(`${key}/animal`, commune.animals),
    people: pick(`${key}/people`, commune.peoples),
    peoples: listed(commune.peoples),
    border: commune.border,
    number: (name, from, to) => count(whole(`${key}/${name}`, from, to)),
  }
}
