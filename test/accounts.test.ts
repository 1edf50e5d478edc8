import { describe, expect, test } from 'vitest'
import { addDays, dayOf } from '../src/clock.ts'
import { prisma } from '../src/db.ts'
import { date } from '../src/words.ts'
import { Browser, password, signedIn, signIn } from './browser.ts'
import { agencyOf, dienBienDong, keoLom, planning, stnmt, who } from './make.ts'

/** Accounts: who gives them out, to whom, and what becomes of them. */

const person = { name: 'Lò Thị Mai', title: 'Công chức Văn hóa - Xã hội', position: 'specialist' }
const account = (username: string) => prisma.user.findUniqueOrThrow({ where: { username }, include: { credential: true } })
const codes = ({ $ }: Browser) =>
  $('.slip code')
    .map((_, code) => $(code).text())
    .get()

const agencyOfRow = async (username: string) => (await account(username)).agencyId

async function given(by: string, of: string, values: Record<string, string> = {}) {
  const giver = await signIn(by)
  await giver.open(`/accounts/new?of=${await agencyOf(of)}`)
  await giver.press('Cấp tài khoản', { ...person, ...values })
  const [username = '', secret = ''] = codes(giver)
  return { giver, username, secret }
}

describe('a new account', () => {
  test('has a password that is shown once, lets in once, and is changed first', async () => {
    const { giver, username, secret } = await given(planning, keoLom)
    expect(username).toBe('xa-keo-lom.lo-thi-mai')
    expect(secret).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/)
    expect((await account(username)).agencyId).toBe(await agencyOf(keoLom))
    const state = async () => {
      await giver.open(`/accounts?q=${username}`)
      return giver.$('tbody td').last().text()
    }
    const { id } = await account(username)
    const lastDay = addDays(dayOf(new Date()), 14)
    expect(giver.$('.slip').text()).toContain(`chậm nhất ngày ${date(lastDay)}`)
    expect((await account(username)).slipUntil).toEqual(lastDay)
    expect(await state()).toBe('Đã giao phiếu, chưa đổi mật khẩu')
    await prisma.user.update({ where: { id }, data: { slipUntil: addDays(lastDay, -15) } })
    expect(await state()).toBe('Phiếu hết hạn')
    expect((await giver.open(`/accounts?is=expired&q=${username}`)).main).toContain(username)
    expect((await giver.open(`/accounts?is=handed&q=${username}`)).main).not.toContain(username)
    await prisma.user.update({ where: { id }, data: { slipUntil: lastDay } })
    const fresh = await new Browser().open('/sign-in')
    await fresh.press('Đăng nhập', { username, password: secret })
    for (const path of ['/', '/reports', '/accounts', '/accounts/new']) {
      await fresh.open(path)
      expect(fresh.path, path).toBe('/account')
    }
    expect(fresh.main).toContain('Cần đổi mật khẩu trước khi làm việc tiếp')
    const words = 'chín bể nước cho bản Huổi Hoa'
    await fresh.press('Đổi mật khẩu', { current: secret, new: words, again: words })
    await fresh.press('Đăng nhập', { username, password: words })
    expect(fresh.path).toBe('/commune')
    expect([(await account(username)).slipUntil, await state()]).toEqual([null, 'Đang dùng'])
    await giver.open(`/accounts/${id}`)
    expect(giver.main).toContain('cấp tài khoản')
    expect(giver.main).not.toContain(secret)
    const log = await prisma.eventChange.findMany({ where: { model: { in: ['User', 'Credential'] } } })
    expect(log.some(({ after }) => after?.includes(secret) || after?.startsWith('$argon2'))).toBe(false)
  })

  test('pressed twice, it is made once, and the second press shows no password', async () => {
    const giver = await signIn(planning)
    await giver.open(`/accounts/new?of=${await agencyOf(stnmt)}`)
    const { action, fields } = giver.form('Cấp tài khoản', { ...person, name: 'Vàng A Dơ', username: 'vang-a-do' })
    const both = await Promise.all([giver.send(action, fields), giver.send(action, fields)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 303])
    expect(await prisma.user.count({ where: { username: 'vang-a-do' } })).toBe(1)
  })

  test('two of one name get two usernames; a username that is taken is refused, and what was typed stays', async () => {
    const [one, two] = [await given(planning, stnmt, { name: 'Cà Văn Sơn' }), await given(planning, stnmt, { name: 'Cà Văn Sơn' })]
    expect(two.username).toBe(`${one.username}2`)
    const { giver } = await given(planning, stnmt, { name: 'Cà Văn Sơn', username: keoLom })
    expect([giver.status, giver.main]).toEqual([422, expect.stringContaining(`Tên đăng nhập ${keoLom} đã có người dùng`)])
    expect(giver.$('[name=name]').val()).toBe('Cà Văn Sơn')
  })
})

