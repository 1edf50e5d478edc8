import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import * as common from '@zxcvbn-ts/language-common'
import { z } from 'zod'
import type { Tx } from '../db.ts'
import { text } from '../form.ts'
import { placeOf, plain } from '../words.ts'

const strength = new ZxcvbnFactory({ dictionary: common.dictionary, graphs: common.adjacencyGraphs })

export const passwordForm = z.object({
  current: text('Mật khẩu hiện nay', { required: 'Nhập mật khẩu hiện nay', max: 200 }),
  new: text('Mật khẩu mới', {
    required: 'Nhập mật khẩu mới',
    max: 200,
    hint: 'Ít nhất 12 ký tự; nên ghép vài từ không liên quan đến nhau. Không dùng tên cơ quan, ngày sinh',
  }),
  again: text('Nhập lại mật khẩu mới', { required: 'Nhập lại mật khẩu mới', max: 200 }),
})

/** Why a password will not do, by length and by how soon it would be guessed (ASVS 6.2); undefined: it will. */
export function weakness(password: string, known: string[]) {
  if (password.length < 12) return 'Mật khẩu mới cần ít nhất 12 ký tự'
  if (password.length > 128) return 'Mật khẩu mới không quá 128 ký tự'
  const bare = (words: string) => plain(words).replace(/[^a-z0-9]/g, '')
  const names = [...known, ...known.map(placeOf), 'giup xa', 'dien bien', '253'].map(bare).filter(Boolean)
  const left = names.sort((a, b) => b.length - a.length).reduce((rest, name) => rest.replaceAll(name, ''), bare(password))
  if (left.length < 6 && left.length < bare(password).length)
    return 'Mật khẩu mới còn dễ đoán: gần như chỉ gồm tên người, tên cơ quan, tên cổng'
  const { score } = strength.check(password, [...known, 'giup xa', 'dien bien', '253'])
  return score < 3 ? 'Mật khẩu mới còn dễ đoán; thêm một vài từ không liên quan đến nhau' : undefined
}

/** A new password ends every session of the account. */
export async function changePassword(tx: Tx, userId: string, passwordHash: string, epoch: number) {
  await tx.user.update({ where: { id: userId }, data: { slipUntil: null }, select: { id: true } })
  await tx.credential.update({ where: { userId }, data: { passwordHash, epoch: epoch + 1 } })
}

/** Whether a leader approves before anything leaves the agency: its own choice, by its leader or administrator. */
export function askApproval(tx: Tx, agencyId: string, approval: boolean) {
  return tx.agency.update({ where: { id: agencyId }, data: { approval } })
}
