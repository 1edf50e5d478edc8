import { hashOf } from './accounts/password.ts'
import { dayOf, inForceOn, now } from './clock.ts'
import { prisma } from './db.ts'

/** The planning department as it stands today, with its administrators who can sign in; undefined: there is none yet. */
export async function planningToday() {
  const inForce = inForceOn(dayOf(await now()))
  return prisma.agency.findFirst({
    where: { roles: { some: { role: 'planning', ...inForce } } },
    include: { users: { where: { administrator: true, disabledAt: null } } },
  })
}

type Given = { agencyName: string; abbreviation: string; username: string; name: string; title: string; password: string }

/** The planning department, where there is none, and its first administrator: everything else is done on the portal. Before there is an account nobody can act, so this is no act. */
export async function makeFirstAdministrator({ agencyName, abbreviation, username, name, title, password }: Given) {
  const at = await now()
  const planning = await planningToday()
  const passwordHash = await hashOf(password)
  await prisma.$transaction(async (tx) => {
    const dated = { from: dayOf(at) }
    const agency =
      planning ??
      (await tx.agency.create({
        data: {
          ...{ name: agencyName, abbreviation, documentStyle: 'state' },
          names: { create: { name: agencyName, abbreviation, ...dated } },
          roles: { create: { role: 'planning', ...dated } },
        },
      }))
    const user = await tx.user.create({
      data: { username, name, title, administrator: true, agencyId: agency.id, credential: { create: { passwordHash } } },
    })
    await tx.event.create({
      data: {
        ...{ at, actorId: user.id, actor: name, agencyId: agency.id, agency: agencyName },
        ...{ action: 'account.create-administrator', note: 'npm run admin' },
        subjects: { create: [{ model: 'User', id: user.id }, ...(planning ? [] : [{ model: 'Agency', id: agency.id }])] },
      },
    })
  })
}
