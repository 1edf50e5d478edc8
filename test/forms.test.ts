import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { prisma } from '../src/db.ts'
import { amount, blank, clean, count, money, read, rows, text, typed, vietnameseNumber } from '../src/form.ts'
import { type Browser, signIn } from './browser.ts'
import { aPlan, aReport, aUnitReport, keoLom, see, signer, step, stnmt } from './make.ts'

const number = z.object({ n: vietnameseNumber('Số') })
const dong = z.object({ n: money('Tiền') })
const nbsp = '\u00a0'

// ── numbers ───────────────────────────────────────────────────────────────────────────────────────────────────────

describe('numbers are written the Vietnamese way', () => {
  test.each([
    ['1.500', '1500'], // one thousand five hundred, never one and a half
    ['1.500.000', '1500000'],
    ['12.345.678,9', '12345678.9'],
    ['1,5', '1.5'],
    ['0,5', '0.5'],
    ['0,500', '0.500'],
    ['1500', '1500'],
    ['1500,25', '1500.25'],
    ['-2', '-2'],
    ['-1.500,25', '-1500.25'],
    ['0', '0'],
    ['1 500', '1500'],
    [`1${nbsp}500`, '1500'],
    ['1\u202f500', '1500'],
    [`  1.500 ${nbsp}`, '1500'],
    ['9'.repeat(16), '9'.repeat(16)],
    ['', undefined],
    ['   ', undefined],
  ])('“%s” is %s', (typed, value) => expect(read(number, { n: typed })).toEqual({ data: { n: value } }))

  test.each([
    ['1.5', '1.5 là 1,5 hay 15?'],
    ['1.50', '1.50 là 1,50 hay 150?'],
    ['12.5000', '12.5000 là 12,5000 hay 125000?'],
    ['0.5', '0.5 là 0,5 hay 05?'],
    ['0.500', '0.500 là 0,500 hay 0500?'], // no thousands begin with nought
    ['1234.567', '1234.567 là 1234,567 hay 1234567?'], // nor with four digits
    ['-1.5', '-1.5 là -1,5 hay -15?'],
    ['1,500', '1,500 là 1.500 hay số lẻ?'],
    ['1,500,000', '1,500,000 là 1.500.000 hay số lẻ?'],
  ])('“%s” is asked about, never guessed, and stays in its box', (typed, question) => {
    const { form } = read(number, { n: typed })
    expect(form?.errors).toEqual([{ id: 'n', message: expect.stringContaining(question), where: '' }])
    expect(form?.field('n').value).toBe(typed)
  })

  test.each(
    [
      '1e3',
      '12%',
      '1.2.3',
      '1.500.00',
      '1.50.000',
      '1,5,0',
      '--1',
      '−1',
      '1-2',
      'abc',
      '٣',
      '１',
      'NaN',
      '0x10',
      '1.500,',
      '.5',
      ',5',
      '+5',
    ].map((typed) => [typed]),
  )('“%s” is no number; the message repeats it', (typed) => {
    const { form } = read(number, { n: typed })
    expect(form?.errors[0]?.message).toContain(`Bạn đã nhập “${typed}”`)
    expect(form?.field('n').value).toBe(typed)
  })

  test('too large and too fine are said, not rounded', () => {
    expect(read(number, { n: '9'.repeat(17) }).form?.errors[0]?.message).toBe('Số này quá lớn')
    expect(read(number, { n: '1,23456' }).form?.errors[0]?.message).toBe('Nhiều nhất bốn chữ số sau dấu phẩy')
  })

  test('an amount is not below zero; a count is whole', () => {
    const [amounts, counts] = [z.object({ n: amount('Số') }), z.object({ n: count('Số hộ') })]
    expect(read(amounts, { n: '-2' }).form?.errors[0]?.message).toBe('Nhập số không âm')
    expect(read(amounts, { n: '2,5' }).data).toEqual({ n: '2.5' })
    expect(read(counts, { n: '1.000' }).data).toEqual({ n: 1000 })
    expect(read(counts, { n: '' }).data).toEqual({ n: 0 })
    for (const wrong of ['2,5', '-2', '1.000.000.000'])
      expect(read(counts, { n: wrong }).form?.errors[0]?.message, wrong).toContain('số nguyên')
  })

  test('any number that is written the Vietnamese way is read exactly, whatever its size', () => {
    const exact = fc
      .tuple(fc.bigInt({ min: 0n, max: 999_999_999_999n }), fc.integer({ min: 0, max: 4 }), fc.boolean())
      .map(([n, part, minus]) => {
        const whole = `${minus && n ? '-' : ''}${n}`
        const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.')
        const decimals = '1234'.slice(0, part)
        return { typed: decimals ? `${grouped},${decimals}` : grouped, value: decimals ? `${whole}.${decimals}` : whole }
      })
    // "1,123" could be meant either way, so it is asked about (above); everything else is read.
    const clear = exact.filter(({ typed }) => !/^-?[1-9]\d{0,2},\d{3}$/.test(typed))
    fc.assert(fc.property(clear, ({ typed, value }) => read(number, { n: typed }).data?.n === value))
  })
})

