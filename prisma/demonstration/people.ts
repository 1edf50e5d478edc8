import { type Agency, agencies, agencyOf, placeOf, titlesOf } from './agencies.ts'
import { communeOf } from './communes.ts'
import { chance, pick } from './dice.ts'
import { nameOf } from './names.ts'

const COMMUNE_SPECIALISTS = [
  'Công chức Văn phòng - Thống kê',
  'Công chức Văn phòng - Thống kê',
  'Công chức Tài chính - Kế toán',
  'Công chức Văn hóa - Xã hội',
  'Công chức Địa chính - Nông nghiệp - Xây dựng và Môi trường',
] as const
const DISTRICT_SPECIALISTS = [
  'Chuyên viên Phòng Tài chính - Kế hoạch',
  'Phó Trưởng phòng Tài chính - Kế hoạch',
  'Chuyên viên Văn phòng HĐND - UBND',
  'Chuyên viên Phòng Lao động - Thương binh và Xã hội',
] as const

/** One agency of each role also has a leader and a clerk, so that every position can be tried. */
const IN_FULL = ['dv-stnmt', 'xa-keo-lom', 'huyen-dien-bien-dong', 'so-khdt', 'ubnd-tinh']

export const people: readonly Person[] = agencies.flatMap((agency) => {
  const specialist = person(agency, agency.slug, 'specialist')
  if (!IN_FULL.includes(agency.key)) return [specialist]
  return [specialist, person(agency, `${agency.slug}.lanh-dao`, 'leader'), person(agency, `${agency.slug}.van-thu`, 'clerk')]
})

const signers = new Map<string, Signer>()
const names = new Set<string>()
for (const { agencyKey, name, title } of people.filter(({ position }) => position === 'leader')) sign(agencyKey, name, title)
for (const agency of agencies.filter(({ key }) => !signers.has(key))) sign(agency.key, newName(agency), leaderTitle(agency))

/** Who signs for an agency; no two are called alike. */
export const signerOf = (agencyKey: string): Signer => signers.get(agencyOf(agencyKey).key) as Signer

function sign(agencyKey: string, signerName: string, signerTitle: string) {
  names.add(signerName)
  signers.set(agencyKey, { signerName, signerTitle })
}

function newName(agency: Agency, key = `${agency.key}/signer`): string {
  const name = nameOf(key, peoplesOf(agency))
  return names.has(name) ? newName(agency, `${key}/other`) : name
}

/** "Lò Văn Hải, Chuyên viên Văn phòng Sở" */
export function contactOf(agencyKey: string): string {
  const { name, title } = person(agencyOf(agencyKey), agencyKey, 'specialist')
  return `${name}, ${title}`
}

function person(agency: Agency, username: string, position: Person['position']): Person {
  const title = { specialist: specialistTitle, leader: leaderTitle, clerk: clerkTitle }[position](agency)
  return {
    username,
    name: nameOf(username, peoplesOf(agency)),
    agencyKey: agency.key,
    title,
    position,
    administrator: username === 'so-khdt',
    role: agency.kind,
  }
}

function specialistTitle(agency: Agency): string {
  if (agency.kind === 'province') return 'Chuyên viên Phòng Kinh tế tổng hợp, Văn phòng UBND tỉnh'
  if (agency.kind === 'planning') return 'Chuyên viên Phòng Kinh tế ngành'
  if (agency.kind === 'district') return pick(`${agency.key}/specialist`, DISTRICT_SPECIALISTS)
  if (agency.kind === 'commune') return pick(`${agency.key}/post`, COMMUNE_SPECIALISTS)
  return titlesOf(agency.key).specialist
}

function leaderTitle(agency: Agency): string {
  const place = placeOf(agency.key).split(' ')
  const level = agency.name.startsWith('UBND thành phố')
    ? 'thành phố'
    : /^UBND (thị xã|thị trấn)/.test(agency.name)
      ? `thị ${place[1]}`
      : place[0]
  if (agency.kind === 'province') return 'Phó Chủ tịch UBND tỉnh'
  if (agency.kind === 'district') return `Phó Chủ tịch UBND ${level}`
  if (agency.kind === 'commune') return `${chance(`${agency.key}/signer`, 55) ? 'Chủ tịch' : 'Phó Chủ tịch'} UBND ${level}`
  const { head, deputy } = titlesOf(agency.key)
  return `${chance(`${agency.key}/signer`, 25) ? head : deputy}${bodyIn(agency)}`
}

/** Deputies carry the name of their body where they would on paper: Phó Giám đốc Sở, Phó Bí thư Tỉnh đoàn. */
function bodyIn({ name }: Agency): string {
  if (name.startsWith('Sở ')) return ' Sở'
  if (name.startsWith('Tỉnh đoàn')) return ' Tỉnh đoàn'
  if (/^(Hội|Liên đoàn|Bảo hiểm|Công an|Bưu điện)/.test(name)) return ` ${name.replace(/ tỉnh.*$/, ' tỉnh')}`
  if (name.startsWith('Ủy ban MTTQ')) return ' Ủy ban MTTQ Việt Nam tỉnh'
  if (name.startsWith('Ủy ban Kiểm tra')) return ' Ủy ban Kiểm tra Tỉnh ủy'
  return ''
}

function clerkTitle(agency: Agency): string {
  return agency.kind === 'commune' ? 'Công chức Văn phòng - Thống kê (văn thư)' : agency.kind === 'unit' ? 'Văn thư' : 'Văn thư Văn phòng'
}

function peoplesOf(agency: Agency): string[] {
  return agency.kind === 'commune' ? [...communeOf(agency.key).peoples, 'Kinh'] : ['Kinh', 'Kinh', 'Kinh', 'Thái', 'Thái', 'Mông']
}

export interface Person {
  username: string
  name: string
  agencyKey: string
  title: string
  position: 'specialist' | 'leader' | 'clerk'
  administrator: boolean
  /** Under which the sign-in page lists the account. */
  role: Agency['kind']
}

interface Signer {
  signerName: string
  signerTitle: string
}
