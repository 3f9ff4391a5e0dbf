import { z } from 'zod';
import { listOf, paging, team, timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';

export const logRow = z.object({
  sequence: z.int(),
  at: timestamp,
  actor: z.object({
    kind: z.enum(['person', 'key', 'device', 'system']),
    id: z.string().nullable(),
    name: z.string(),
    team: team.nullable(),
  }),
  /** Area and verb in the past: `remediation.handed-over`. */
  action: z.string(),
  subject: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
  details: z.record(z.string(), z.unknown()),
  /** This entry's link in the chain: SHA-256 over the link before and the entry, hexadecimal. */
  hash: z.string(),
});
export type LogRow = z.infer<typeof logRow>;

export const listLog = defineRoute({
  method: 'GET',
  path: '/api/log',
  summary: 'List what was done, newest first',
  access: 'key-or-person',
  query: z.object({
    actor: z.string().max(100).optional(),
    /** Whole (`key.created`) or an area (`key`). */
    action: z.string().max(100).optional(),
    subjectKind: z.string().max(60).optional(),
    subjectId: z.string().max(300).optional(),
    team: team.optional(),
    from: timestamp.optional(),
    /** Exclusive. */
    to: timestamp.optional(),
    ...paging,
  }),
  response: listOf(logRow),
});

export const logVerification = z.object({
  intact: z.boolean(),
  entries: z.int(),
  /** The newest link: write it down elsewhere, and nobody can later rewrite what came before unseen. */
  head: z.object({ sequence: z.int(), hash: z.string() }),
  /** The first things found wrong, at most 100. */
  problems: z.array(z.object({ sequence: z.int().nullable(), what: z.string() })),
});
export type LogVerification = z.infer<typeof logVerification>;

export const verifyLog = defineRoute({
  method: 'POST',
  path: '/api/log/verify',
  summary: 'Check the chain of the whole log',
  access: 'key-or-person',
  response: logVerification,
});
