import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { cited, linked } from '../src/regulation/cited.ts'
import { governed } from '../src/regulation/governs.ts'
import { articles } from '../src/regulation/text.ts'
import { Browser, signedIn } from './browser.ts'
import { aPlan, aReport, dienBienDong, keoLom, planning, province, stnmt } from './make.ts'
import { aNeed } from './nouns.ts'

/** The Quy chế stands on the portal clause by clause; each clause leads to the pages it governs, each page to its clause. */

const anchors = async () => {
  const { $ } = await new Browser().open('/regulation')
  return new Set($('[id]').map((_, one) => $(one).attr('id')).get()) // biome-ignore format: one line
}

describe('the text', () => {
  test('thirteen articles, each clause with an address of its own', async () => {
    const there = await anchors()
    expect(articles.map(({ number }) => number)).toEqual(Array.from({ length: 13 }, (_, i) => i + 1))
    expect(articles.map(({ clauses }) => clauses.length)).toEqual([1, 1, 3, 7, 6, 2, 2, 2, 4, 3, 5, 2, 5])
    for (const { number, clauses } of articles) {
      expect(there).toContain(`dieu-${number}`)
      for (const clause of clauses) if (clause.number) expect(there).toContain(`dieu-${number}-khoan-${clause.number}`)
    }
    for (const part of ['quyet-dinh', 'quyet-dinh-dieu-1', 'quyet-dinh-dieu-2', 'chuong-i', 'chuong-ii', 'chuong-iii'])
      expect(there).toContain(part)
  })
  test('every clause of the table exists, and every link below a clause opens for the roles it is shown to', async () => {
    const there = await anchors()
    for (const { clause } of governed) expect(there).toContain(`dieu-${clause.replace('.', '-khoan-')}`)
    for (const username of [stnmt, keoLom, dienBienDong, planning, province]) {
      const browser = await (await signedIn(username)).open('/regulation')
      const links = [...new Set(browser.$('.law .meta a, #viec-tren-cong ~ table a:not(.cited)').map((_, a) => browser.$(a).attr('href')).get())] // biome-ignore format: one line
      expect(links.length).toBeGreaterThan(3)
      for (const href of links) expect([username, href, (await browser.open(href)).status]).toEqual([username, href, 200])
    }
  })
  test('without an account it reads the same, and leads nowhere that has to be signed in for', async () => {
    const { $ } = await new Browser().open('/regulation')
    expect($('.law .meta a')).toHaveLength(0)
    expect($('#viec-tren-cong ~ table a:not(.cited)')).toHaveLength(0)
  })
})

describe('citations', () => {
  test('in words of ours are links, clause by clause; other laws, unknown clauses and what stands in a link or a button are not', () => {
    const to = (html: string) => [...html.matchAll(/href="\/regulation#([^"]+)">([^<]+)</g)].map(([, anchor, words]) => [anchor, words])
    expect(to(linked('<p>Xem khoản 1, khoản 2 Điều 9, khoản 2 Điều 11 Quy chế; Điều 4 đến Điều 7.</p>'))).toEqual([
      ['dieu-9-khoan-1', 'khoản 1'],
      ['dieu-9-khoan-2', 'khoản 2 Điều 9'],
      ['dieu-11-khoan-2', 'khoản 2 Điều 11'],
      ['dieu-4', 'Điều 4'],
      ['dieu-7', 'Điều 7'],
    ])
    for (const html of [
      '<p>Điều 8 Luật Bảo vệ bí mật nhà nước, khoản 9 Điều 13, Điều 44</p>',
      '<p title="khoản 1 Điều 9"><a href="x">khoản 1 Điều 9</a></p><button>khoản 1 Điều 9</button><label>khoản 1 Điều 9</label>',
      '<p><%= "khoản 1 Điều 9" %></p>',
    ])
      expect(linked(html)).toBe(html)
    expect(cited('<b> khoản 3 Điều 13')).toBe('&lt;b&gt; <a class="cited" href="/regulation#dieu-13-khoan-3">khoản 3 Điều 13</a>')
  })

  test('what somebody typed stays as it was typed', async () => {
    const need = await aNeed('proposed', { what: 'Theo khoản 1 Điều 9 Quy chế, mời dự họp' })
    const { $ } = await (await signedIn(stnmt)).open(need.path)
    expect($('h1').text()).toContain('khoản 1 Điều 9')
    expect($('a.cited').filter((_, a) => $(a).text() === 'khoản 1 Điều 9')).toHaveLength(0)
  })

  test('every clause that a page cites stands in the text, and every link to one arrives', async () => {
    const there = await anchors()
    const report = await aReport('sent', { by: keoLom })
    const plan = await aPlan('sent', { by: stnmt, commune: keoLom })
    const paths = ['/', '/plans', '/reports', '/unit-reports', '/needs', '/petitions', '/supports', '/invitations', '/inspections', '/inquiries', '/calendar', '/matrix', '/overview', '/explanations', '/district-reports', '/province-reports', '/coordination-programmes', '/indicators', '/plans/half', '/unit-reports/half', '/inquiry-answers', '/decisions', '/help', '/assignments', report.path, plan.path] // biome-ignore format: a list
    let links = 0
    for (const username of [stnmt, keoLom, dienBienDong, planning, province]) {
      const browser = await signedIn(username)
      for (const path of paths) {
        const { $, status } = await browser.open(path)
        if (status !== 200) continue
        const hrefs = $('a[href^="/regulation#"]').map((_, a) => $(a).attr('href')?.split('#')[1]).get() // biome-ignore format: one line
        for (const anchor of hrefs) expect([path, anchor, there.has(anchor)]).toEqual([path, anchor, true])
        links += hrefs.length
        const words = $('main').text().replace(/\s+/g, ' ')
        for (const [said, clause, article] of words.matchAll(/khoản (\d+) Điều (\d+)(?! (?:Luật|Nghị định|Thông tư))/gi))
          expect([path, said, there.has(`dieu-${article}-khoan-${clause}`)]).toEqual([path, said, true])
      }
    }
    expect(links).toBeGreaterThan(60)
  })

  test('a message by mail has no links to pages without their host', () => {
    expect(readFileSync('views/reminders/mail.ejs', 'utf8')).not.toContain('/regulation#')
  })
})
