import { act } from '../act.ts'
import { attach, detach } from '../attachments/attachment.ts'
import type { Accepted } from '../attachments/examine.ts'
import { Refusal } from '../errors.ts'
import type { Actor } from '../policy.ts'
import { pathOf } from './template.ts'

type Press = { once?: string; revision?: number }

/** A new one, in use from now on. What was in use stays in the list of those before. */
export function putTemplate(actor: Actor, id: string, file: Accepted, { once, revision }: Press) {
  const path = pathOf(id)
  return act(
    actor,
    'agency.put-template',
    { id, revision },
    async (tx, _, at) => {
      await attach(tx, { templateOfId: id }, file, { actor, at })
      const { id: templateId } = await tx.attachment.findFirstOrThrow({ where: { templateOfId: id }, orderBy: { id: 'desc' } })
      await tx.agency.update({ where: { id }, data: { templateId } })
      return { path: `${path}?done=put` }
    },
    { once },
  )
}

/** One of those before. */
export function useTemplate(actor: Actor, id: string, templateId: string, { once, revision }: Press) {
  return act(
    actor,
    'agency.use-template',
    { id, revision },
    async (tx) => {
      if (!(await tx.attachment.count({ where: { id: templateId, templateOfId: id } }))) throw new Refusal(404)
      await tx.agency.update({ where: { id }, data: { templateId } })
      return { path: `${pathOf(id)}?done=use` }
    },
    { once },
  )
}

/** None: its documents are made as they were before there was one. */
export function stopTemplate(actor: Actor, id: string, { once, revision }: Press) {
  return act(
    actor,
    'agency.stop-template',
    { id, revision },
    async (tx, { templateId }) => {
      if (!templateId) throw new Refusal(409, 'Cơ quan không có mẫu nào đang dùng')
      await tx.agency.update({ where: { id }, data: { templateId: null } })
      return { path: `${pathOf(id)}?done=stop` }
    },
    { once },
  )
}

/** For good, content and all: a wrong file. What one side has put, the other does not take away. */
export function deleteTemplate(actor: Actor, id: string, templateId: string, { once, revision }: Press) {
  return act(
    actor,
    'agency.delete-template',
    { id, revision },
    async (tx, { templateId: inUse }, at) => {
      if (templateId === inUse) throw new Refusal(409, 'Mẫu này đang dùng. Thôi dùng mẫu rồi mới xóa được')
      const others = await tx.attachment.count({ where: { id: templateId, templateOfId: id, agencyId: { not: actor.agencyId } } })
      if (others) throw new Refusal(403, 'Chỉ cơ quan đã đặt mẫu này mới xóa được')
      await detach(tx, { templateOfId: id }, templateId, at)
      return { path: `${pathOf(id)}?done=delete` }
    },
    { once },
  )
}