describe('money is whole đồng, exact beyond what a number holds', () => {
  test.each([
    ['207.000.000', 207_000_000n],
    ['9.007.199.254.740.993', 9_007_199_254_740_993n], // 2^53 + 1
    ['', 0n],
  ])('“%s” is %s', (typed, value) => expect(read(dong, { n: typed }).data?.n).toBe(value))

  test.each([['1,5'], ['-1'], ['1.5'], ['1,500'], ['5 triệu']])('“%s” is not', (typed) => {
    const { form } = read(dong, { n: typed })
    expect(form?.errors).toHaveLength(1)
    expect(form?.field('n').value).toBe(typed)
  })

  test('from the box to the page of the reader: 9.007.199.254.740.993 đồng', async () => {
    const plan = await aPlan('draft', { by: stnmt, commune: keoLom })
    const unit = await signIn(stnmt)
    await unit.open(`${plan.path}/edit`)
    const row = (cell: string) => unit.blankRow('items', cell)
    await unit.press('Lưu, sang kiểm tra và gửi', {
      ...{ objective: 'Đủ nước sạch', [row('clause')]: '5.5', [row('task')]: 'Xây bể', [row('form')]: 'money', [row('result')]: '9 bể' },
      ...{ [row('quantity')]: '9', [row('unit')]: 'bể', [row('ownMoney')]: '9.007.199.254.740.993', [row('sponsorMoney')]: '1' },
    })
    expect(unit.main).toContain('Có số tiền trên 20.000.000.000 đồng: kiểm tra lại') // asked, and not forbidden
    await unit.open(`${plan.path}/edit?check`)
    const sure = unit.$('[name$="[sure]"]').attr('name') ?? ''
    await unit.press('Lưu, sang kiểm tra và gửi', { [sure]: '1' })
    await unit.press('Gửi lấy ý kiến thống nhất đến 2 nơi nhận', signer)
    const commune = await signIn(keoLom)
    await commune.open(plan.path)
    expect(commune.main).toContain('9.007.199.254.740.993')
    expect(await prisma.planItem.findMany({ where: { filingId: plan.id }, select: { ownMoney: true, sponsorMoney: true } })).toEqual([
      { ownMoney: 9_007_199_254_740_993n, sponsorMoney: 1n },
    ])
  })
})

// ── rows and texts ────────────────────────────────────────────────────────────────────────────────────────────────

