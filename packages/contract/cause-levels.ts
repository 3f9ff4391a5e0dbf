import { z } from 'zod';
import { causeId, owner, timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';

const hours = z.int().min(1).max(8784);

export const causeLevel = z.object({
  cause: causeId,
  label: z.string(),
  owner,
  /** How long it may last, counted from when a cell took it. */
  hours,
  shipped: hours,
  cells: z.int(),
  overdue: z.int(),
});

export const causeLevels = z.object({
  /** 0: what ships with Baton. */
  version: z.int(),
  setAt: timestamp.nullable(),
  setBy: z.string().nullable(),
  note: z.string().nullable(),
  levels: z.array(causeLevel),
});
export type CauseLevelsDto = z.infer<typeof causeLevels>;

export const getCauseLevels = defineRoute({
  method: 'GET',
  path: '/api/disagreements/levels',
  summary: 'Read how long each cause of disagreement may last, and what is overdue by it',
  access: 'key-or-person',
  response: causeLevels,
});

const change = z.record(z.string().max(60), hours);

export const previewCauseLevels = defineRoute({
  method: 'POST',
  path: '/api/disagreements/levels/preview',
  summary: 'Say which causes would have more or fewer overdue cells by other times; changes nothing',
  access: 'key-or-person',
  body: z.object({ hours: change }),
  response: z.object({
    changes: z.array(
      z.object({
        cause: causeId,
        label: z.string(),
        from: hours,
        to: hours,
        overdueNow: z.int(),
        overdueThen: z.int(),
      }),
    ),
  }),
});

export const setCauseLevels = defineRoute({
  method: 'PUT',
  path: '/api/disagreements/levels',
  summary: 'Set how long causes may last; the version before it stays readable',
  access: 'key-or-person',
  /** `version` is the one that was seen. Causes that are left out keep their time. */
  body: z.object({ version: z.int().nonnegative(), hours: change, note: z.string().trim().min(1).max(4000) }),
  response: causeLevels,
});

export const listCauseLevelVersions = defineRoute({
  method: 'GET',
  path: '/api/disagreements/levels/versions',
  summary: 'List every version of the times, newest first',
  access: 'key-or-person',
  response: z.object({
    rows: z.array(
      z.object({
        version: z.int(),
        setAt: timestamp.nullable(),
        setBy: z.string().nullable(),
        note: z.string().nullable(),
        hours: change,
      }),
    ),
  }),
});