describe('who may', () => {
  test('a head gives accounts of the own agency only, and makes no administrator', async () => {
    const head = await signIn(`${keoLom}.lanh-dao`)
    await head.open('/accounts')
    expect(head.main).not.toContain('Sở Kế hoạch')
    await head.follow('Cấp tài khoản')
    expect(head.$('[name=administrator]').length).toBe(0)
    const { action, fields } = head.form('Cấp tài khoản', { ...person, name: 'Giàng A Súa' })
    expect((await head.send(action, { ...fields, of: await agencyOf(stnmt) })).status).toBe(403)
    expect((await head.send(action, { ...fields, administrator: '1' })).status).toBe(200)
    expect(await prisma.user.findFirstOrThrow({ where: { name: 'Giàng A Súa' } })).toMatchObject({
      administrator: false,
      agencyId: await agencyOf(keoLom),
    })
  })

  test('a colleague sees who works here, and gives no account', async () => {
    const colleague = await signedIn(keoLom)
    await colleague.open('/accounts')
    expect(colleague.offers).toEqual([])
    expect((await colleague.open('/accounts/new')).status).toBe(403)
    await colleague.open(`/accounts/${(await account(`${keoLom}.lanh-dao`)).id}`)
    expect([colleague.status, colleague.buttons]).toEqual([200, ['Đăng xuất'].slice(1)])
    expect((await colleague.open(`/accounts/${(await account(stnmt)).id}`)).status).toBe(404)
  })

  test('nobody changes their own rights, and a head who is no administrator touches no administrator', async () => {
    const administrator = await signIn(planning)
    const own = await account(planning)
    await administrator.open(`/accounts/${own.id}`)
    expect(administrator.main).toContain('Đây là tài khoản của bạn')
    expect(administrator.offers).toEqual(['Sửa'])
    await administrator.follow('Sửa')
    expect(administrator.$('[name=position], [name=administrator]').length).toBe(0)
    const { action, fields } = administrator.form('Sửa', { note: 'Thử' })
    await administrator.send(action, { ...fields, position: 'leader', administrator: '' })
    expect(await account(planning)).toMatchObject({ position: own.position, administrator: true })
    expect((await administrator.open(`/accounts/${own.id}/disable`)).path).toBe(`/accounts/${own.id}`)
    const head = await signIn(`${planning}.lanh-dao`)
    await head.open(`/accounts/${own.id}`)
    expect(head.offers).toEqual([])
  })

  test('the last administrator of the planning department stays, whoever presses what at once', async () => {
    await expect(prisma.user.update({ where: { username: planning }, data: { disabledAt: new Date() } })).rejects.toThrow()
    await expect(prisma.user.update({ where: { username: planning }, data: { administrator: false } })).rejects.toThrow()
    expect(await who(planning)).toMatchObject({ administrator: true })
    const { username, secret } = await given(planning, planning, { name: 'Quàng Thị Ban', administrator: '1' })
    const words = 'chín bể nước cho bản Huổi Hoa'
    const second = await new Browser().open('/sign-in')
    await second.press('Đăng nhập', { username, password: secret })
    await second.press('Đổi mật khẩu', { current: secret, new: words, again: words })
    await second.press('Đăng nhập', { username, password: words })
    const first = await signIn(planning)
    const presses = await Promise.all(
      [first, second].map(async (one, i) => {
        await one.open(`/accounts/${(await account(i ? planning : username)).id}/disable`)
        return { one, ...one.form('Khóa tài khoản', { note: 'Thử' }) }
      }),
    )
    const answers = await Promise.all(presses.map(({ one, action, fields }) => one.send(action, fields)))
    expect(answers.every(({ status }) => status < 500)).toBe(true)
    const left = await prisma.user.count({ where: { administrator: true, disabledAt: null, agencyId: await agencyOfRow(planning) } })
    expect(left).toBe(1)
    await prisma.user.update({ where: { username: planning }, data: { disabledAt: null } })
  })
})

