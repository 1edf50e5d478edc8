import type { Prisma } from '../generated/client.ts'
import type { Actor } from '../policy.ts'

/** What holds on a day: the giver is still a leader of the same agency. One of several: that which began first. */
export const heldOn = (on: Date) =>
  ({
    where: { status: 'given', from: { lte: on }, to: { gte: on }, giver: { disabledAt: null, position: 'leader' } },
    orderBy: { from: 'asc' },
    include: { giver: { select: { name: true, agencyId: true } } },
  }) as const satisfies Prisma.User$takenArgs

/** "Lò Văn Đức, theo ủy quyền của Trần Thị Hoa": who acts by an authority that was lent. */
export const byAuthority = ({ name, standsFor }: Pick<Actor, 'name' | 'standsFor'>) =>
  standsFor ? `${name}, theo ủy quyền của ${standsFor.name}` : name
