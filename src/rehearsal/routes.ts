import { z } from 'zod'
import { act } from '../act.ts'
import { local, setClock } from '../clock.ts'
import { prepareProvinceReports } from '../consolidations/prepare.ts'
import { env } from '../env.ts'
import { Refusal } from '../errors.ts'
import { blank, complainAt, read, text } from '../form.ts'
import { remakeObligations } from '../obligations/remake.ts'
import { pages } from '../pages.ts'
import { moment } from '../words.ts'

const { router, get, post } = pages()
export const rehearsal = router

const form = z.object({
  date: text('Ngày', { required: 'Nhập ngày, ví dụ 16/12/2024', max: 10, hint: 'Ngày/tháng/năm, ví dụ 16/12/2024' }),
  time: text('Giờ', { required: 'Nhập giờ, ví dụ 08:00', max: 5, hint: 'Giờ:phút, theo giờ Việt Nam' }),
})

/** The business clock of the demonstration, moved by its administrator, also backwards. Production has no such page. */
get('/rehearsal', ['planning'], (req, res) => {
  allowed(req)
  res.render('rehearsal/show', {
    title: 'Ngày diễn tập',
    form: blank(form, req.kept ?? { date: local(req.at).format('DD/MM/YYYY'), time: local(req.at).format('HH:mm') }),
  })
})

post('/rehearsal', ['planning'], async (req, res) => {
  allowed(req)
  const { data, form: wrong } = read(form, req.body)
  const complain = (drawn: unknown) => res.status(422).render('rehearsal/show', { title: 'Ngày diễn tập', form: drawn })
  if (wrong) return complain(wrong)
  const day = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(data.date)
  const time = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(data.time)
  const [, d = '', m = '', y = ''] = day ?? []
  const to = new Date(`${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}T${(time?.[1] ?? '').padStart(2, '0')}:${time?.[2] ?? ''}:00+07:00`)
  if (!time) return complain(complainAt(form, req.body, 'time', 'Nhập giờ dạng 08:00'))
  if (!day || Number.isNaN(to.getTime()) || local(to).date() !== Number(d) || Number(y) < 2022 || Number(y) > 2035)
    return complain(complainAt(form, req.body, 'date', 'Nhập một ngày từ năm 2022 đến năm 2035, ví dụ 16/12/2024'))
  const { once } = z.object({ once: z.uuid() }).parse(req.body)
  const { path } = await act(req.actor, 'rehearsal.move', { id: req.actor.agencyId }, async () => ({ path: '/rehearsal' }), {
    once,
    note: `Đến ${moment(to)}`,
  })
  await setClock(to)
  await remakeObligations()
  await prepareProvinceReports()
  res.redirect(303, path)
})

function allowed({ actor }: { actor: { administrator: boolean } }) {
  if (env.NODE_ENV === 'production') throw new Refusal(404)
  if (!actor.administrator) throw new Refusal(403, 'Chỉ người quản trị bản diễn tập đổi được ngày')
}
