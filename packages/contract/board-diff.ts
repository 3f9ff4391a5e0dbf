import { z } from 'zod';
import { cellWords, moveReason, movingReport } from './cells.ts';
import { listOf, paging, ratio, timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';
import { scopeText } from './scope.ts';

/** Two days' ends; without `to`, until now. */
const between = { from: z.iso.date(), to: z.iso.date().optional(), scope: scopeText.optional() };

/** What cells add to each of the integers of the three numbers: a difference, so also below zero. */
const added = z.object({
  required: z.int(),
  proven: z.int(),
  itCounted: z.int(),
  itInstalled: z.int(),
  infosecScanned: z.int(),
  infosecNotReported: z.int(),
});
export type Added = z.infer<typeof added>;

/** Cells that went the same way for the same reason. The reason is that of a cell's last move between the two days. */
export const diffGroup = z.object({
  /** For `listDiffCells`. */
  id: z.string(),
  before: cellWords.nullable(),
  after: cellWords.nullable(),
  reason: moveReason,
  report: movingReport.nullable(),
  cells: z.int(),
  devices: z.int(),
  adds: added,
});
export type DiffGroup = z.infer<typeof diffGroup>;

const sideOfDiff = z.object({
  asOf: timestamp,
  day: z.iso.date().nullable(),
  it: ratio,
  infosec: ratio,
  agreed: ratio,
});

export const boardDiff = z.object({
  from: sideOfDiff,
  to: sideOfDiff,
  /** What differs between the two; the groups' `adds` sum to it exactly. */
  difference: added,
  groups: z.array(diffGroup),
});
export type BoardDiff = z.infer<typeof boardDiff>;

export const getBoardDiff = defineRoute({
  method: 'GET',
  path: '/api/board/diff',
  summary: 'Read why the numbers moved between two days: groups of cells that sum to the difference',
  access: 'key-or-person',
  query: z.object(between),
  response: boardDiff,
});

export const diffCell = z.object({
  deviceId: z.uuid(),
  device: z.string(),
  fix: z.string(),
  fixTitle: z.string(),
  /** When it moved; null where the device only came into the scope, or left it. */
  at: timestamp.nullable(),
});
export type DiffCell = z.infer<typeof diffCell>;

export const listDiffCells = defineRoute({
  method: 'GET',
  path: '/api/board/diff/cells',
  summary: 'List the cells behind one group of a difference',
  access: 'key-or-person',
  query: z.object({ ...between, group: z.string().max(500), ...paging }),
  response: listOf(diffCell),
});