describe('rows are keyed by an id, never by position', () => {
  const schema = z.object({ items: rows('Nhiệm vụ', z.object({ task: text('Việc', { required: 'Nhập việc' }), who: text('Ai') })) })

  test('gaps and order lose nothing; rows without a word go; an error names its row', () => {
    const body = { items: { c: { task: '3' }, a: { task: '1' }, b: { task: '', who: '' }, d: { task: ' ', who: 'Bí thư' } } }
    expect(Object.keys(typed(schema, body).items ?? {})).toEqual(['a', 'c', 'd'])
    const { form } = read(schema, body)
    expect(form?.errors).toEqual([{ id: 'items-d-task', message: 'Nhập việc', where: 'Nhiệm vụ 3' }])
    expect(form?.field('items', 'd', 'task')).toMatchObject({
      name: 'items[d][task]',
      id: 'items-d-task',
      error: 'Nhập việc',
      required: true,
    })
    expect(form?.field('items', 'd', 'who').value).toBe('Bí thư')
  })

  test('there is always one row more to write in', () => {
    expect(blank(schema).rows('items')).toHaveLength(1)
    expect(blank(schema, { items: { a: { task: '1' } } }).rows('items')).toHaveLength(2)
  })

  test('60 rows with every field and texts of 20.000 characters arrive whole, and come back whole', async () => {
    const plan = await aPlan('draft', { by: stnmt, commune: keoLom })
    const unit = await signIn(stnmt)
    await unit.open(`${plan.path}/edit`)
    const objective = `${'ế'.repeat(9_999)}\n${'Đ'.repeat(10_000)}`
    const cells = {
      clause: '5.5',
      form: 'goods',
      ownMoney: '1.000',
      sponsorMoney: '2',
      programmeMoney: '3',
      ...{ quantity: '9', unit: 'bể', fromMonth: '4', toMonth: '6', owner: 'Sùng A Páo' },
    }
    const blanks = { place: '', commune: '', need: '', sure: '' }
    const items: Record<string, Record<string, string>> = {}
    for (let n = 0; n < 60; n++)
      items[`m${String(n * 7).padStart(4, '0')}`] = { task: `Việc ${n} `.padEnd(1_000, 'ờ'), result: `Kết quả ${n}`, ...cells }
    const { action, fields } = unit.form('Lưu, soạn tiếp')
    const flat = Object.entries(items).flatMap(([row, cells]) =>
      Object.entries(cells).map(([cell, value]) => [`items[${row}][${cell}]`, value]),
    )
    const answer = await unit.send(action, { ...fields, objective, ...Object.fromEntries(flat) })
    expect(answer.status).toBe(303)
    const whole = Object.fromEntries(Object.entries(items).map(([id, row]) => [id, { ...row, ...blanks }]))
    expect((await see(stnmt, plan)).draft?.content).toEqual({ objective, situation: '', items: whole })

    await unit.open(`${plan.path}/edit`)
    const back = unit.form('Lưu, soạn tiếp').fields
    expect(String(back.objective).replaceAll('\r\n', '\n')).toBe(objective)
    for (const [name, value] of flat) expect(back[name ?? '']).toBe(value)
    expect(unit.$('[data-row]')).toHaveLength(61)
    await unit.press('Lưu, sang kiểm tra và gửi')
    expect(unit.main).not.toContain('phải bổ sung')
  })

  test('what is longer than 20.000 characters is kept as typed; only sending asks to shorten it', async () => {
    const plan = await aPlan('draft', { by: stnmt, commune: 'xa-phi-nhu' })
    const unit = await signIn(stnmt)
    await unit.open(`${plan.path}/edit`)
    await unit.press('Lưu, sang kiểm tra và gửi', { objective: 'ế'.repeat(20_001) })
    expect(unit.status).toBe(200)
    expect(unit.main).toContain('Không quá 20.000 ký tự')
    expect((await see(stnmt, plan)).draft?.content).toMatchObject({ objective: 'ế'.repeat(20_001) })
  })
})

describe('every string that arrives', () => {
  test('is NFC, has one kind of line end and no control characters', () => {
    expect(clean({ a: ['e\u0302\u0301\u0000x\r\ny\rz\tw\u007f\u009b'] })).toEqual({ a: ['ếx\ny\nz\tw'] })
    expect(clean({ 'e\u0302\u0301': '\ud800' })).toEqual({ ế: '\ufffd' })
  })

  test('… also through HTTP, and in the names of fields', async () => {
    const report = await aReport('draft', { by: keoLom })
    const commune = await signIn(keoLom)
    await commune.open(`${report.path}/edit`)
    const { action, fields } = commune.form('Lưu, soạn tiếp')
    const decomposed = 'Gieo ngô đông ở bản Huổi Hoa'.normalize('NFD')
    await commune.send(action, { ...fields, 'economy[done]': `${decomposed}\u0000\r\nDòng hai\u0007`, 'soci\u0000ety[done]': 'Hai' })
    expect((await see(keoLom, report)).draft?.content).toMatchObject({
      economy: { done: 'Gieo ngô đông ở bản Huổi Hoa\nDòng hai' },
      society: { done: 'Hai' },
    })
  })
})

// ── what is wrong is said where it is ─────────────────────────────────────────────────────────────────────────────

