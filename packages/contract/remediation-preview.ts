import { z } from 'zod';
import { team } from './ratio.ts';
import { actName, byId, place } from './remediations.ts';
import { defineRoute } from './route.ts';

export const actPreview = z.object({
  act: actName,
  from: place,
  to: place.nullable(),
  fromTeam: team,
  toTeam: team,
  open: z.boolean(),
  /** Why it is closed. */
  why: z.string().nullable(),
  /** What is missing and passes on unfinished: it does not hold the act, the other team sees it. */
  missing: z.array(z.object({ count: z.int(), what: z.string() })),
  cells: z.int(),
  devices: z.int(),
  /** What happens to the clock: "The 72 h to prove the fix start now." */
  clock: z.string().nullable(),
});

export const previewAct = defineRoute({
  method: 'GET',
  path: '/api/remediations/:remediationId/preview',
  summary: 'Say what an act would do and what is missing, before it is done',
  access: 'key-or-person',
  params: byId,
  query: z.object({ act: actName }),
  response: actPreview,
});
