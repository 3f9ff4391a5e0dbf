import { TRACKER_KINDS } from '@baton/domain/connections/connection-kind.ts';
import { z } from 'zod';
import { timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';

/** A remediation's issue or incident in another tool. */
export const track = z.object({
  trackId: z.uuid(),
  connectionId: z.uuid(),
  connection: z.string(),
  kind: z.enum(TRACKER_KINDS),
  /** `OPS-12`, `INC0010023`; null until it is made. */
  key: z.string().nullable(),
  url: z.string().nullable(),
  /** Its state over there, in that tool's word. */
  remoteState: z.string().nullable(),
  syncedAt: timestamp.nullable(),
  /** Something waits to be told or taken. */
  waiting: z.boolean(),
  problem: z.string().nullable(),
  hint: z.string().nullable(),
  openedBy: z.string(),
  openedAt: timestamp,
});
export type Track = z.infer<typeof track>;

export const listTracks = defineRoute({
  method: 'GET',
  path: '/api/remediations/:remediationId/tracks',
  summary: 'List the issues and incidents of a remediation in other tools, and where more can be opened',
  access: 'key-or-person',
  params: z.object({ remediationId: z.uuid() }),
  response: z.object({
    rows: z.array(track),
    offered: z.array(z.object({ connectionId: z.uuid(), name: z.string(), kind: z.enum(TRACKER_KINDS) })),
  }),
});

export const openTrack = defineRoute({
  method: 'POST',
  path: '/api/remediations/:remediationId/tracks',
  summary: 'Open an issue or incident for a remediation, or link one that is there',
  access: 'key-or-person',
  params: z.object({ remediationId: z.uuid() }),
  body: z.object({
    connectionId: z.uuid(),
    /** One that is there; left out: a new one is made. */
    key: z
      .string()
      .trim()
      .regex(/^[A-Za-z][A-Za-z0-9_-]{0,99}$/, 'a key like OPS-12 or INC0010023')
      .optional(),
  }),
  response: track,
});

export const syncTrack = defineRoute({
  method: 'POST',
  path: '/api/tracks/:trackId/sync',
  summary: 'Bring an issue or incident up to date now, both ways',
  access: 'key-or-person',
  params: z.object({ trackId: z.uuid() }),
  response: track,
});

export const endTrack = defineRoute({
  method: 'DELETE',
  path: '/api/tracks/:trackId',
  summary: 'Unlink an issue or incident; it stays as it is over there',
  access: 'key-or-person',
  params: z.object({ trackId: z.uuid() }),
  response: z.object({ done: z.literal(true) }),
});
