import { beforeAll, expect, test } from 'vitest'
import { prisma } from '../src/db.ts'
import { type Browser, signIn } from './browser.ts'
import { agencyOf, aReport, dienBienDong, keoLom, type Made, planning, province, reportBody, signer, step, stnmt } from './make.ts'
import { routes } from './walk.ts'

/** Khoản 4 Điều 11: what a commune reports are its own words and figures. Whatever anybody else posts anywhere, they stay. */

const others = [stnmt, dienBienDong, planning, province, 'xa-phi-nhu'] as const
const people: Record<string, { browser: Browser; token: string }> = {}
let draft: Made, sent: Made, asked: Made

beforeAll(async () => {
  draft = await aReport('ready', { by: keoLom })
  sent = await aReport('sent', { by: keoLom })
  asked = await aReport('changesAsked', { by: keoLom })
  await step(asked, keoLom, 'save', { body: reportBody })
  for (const username of others) {
    const browser = await signIn(username)
    people[username] = { browser, token: String(browser.$('[name="_csrf"]').first().val()) }
  }
})

/** All that the commune has written, and the figures that came of it. */
async function written() {
  const reports = { filing: { kind: 'communeReport' as const, agencyId: await agencyOf(keoLom) } }
  const figures = { version: reports }
  return JSON.stringify([
    await prisma.draft.findMany({ where: reports, orderBy: { filingId: 'asc' } }),
    await prisma.filingVersion.findMany({ where: reports, orderBy: { id: 'asc' } }),
    await prisma.indicatorValue.findMany({ where: figures, orderBy: [{ versionId: 'asc' }, { code: 'asc' }] }),
  ])
}

const posts = routes
  .filter(({ route }) => route.startsWith('POST ') && !/sign-(in|out)|rehearsal|account/.test(route))
  .map(({ route }) => route)

test.each(others)(
  '%s posts to every route, about the commune and its reports, and changes none of its words and figures',
  async (username) => {
    expect(posts.length).toBeGreaterThan(150)
    const before = await written()
    const { browser, token } = people[username] as { browser: Browser; token: string }
    const told: string[] = []
    for (const route of posts)
      for (const { id, obligation } of route.includes(':id') ? [sent, asked] : [draft]) {
        const { revision } = await prisma.filing.findUniqueOrThrow({ where: { id } })
        const address = (route.split(' ')[1] ?? '').replace(':id', id).replace(':n', '1').replace(':file', id)
        const words = {
          economy: { done: 'Không phải lời của xã' },
          values: { KT01: { value: '999' } },
          petitions: { a1: { to: 'unit', content: 'x' } },
        }
        const press = { _csrf: token, once: crypto.randomUUID(), revision: String(revision), obligation, of: await agencyOf(keoLom) }
        const { status } = await browser.send(address, {
          ...flat({ ...reportBody, ...words }),
          ...press,
          ...signer,
          note: 'Sửa giúp xã',
          part: 'economy',
        })
        if (status >= 500) told.push(`${route} ${status}`)
      }
    expect(told).toEqual([])
    expect(await written()).toBe(before)
  },
)

test('the commune itself can, by the same addresses', async () => {
  const before = await written()
  const browser = await signIn(keoLom)
  await browser.open(`${draft.path}/edit?part=economy`)
  await browser.press('Lưu, về danh sách mục', { 'economy[done]': 'Lời của xã' })
  expect(await written()).not.toBe(before)
})

/** As a form posts it: economy[done]. */
function flat(body: object, at = ''): Record<string, string> {
  return Object.assign(
    {},
    ...Object.entries(body).map(([key, value]) => {
      const name = at ? `${at}[${key}]` : key
      return value !== null && typeof value === 'object' ? flat(value, name) : { [name]: String(value) }
    }),
  )
}