/** Every entry of the summary leads to something on the page. */
function deadLinks({ $ }: Browser) {
  const targets = $('#errors a')
    .map((_, a) => $(a).attr('href') ?? '')
    .get()
  expect(targets.length).toBeGreaterThan(0)
  return targets.filter((href) => !$(`[id="${href.slice(1)}"]`).length)
}

describe('422: a list of errors that leads to the fields, and everything typed', () => {
  test('beside a button: signer, title and declaration are asked for, what was filled in stays', async () => {
    const report = await aReport('ready', { by: keoLom })
    const commune = await signIn(keoLom)
    await commune.open(`${report.path}/send`)
    await commune.press('Gửi báo cáo đến 3 nơi nhận', { signerName: '  ', signerTitle: 'Chủ tịch "UBND" <xã>', noSecret: '1' })
    expect(commune.status).toBe(422)
    expect(deadLinks(commune)).toEqual([])
    expect(commune.$('#errors').text()).toContain('Nhập họ tên người ký')
    expect(commune.$('#signerName').attr('aria-invalid')).toBe('true')
    expect(commune.$('#signerTitle').val()).toBe('Chủ tịch "UBND" <xã>')
    expect(commune.$('#noSecret').is('[checked]')).toBe(true)
    await commune.press('Gửi báo cáo đến 3 nơi nhận', { signerName: 'Lò Văn Thắng' })
    expect(commune.main).toContain('Đã gửi phiên bản 1')
  })

  test('khoản 2 Điều 8, the plan: nested fields of every row, each with its place', async () => {
    const plan = await aPlan('draft', { by: stnmt, commune: 'xa-phi-nhu' })
    await step(plan, stnmt, 'save', { body: { items: { a: { task: 'Việc thứ nhất' }, b: { ownMoney: '1.5', unit: 'lớp' } } } })
    const unit = await signIn(stnmt)
    await unit.open(`${plan.path}/edit?check`)
    expect(deadLinks(unit)).toEqual([])
    const errors = unit.$('#errors').text()
    for (const words of ['Nhập mục tiêu', 'Nhiệm vụ 1: Chọn nội dung', 'Nhiệm vụ 2: Nhập nhiệm vụ', 'Nhiệm vụ 2: 1.5 là 1,5 hay 15?'])
      expect(errors).toContain(words)
    expect(unit.form('Lưu, soạn tiếp').fields).toMatchObject({
      ...{ 'items[a][task]': 'Việc thứ nhất', 'items[b][ownMoney]': '1.5', 'items[b][unit]': 'lớp' },
    })
  })

  test('a plan without a single task: the list leads to the place where tasks are', async () => {
    const plan = await aPlan('draft', { by: stnmt, commune: 'xa-chieng-so' })
    const unit = await signIn(stnmt)
    await unit.open(`${plan.path}/edit?check`)
    expect(unit.$('#errors').text()).toContain('Nhập ít nhất một nhiệm vụ')
    expect(deadLinks(unit)).toEqual([])
  })

  test('khoản 4 Điều 11, the report: areas, figures, petitions', async () => {
    const report = await aReport('draft', { by: keoLom, term: { kind: 'month' } })
    const body = { values: { KT01: { value: '1,500', total: '-3' } }, petitions: { a: { content: 'Sửa đường' } } }
    await step(report, keoLom, 'save', { body })
    const commune = await signIn(keoLom)
    await commune.open(`${report.path}/edit?check`)
    expect(deadLinks(commune)).toEqual([])
    const errors = commune.$('#errors').text()
    for (const words of [
      'Kinh tế: Nhập những việc đã làm được',
      '1,500 là 1.500 hay số lẻ?',
      'Nhập số không âm',
      'Kiến nghị 1: Chọn nơi nhận',
    ])
      expect(errors).toContain(words)
    expect(commune.form('Lưu, soạn tiếp').fields).toMatchObject({ 'values[KT01][value]': '1,500', 'petitions[a][content]': 'Sửa đường' })
  })

  test('khoản 1 Điều 13, the unit’s report: boxes ticked stay ticked, figures of every commune lead to their box', async () => {
    const report = await aUnitReport('draft', { by: stnmt })
    const unit = await signIn(stnmt)
    await unit.open(`${report.path}/edit`)
    const boxes = unit.$('[name$="[economy][forms]"]').first().attr('name') ?? ''
    const money = boxes.replace('[forms]', '[ownMoney]')
    await unit.press('Lưu', { [boxes]: ['goods', 'technical'], [money]: '2.5' })
    await unit.open(`${report.path}/edit?check`)
    expect(unit.form('Lưu').fields[boxes]).toEqual(['technical', 'goods']) // in the order of the page
    expect(unit.$('#errors').text()).toMatch(/xã .*, Kinh tế: 2\.5 là 2,5 hay 25\?/)
    expect(deadLinks(unit)).toEqual([])
    await unit.press('Lưu', { [boxes]: [] })
    await unit.open(`${report.path}/edit`)
    expect(unit.form('Lưu').fields[boxes], 'what is unticked is gone').toBeUndefined()
  })

  test('a choice that the list does not have is said beside the list', async () => {
    const report = await aUnitReport('draft', { by: stnmt })
    const unit = await signIn(stnmt)
    await unit.open(`${report.path}/edit`)
    const boxes = unit.$('[name$="[economy][forms]"]').first().attr('name') ?? ''
    const { action, fields } = unit.form('Lưu')
    await unit.send(action, { ...fields, [boxes]: ['goods', 'gold'] })
    await unit.open(`${report.path}/edit?check`)
    expect(unit.$('#errors').text()).toContain('Chọn trong danh sách')
    expect(deadLinks(unit)).toEqual([])
  })
})

