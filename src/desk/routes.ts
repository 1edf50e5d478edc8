import type { Role } from '../generated/enums.ts'
import { pages } from '../pages.ts'
import { deskOf } from './desk.ts'

const { router, get } = pages()
export const desks = router

/** Each role has its desk; `/` leads to one's own. */
get('/', 'signed-in', (req, res) => res.redirect(303, req.actor.roles[0] ? `/${req.actor.roles[0]}` : '/account'))

const roles = ['unit', 'commune', 'district', 'planning', 'province'] as const satisfies ('unit' | Role)[]
for (const role of roles)
  get(`/${role}`, [role], async (req, res) => {
    res.render('desk/show', { title: 'Việc cần làm', role, ...(await deskOf(role, req.db, req.actor, req.at)) })
  })
