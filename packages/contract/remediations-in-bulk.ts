import { z } from 'zod';
import { team } from './ratio.ts';
import { note } from './remediation-moves.ts';
import { place, rejectReason, remediationFilter } from './remediations.ts';
import { defineRoute } from './route.ts';

/** At once; more are done in parts. */
export const MOST_AT_ONCE = 500;

export const bulkAct = z.enum(['hand-over', 'reject', 'assign', 'comment', 'watch']);
export type BulkAct = z.infer<typeof bulkAct>;

/** Remediations that are named, or all that match a filter as lists take it. */
export const remediationSelection = z.union([
  z.object({ ids: z.array(z.uuid()).min(1).max(MOST_AT_ONCE) }),
  z.object({ filter: z.object(remediationFilter) }),
]);
export type RemediationSelection = z.infer<typeof remediationSelection>;

export const bulkItem = z.object({
  remediationId: z.uuid(),
  fix: z.string(),
  place,
  version: z.int(),
  /** Cells that are not proven: what is gained at most. */
  cells: z.int(),
  /** Why it is left out; null where it is done. */
  why: z.string().nullable(),
});

export const previewBulk = defineRoute({
  method: 'POST',
  path: '/api/remediations/bulk/preview',
  summary: 'Say what an act would do to many remediations, and which it leaves out',
  access: 'key-or-person',
  body: z.object({ act: bulkAct, selection: remediationSelection }),
  response: z.object({
    act: bulkAct,
    /** How many fit the selection; `items` are the first of them. */
    matching: z.int(),
    items: z.array(bulkItem),
    open: z.int(),
    cells: z.int(),
    /** Where the batons of those that are done go, and how many to each. */
    to: z.array(z.object({ place, team, remediations: z.int() })),
  }),
});
export type BulkPreview = z.infer<typeof previewBulk.response>;

/** The versions that were previewed: one whose baton has moved meanwhile is left out and named. */
export const actInBulk = defineRoute({
  method: 'POST',
  path: '/api/remediations/bulk',
  summary: 'Do one act on many remediations, each for itself',
  access: 'key-or-person',
  body: z.object({
    act: bulkAct,
    items: z
      .array(z.object({ remediationId: z.uuid(), version: z.int().nonnegative() }))
      .min(1)
      .max(MOST_AT_ONCE),
    note: note.optional(),
    reason: rejectReason.exclude(['duplicate']).optional(),
    personId: z.uuid().nullable().optional(),
  }),
  response: z.object({
    done: z.int(),
    refused: z.array(z.object({ remediationId: z.uuid(), fix: z.string(), why: z.string() })),
  }),
});