// ── limits ────────────────────────────────────────────────────────────────────────────────────────────────────────

describe('up to 20.000 fields and 2 MB', () => {
  async function editing() {
    const report = await aReport('draft', { by: keoLom })
    const commune = await signIn(keoLom)
    await commune.open(`${report.path}/edit`)
    const { action, fields } = commune.form('Lưu, soạn tiếp')
    const { _csrf, once, revision } = fields
    const hidden = new URLSearchParams({ _csrf, once, revision, more: '1' } as Record<string, string>).toString()
    const post = (body: string) => commune.agent.post(action).type('form').set('Sec-Fetch-Site', 'same-origin').send(`${hidden}&${body}`)
    return { report, post }
  }

  function vietnamesePage(html: string) {
    expect(html).toMatch(/^<!doctype html>\s*<html lang="vi">/i)
    expect(html).toContain('/css/portal.css')
    expect(html).toContain('<h1>Nội dung gửi lên quá lớn</h1>')
  }

  test('20.000 fields are taken', async () => {
    const { report, post } = await editing()
    const fields = Array.from({ length: 19_995 }, (_, n) => `x${n}=${n}`).join('&')
    expect((await post(`${fields}&economy[done]=cuoi`)).status).toBe(303)
    expect((await see(keoLom, report)).draft?.content).toMatchObject({ economy: { done: 'cuoi' } })
  })

  test('more are 413, on a whole page in Vietnamese', async () => {
    const { post } = await editing()
    const { status, text } = await post(Array.from({ length: 20_001 }, (_, n) => `x${n}=${n}`).join('&'))
    expect(status).toBe(413)
    vietnamesePage(text)
  })

  test('almost 2 MB are taken', async () => {
    const { report, post } = await editing()
    const { status } = await post(`economy[done]=${'a'.repeat(1_950_000)}`)
    expect(status).toBe(303)
    expect(JSON.stringify((await see(keoLom, report)).draft?.content).length).toBeGreaterThan(1_950_000)
  })

  test('more than 2 MB are 413, on a whole page in Vietnamese', async () => {
    const { post } = await editing()
    const { status, text } = await post(`economy[done]=${'a'.repeat(2_100_000)}`)
    expect(status).toBe(413)
    vietnamesePage(text)
  })
})

// ── whatever is typed ─────────────────────────────────────────────────────────────────────────────────────────────

