import { z } from 'zod';
import { team, timestamp } from './ratio.ts';
import { leg, place } from './remediations.ts';
import { defineRoute } from './route.ts';

/** "Who holds the baton" of the board. */
export const baton = z.object({
  open: z.int(),
  overdue: z.int(),
  past80: z.int(),
  teams: z.array(
    z.object({
      team,
      remediations: z.int(),
      oldest: z.object({ remediationId: z.uuid(), fix: z.string(), heldSince: timestamp }).nullable(),
    }),
  ),
  legs: z.array(z.object({ leg, team, remediations: z.int() })),
  /** IT's rejections that wait for InfoSec's answer. */
  rejected: z.int(),
  /** Remediations that the viewer carries, by leg; legs without any left out. */
  yours: z.array(z.object({ leg: place, remediations: z.int() })),
});
export type BatonDto = z.infer<typeof baton>;

/** "Due" of the board is `listRemediations` sorted by due. */
export const getBaton = defineRoute({
  method: 'GET',
  path: '/api/relay',
  summary: 'Read who holds the baton: counts by team and leg, and what is overdue',
  access: 'key-or-person',
  response: baton,
});
