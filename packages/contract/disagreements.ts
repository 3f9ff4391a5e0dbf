import { z } from 'zod';
import { cellRow } from './cells.ts';
import { causeId, listOf, owner, paging, timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';
import { scopeText, view } from './scope.ts';

/** By what the queue is grouped. `gain`: by cause, what settles most cells alone first. */
export const groupBy = z.enum(['cause', 'owner', 'person', 'device', 'fix', 'check', 'gain']);
export type GroupBy = z.infer<typeof groupBy>;

export const disagreement = z.enum(['disputed', 'unproven']);
const counts = {
  cells: z.int(),
  disputed: z.int(),
  unproven: z.int(),
  /** Past the time of their cause; and past 80 % of it, not yet overdue. */
  overdue: z.int(),
  atRisk: z.int(),
  /** Cells that agreed would gain at most if all were settled; and those of them that no other cause keeps. */
  gain: z.int(),
  alone: z.int(),
};

export const disagreementGroup = z.object({
  /** What the group is known by: a cause, a team, the id of a person or device, a fix, the number of a check. */
  key: z.string(),
  label: z.string(),
  /** The second line: the title of a fix, the fixes of a check, the action of a cause grouped by gain. */
  note: z.string().nullable(),
  /** The cause, where grouped by cause or gain. */
  cause: causeId.nullable(),
  summary: z.string().nullable(),
  nextAction: z.string().nullable(),
  ruleVersion: z.int().nullable(),
  owner,
  ...counts,
  /** Null where a device may count in several groups of one page and is not told. */
  devices: z.int().nullable(),
  /** When the cell that waits longest took its cause, and when it is, or was, due. */
  oldest: z.object({ since: timestamp, dueAt: timestamp }).nullable(),
});
export type DisagreementGroup = z.infer<typeof disagreementGroup>;

export const listDisagreements = defineRoute({
  method: 'GET',
  path: '/api/disagreements',
  summary: 'List disputed and unproven cells in groups, largest first, unexplained last',
  access: 'key-or-person',
  /** A day that is over is grouped by cause, gain or team only, and has no clocks: these are of now. */
  query: z.object({ ...view, by: groupBy.default('cause'), page: paging.page, pageSize: paging.pageSize }),
  response: z.object({
    by: groupBy,
    groups: z.array(disagreementGroup),
    /** How many groups there are on all pages. */
    total: z.int(),
    ...counts,
    required: z.int(),
    /** Cells that no rule explains: never left out, whatever the grouping. */
    unexplained: z.int(),
    /** Questions that wait for each team, and requests that are not fulfilled yet. */
    questions: z.object({ it: z.int(), infosec: z.int() }),
    requests: z.object({ rescan: z.int(), reboot: z.int() }),
  }),
});

/** Which disputed and unproven cells: what is not said does not narrow. */
export const workFilter = z.strictObject({
  cause: causeId.optional(),
  owner: owner.optional(),
  verdict: disagreement.optional(),
  /** Whom they are assigned to; `nobody`: those that nobody has. */
  person: z.union([z.uuid(), z.literal('nobody')]).optional(),
  device: z.uuid().optional(),
  fix: z.string().min(1).max(300).optional(),
  check: z.string().min(1).max(100).optional(),
  clock: z.enum(['over', 'risk']).optional(),
  /** Only of the devices of this scope, as it is now. */
  scope: scopeText.optional(),
});
export type WorkFilter = z.output<typeof workFilter>;
/** The same as it is sent: the scope is a text. */
export type AskedFilter = z.input<typeof workFilter>;

export const clock = z.object({ since: timestamp, dueAt: timestamp, hours: z.int() });
export const assignee = z.object({ personId: z.uuid(), name: z.string() });

export const workCell = cellRow.extend({
  clock,
  assignee: assignee.nullable(),
  /** Questions on it that wait for an answer. */
  questions: z.int(),
  /** Cells of the same cause on the same device: one act settles them all. */
  settles: z.int(),
});
export type WorkCell = z.infer<typeof workCell>;

export const listWorkCells = defineRoute({
  method: 'GET',
  path: '/api/disagreements/cells',
  summary: 'List disputed and unproven cells in the order of their clocks',
  access: 'key-or-person',
  query: z.object({ ...workFilter.shape, page: paging.page, pageSize: paging.pageSize }),
  response: listOf(workCell),
});
