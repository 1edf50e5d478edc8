import { z } from 'zod'

/** What every form carries beside its fields: its own key, and which revision of the row its page showed. */
export const press = z.object({
  once: z.uuid(),
  revision: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
})