describe('whatever is typed', () => {
  const strings = fc.string({ unit: 'binary', maxLength: 60 })
  const nasty = fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '%00',
    '<%= 1 %>',
    '</textarea>',
    '"',
    "'",
    '&amp;',
    '\n\nx',
    ' x ',
  )
  const words = fc.oneof(
    strings,
    nasty,
    fc.tuple(nasty, strings).map((two) => two.join('')),
  )
  const schema = z.object({
    a: text('A'),
    n: vietnameseNumber('N'),
    group: z.object({ b: text('B'), m: money('M') }),
    items: rows('Dòng', z.object({ c: text('C', { required: 'Nhập C' }), k: count('K') })),
  })
  const body = fc.record(
    {
      ...{ a: words, n: words, group: fc.oneof(words, fc.record({ b: words, m: words }, { requiredKeys: [] })) },
      items: fc.oneof(
        words,
        fc.array(words),
        fc.dictionary(words, fc.oneof(words, fc.record({ c: words, k: words }, { requiredKeys: [] }))),
      ),
    },
    { requiredKeys: [] },
  )

  test('typed → drawn → typed is stable, and reading never throws', () => {
    fc.assert(
      fc.property(body, (body) => {
        const once = typed(schema, clean(body))
        expect(typed(schema, blank(schema, once).values)).toEqual(once)
        const { data, form } = read(schema, clean(body))
        expect(Boolean(data) !== Boolean(form)).toBe(true)
        if (form) expect(form.values).toEqual(once)
      }),
      { numRuns: 500 },
    )
  })

  test('anything at all in place of a body is read without throwing', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }), (anything) => {
        expect(typed(schema, typed(schema, clean(anything)))).toEqual(typed(schema, clean(anything)))
      }),
      { numRuns: 500 },
    )
  })

  test('through the real page: saved, drawn, and read again it is the same, and no string makes a 500', async () => {
    const plan = await aPlan('draft', { by: stnmt, commune: 'xa-phi-nhu' })
    const unit = await signIn(stnmt)
    await fc.assert(
      fc.asyncProperty(words, words, words, words, async (objective, task, owner, ownMoney) => {
        await unit.open(`${plan.path}/edit`)
        const { action, fields } = unit.form('Lưu, soạn tiếp')
        const mine = { objective, 'items[a][task]': task, 'items[a][owner]': owner, 'items[a][ownMoney]': ownMoney }
        const saved = await unit.send(action, { ...fields, ...mine, 'items[a][unit]': 'để dòng này không trống' })
        expect(saved.status).toBe(303)
        await unit.open(`${plan.path}/edit`)
        const back = unit.form('Lưu, soạn tiếp').fields
        for (const [name, value] of Object.entries(mine)) expect(String(back[name]).replaceAll('\r\n', '\n')).toBe(clean(value))
        for (const page of ['/edit?check', '/send']) expect((await unit.open(`${plan.path}${page}`)).status, page).toBe(200)
      }),
      { numRuns: 15 },
    )
  })

  test('names of JavaScript itself, as keys, are harmless', async () => {
    const made = JSON.parse('{"__proto__": {"check": "1"}, "constructor": {"prototype": {"x": "1"}}, "items": {"__proto__": {"c": "x"}}}')
    expect(typed(schema, clean(made))).toMatchObject({ a: '', n: '' })
    const plan = await aPlan('draft', { by: stnmt, commune: 'xa-chieng-so' })
    const unit = await signIn(stnmt)
    await unit.open(`${plan.path}/edit`)
    const { action, fields } = unit.form('Lưu, soạn tiếp')
    const odd = [
      '__proto__[check]',
      'constructor[prototype][polluted]',
      'items[__proto__][task]',
      'items[constructor][task]',
      '__proto__',
      'toString',
    ]
    for (const name of [...odd, 'items[toString][task]', 'items[a][__proto__]', 'items[hasOwnProperty]', 'objective[__proto__]'])
      expect(
        (
          await unit.send(action, {
            ...fields,
            once: crypto.randomUUID(),
            revision: String((await see(stnmt, plan)).revision),
            [name]: 'x',
          })
        ).status,
        name,
      ).toBe(303)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect(({} as Record<string, unknown>).check).toBeUndefined()
    expect(Object.keys((await see(stnmt, plan)).draft?.content as object).sort()).toEqual(['items', 'objective', 'situation'])
    expect((await unit.open(`${plan.path}/edit?check`)).status).toBe(200)
    for (const query of ['__proto__=1', 'constructor=1', 'kept=__proto__', 'done=constructor', 'done=__proto__', 'toString=1'])
      expect((await unit.open(`${plan.path}?${query}`)).status, query).toBe(200)
  })
})
