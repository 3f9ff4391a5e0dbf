import { z } from 'zod';
import { listOf, paging, team, timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';

export const workState = z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']);

/** Long work: an import, a reconciliation, a load of knowledge. */
export const workRow = z.object({
  workId: z.uuid(),
  kind: z.string(),
  title: z.string(),
  subjectId: z.string().nullable(),
  state: workState,
  /** What it is at, in words: "Reading", "Reconciling". */
  step: z.string(),
  /** `total` is null while nobody can know it. */
  progress: z.object({ done: z.int(), total: z.int().nullable() }),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  cancelRequested: z.boolean(),
  team: team.nullable(),
  startedBy: z.string(),
  createdAt: timestamp,
  startedAt: timestamp.nullable(),
  endedAt: timestamp.nullable(),
});
export type WorkRow = z.infer<typeof workRow>;

export const listWork = defineRoute({
  method: 'GET',
  path: '/api/work',
  summary: 'List long work, newest first',
  access: 'key-or-person',
  query: z.object({ open: z.enum(['true', 'false']).optional(), kind: z.string().max(60).optional(), ...paging }),
  response: listOf(workRow),
});

export const getWork = defineRoute({
  method: 'GET',
  path: '/api/work/:workId',
  summary: 'Read how far long work is',
  access: 'key-or-person',
  params: z.object({ workId: z.uuid() }),
  response: workRow,
});

export const cancelWork = defineRoute({
  method: 'POST',
  path: '/api/work/:workId/cancel',
  summary: 'Ask long work to stop; it ends at its next safe point and leaves nothing half done',
  access: 'key-or-person',
  params: z.object({ workId: z.uuid() }),
  response: workRow,
});
