import { z } from 'zod';

/** The one shape of every answer that is not a success. */
export const errorAnswer = z.object({
  error: z.object({
    /** For programs: `not-permitted`, `baton-moved`. */
    code: z.string(),
    /** For people: what was wrong. */
    message: z.string(),
    /** Where in the request or file: `body.email`, `line 12`. */
    where: z.string().optional(),
    /** What to do about it. */
    hint: z.string().optional(),
    /** Under which the server's own log has it. */
    id: z.string(),
  }),
});
export type ErrorAnswer = z.infer<typeof errorAnswer>;
