import { z } from 'zod';
import { timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';

const schedule = {
  /** The mail server by which it goes. */
  connectionId: z.uuid(),
  recipients: z.array(z.email().max(200)).min(1).max(50),
  dayOfMonth: z.int().min(1).max(28),
  /** "07:30", in its zone. */
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time like 07:30'),
  timeZone: z.string().min(1).max(60),
  /** The page also as PDF, where the server’s machine has a Chromium. */
  withPdf: z.boolean().default(true),
};

export const leadershipMail = z.object({
  schedule: z
    .object({
      ...schedule,
      connection: z.string(),
      setBy: z.string(),
      setAt: timestamp,
      /** When the next one goes. */
      next: timestamp,
    })
    .nullable(),
  /** Mail servers to choose from. */
  offered: z.array(z.object({ connectionId: z.uuid(), name: z.string() })),
});
export type LeadershipMail = z.infer<typeof leadershipMail>;

export const readLeadershipMail = defineRoute({
  method: 'GET',
  path: '/api/leadership/mail',
  summary: 'Read when and to whom the leadership page goes by mail each month',
  access: 'key-or-person',
  response: leadershipMail,
});

export const setLeadershipMail = defineRoute({
  method: 'PUT',
  path: '/api/leadership/mail',
  summary: 'Send the leadership page by mail each month to named people',
  access: 'person',
  body: z.object(schedule),
  response: leadershipMail,
});

export const stopLeadershipMail = defineRoute({
  method: 'DELETE',
  path: '/api/leadership/mail',
  summary: 'Stop sending the leadership page by mail',
  access: 'person',
  response: leadershipMail,
});

export const sendLeadershipMail = defineRoute({
  method: 'POST',
  path: '/api/leadership/mail/now',
  summary: 'Send the leadership page to the named people now',
  access: 'person',
  response: z.object({ queued: z.int() }),
});