describe('an account', () => {
  const pressed = async (by: string, username: string, step: string, button: string, values = {}) => {
    const keeper = await signedIn(by)
    await keeper.open(`/accounts/${(await account(username)).id}/${step}`)
    return keeper.press(button, { note: 'Chuyển công tác', ...values })
  }

  test('that is disabled is out at once, and comes back when it is enabled; both with the reason in the log', async () => {
    const username = 'xa-na-son'
    const person = await signIn(username)
    const keeper = await pressed(planning, username, 'disable', 'Khóa tài khoản')
    expect(keeper.main).toContain('Đã khóa')
    expect((await person.open('/commune')).path).toBe('/sign-in')
    await expect(signIn(username)).rejects.toThrow('chưa đúng')
    await pressed(planning, username, 'enable', 'Mở lại tài khoản', { note: 'Trở lại cơ quan' })
    expect((await person.open('/commune')).path, 'the old session stays ended').toBe('/sign-in')
    expect((await signIn(username)).path).toBe('/commune')
    await keeper.open(`/accounts/${(await account(username)).id}`)
    expect(keeper.main).toContain('Trở lại cơ quan')
  })

  test('whose password is given anew: the old one and every session end', async () => {
    const username = `${dienBienDong}.van-thu`
    const person = await signIn(username)
    const keeper = await pressed(`${dienBienDong}.lanh-dao`, username, 'reset', 'Cấp lại mật khẩu')
    const [name, secret = ''] = codes(keeper)
    expect(name).toBe(username)
    expect((await person.open('/district')).path).toBe('/sign-in')
    await expect(signIn(username)).rejects.toThrow('chưa đúng')
    const fresh = await new Browser().open('/sign-in')
    await fresh.press('Đăng nhập', { username, password: secret })
    expect(fresh.main).toContain('Cần đổi mật khẩu')
    expect(password).not.toBe(secret)
  })

  test('is found by words without tones, by position and state, and the list is a file as well', async () => {
    const keeper = await signedIn(planning)
    await keeper.open('/accounts?q=keo+lom&position=leader&is=enabled')
    expect(keeper.$('tbody tr').length).toBe(1)
    await keeper.open('/accounts?q=khong+ai+ten+nay')
    expect(keeper.main).toContain('Không có tài khoản nào phù hợp')
    expect((await keeper.agent.get('/accounts?format=xlsx')).headers['content-type']).toContain('spreadsheetml')
  })
})

describe('many accounts by a table have no password until their slips are printed', () => {
  const brought = async (lines: string[][]) => {
    const giver = await signIn(planning)
    await giver.open('/accounts/table')
    const head = ['Cơ quan, đơn vị', 'Họ và tên', 'Chức vụ', 'Vị trí', 'Tên đăng nhập', 'Người quản trị']
    await giver.press('Xem trước', { text: [head, ...lines].map((cells) => cells.join('\t')).join('\n') })
    expect(giver.main, giver.$('#errors').text()).toContain(`${lines.length} dòng mới`)
    await giver.press(`Ghi ${lines.length} dòng`)
    return giver
  }
  const signsIn = async (username: string, secret: string) =>
    (await (await new Browser().open('/sign-in')).press('Đăng nhập', { username, password: secret })).path

  test('three hundred on a page, agency by agency; nobody signs in before', { timeout: 120_000 }, async () => {
    const others = Array.from({ length: 301 }, (_, n) => [
      'Sở Nội vụ',
      `Lò Văn ${String.fromCharCode(65 + (n % 26))}${n}`,
      'Chuyên viên',
      '',
      `thu-${n}`,
      '',
    ])
    const giver = await brought([['UBND xã Keo Lôm', 'Hạng A Chá', 'Công chức', '', '', ''], ...others])
    expect([giver.path, giver.main]).toEqual(['/accounts/slips', expect.stringContaining('302 tài khoản chưa có mật khẩu')])
    expect(await signsIn('thu-1', '')).toBe('/sign-in')
    expect(await signsIn('thu-1', 'thu-1')).toBe('/sign-in')
    await giver.open('/accounts?is=awaiting')
    expect(giver.main).toContain('302 tài khoản chưa có mật khẩu. Cấp mật khẩu, in phiếu')

    await giver.follow('Cấp mật khẩu, in phiếu')
    await giver.press('Cấp mật khẩu, in phiếu', { agency: await agencyOf(keoLom) })
    const [username = '', secret = ''] = codes(giver)
    expect([giver.$('.slip').length, username]).toEqual([1, 'xa-keo-lom.hang-a-cha'])
    expect(await signsIn(username, secret)).toBe('/account')

    await giver.open('/accounts/slips')
    const { action, fields } = giver.form('Cấp mật khẩu, in phiếu')
    const both = await Promise.all([giver.send(action, fields), giver.send(action, fields)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 303])
    await giver.open('/accounts/slips')
    expect(giver.main).toContain('1 tài khoản chưa có mật khẩu')
    await giver.press('Cấp mật khẩu, in phiếu')
    expect(giver.$('.slip').length).toBe(1)
    await giver.open('/accounts/slips')
    expect(giver.main).toContain('Mọi tài khoản đã có mật khẩu')
    expect(await prisma.event.count({ where: { action: 'account.give-slips' } })).toBe(3)
  })

  test('a head prints those of their own agency, but no administrator’s', async () => {
    await brought([
      ['UBND xã Keo Lôm', 'Sùng A Vàng', 'Công chức', '', '', ''],
      ['UBND xã Keo Lôm', 'Sùng A Của', 'Công chức', '', '', 'Có'],
      ['UBND xã Phì Nhừ', 'Sùng A Sình', 'Công chức', '', '', ''],
    ])
    const head = await signIn(`${keoLom}.lanh-dao`)
    await head.open('/accounts/slips')
    expect(head.main).toContain('1 tài khoản chưa có mật khẩu')
    await head.press('Cấp mật khẩu, in phiếu')
    expect(codes(head)[0]).toBe('xa-keo-lom.sung-a-vang')
    const specialist = await signIn(keoLom)
    await specialist.open('/accounts/slips')
    expect(specialist.status).toBe(403)
  })
})
