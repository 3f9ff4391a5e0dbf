import { z } from 'zod';
import { listOf, team, timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';
import { contentHash, documentSignature, signBody } from './signatures.ts';

/** A pause of one remediation's clock. It runs from the second signature to its end. */
export const clockPause = z.object({
  pauseId: z.uuid(),
  remediationId: z.uuid(),
  fix: z.string(),
  reason: z.string(),
  /** `asked` waits for a signature; `running`; `over`: its time has passed, or it was ended; `withdrawn`: never signed by both. */
  state: z.enum(['asked', 'running', 'over', 'withdrawn']),
  askedBy: z.string(),
  askedByTeam: team,
  askedAt: timestamp,
  startsAt: timestamp.nullable(),
  endsAt: timestamp,
  endedBy: z.string().nullable(),
  /** What is signed. */
  hash: contentHash.nullable(),
  signatures: z.array(documentSignature),
});
export type ClockPause = z.infer<typeof clockPause>;

const byId = z.object({ pauseId: z.uuid() });

export const listPauses = defineRoute({
  method: 'GET',
  path: '/api/pauses',
  summary: 'List pauses that wait for a signature or run; of one remediation all that there were',
  access: 'key-or-person',
  query: z.object({ remediationId: z.uuid().optional() }),
  response: listOf(clockPause),
});

export const askPause = defineRoute({
  method: 'POST',
  path: '/api/remediations/:remediationId/pauses',
  summary: 'Ask for a pause of the clock: it runs when a person of each team has signed it',
  access: 'person',
  params: z.object({ remediationId: z.uuid() }),
  body: z.object({ reason: z.string().trim().min(1).max(1000), until: timestamp }),
  response: clockPause,
});

export const signPause = defineRoute({
  method: 'POST',
  path: '/api/pauses/:pauseId/signatures',
  summary: 'Sign a pause for my team',
  access: 'person',
  params: byId,
  body: signBody,
  response: clockPause,
});

export const endPause = defineRoute({
  method: 'POST',
  path: '/api/pauses/:pauseId/end',
  summary: 'End a pause before its time, or withdraw one that is not signed by both',
  access: 'person',
  params: byId,
  response: clockPause,
});
