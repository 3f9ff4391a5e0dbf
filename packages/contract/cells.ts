import { z } from 'zod';
import { infosecWord3, itWord3 } from './board.ts';
import { heldAnswer, offeredAnswer } from './confirmations.ts';
import { bridgePart, causeId, listOf, owner, paging, team, timestamp, verdict } from './ratio.ts';
import { defineRoute } from './route.ts';
import { view } from './scope.ts';

/** One side's evidence in one line, as tables show it: first line what, second line when and how. */
export const evidenceLine = z.object({ what: z.string(), detail: z.string() });

export const cellRow = z.object({
  deviceId: z.uuid(),
  device: z.string(),
  fix: z.string(),
  fixTitle: z.string(),
  verdict,
  cause: causeId.nullable(),
  causeLabel: z.string().nullable(),
  also: z.array(causeId),
  owner,
  /** "Scan again"; null where nothing is to be done. */
  nextAction: z.string().nullable(),
  it: evidenceLine,
  infosec: evidenceLine,
  since: timestamp,
});
export type CellRow = z.infer<typeof cellRow>;

const cellFilters = {
  ...view,
  verdict: verdict.optional(),
  cause: causeId.optional(),
  part: bridgePart.optional(),
  owner: owner.optional(),
  itWord: itWord3.optional(),
  infosecWord: infosecWord3.optional(),
  device: z.uuid().optional(),
  fix: z.string().max(300).optional(),
  /** Only the devices of this remediation: some devices of its fix may be split off into another. */
  remediation: z.uuid().optional(),
  /** Part of a device's or fix's name. */
  search: z.string().max(100).optional(),
};

export const listCells = defineRoute({
  method: 'GET',
  path: '/api/cells',
  summary: 'List cells; with a cause and a part, exactly the cells behind that bar',
  access: 'key-or-person',
  query: z.object({ ...cellFilters, ...paging }),
  response: listOf(cellRow).extend({
    /** Counts for the filter of verdicts, the verdict filter itself left out. */
    byVerdict: z.object({ proven: z.int(), open: z.int(), disputed: z.int(), unproven: z.int(), excepted: z.int() }),
  }),
});

/**
 * For auditors, and for recomputing a bridge by counting (docs/reconciliation.md). A row a cell, in the order of devices:
 * device, device_id, fix, verdict, cause, it_says, infosec_says, it_part, infosec_part, owner, since.
 */
export const exportCells = defineRoute({
  method: 'GET',
  path: '/api/cells/export',
  summary: 'Download the cells of any scope and day as CSV, proven ones too',
  access: 'key-or-person',
  transfer: 'file',
  query: z.object({ ...view, verdict: verdict.optional() }),
  response: z.string(),
});

/** One side of the evidence pair. */
export const sideEvidence = z.object({
  team,
  /** "installed", "reported", "not reported", "no row in the export". */
  says: z.string(),
  source: z.string().nullable(),
  /** The same rows on both sides, in this order: Version, Seen, In use (IT) or Login (InfoSec), File. */
  rows: z.array(z.object({ label: z.string(), value: z.string() })),
  /** What the tool really said, with the deciding words to underline. */
  excerpt: z.object({ text: z.string(), deciding: z.array(z.string()) }).nullable(),
});

export const condition = z.object({
  id: z.enum(['in-place', 'in-use', 'seen-after', 'logged-in', 'in-scope', 'not-reported']),
  /** "Fixed version in place" */
  label: z.string(),
  /** Null: not known, for example because the one before it is not met. */
  met: z.boolean().nullable(),
  team,
});

export const cellDetail = cellRow.extend({
  /** One sentence in plain words with the two looks and their times. */
  sentence: z.string(),
  sides: z.object({ it: sideEvidence, infosec: sideEvidence }),
  /** Points on the line of time. */
  timeline: z.array(z.object({ at: timestamp, team: team.nullable(), label: z.string() })),
  conditions: z.array(condition),
  next: z.object({ sentence: z.string(), owner }).nullable(),
  rule: z
    .object({
      id: causeId,
      version: z.int(),
      positiveProof: z.boolean(),
      /** proof: the evidence itself shows it; strong: another explanation needs two errors; likely: look before acting; none: nothing is known. */
      confidence: z.enum(['proof', 'strong', 'likely', 'none']),
    })
    .nullable(),
  folded: z.array(z.string()),
  remediationId: z.uuid().nullable(),
  /** InfoSec’s answer that holds for it now: the scanner is wrong, or its check is right. */
  held: heldAnswer.nullable(),
  /** What InfoSec may answer, and whether this caller may; null where no positive proof waits for an answer. */
  answer: offeredAnswer.nullable(),
});
export type CellDetail = z.infer<typeof cellDetail>;

export const getCell = defineRoute({
  method: 'GET',
  path: '/api/cells/:deviceId/:fix',
  summary: 'Read one cell with both sides’ evidence',
  access: 'key-or-person',
  params: z.object({ deviceId: z.uuid(), fix: z.string().max(300) }),
  response: cellDetail,
});

/** What a cell came to at a time; null where there was no such cell. */
export const cellWords = z.object({
  verdict,
  cause: causeId.nullable(),
  causeLabel: z.string().nullable(),
  itSays: z.string(),
  infosecSays: z.string(),
});
export type CellWords = z.infer<typeof cellWords>;

/** Why devices were judged when cells moved; `scope`: the device came into the scope, or left it. */
export const moveReason = z.enum([
  'report',
  'check-in',
  'time',
  'knowledge',
  'rules',
  'setting',
  'lesson',
  'decision',
  'asked',
  'names',
  'scope',
]);
export type MoveReason = z.infer<typeof moveReason>;

/** The delivery that moved cells. */
export const movingReport = z.object({ importId: z.uuid(), source: z.string(), team, fileName: z.string() });

export const getCellHistory = defineRoute({
  method: 'GET',
  path: '/api/cells/:deviceId/:fix/history',
  summary: 'Read every move of one cell with its reason, newest first',
  access: 'key-or-person',
  params: z.object({ deviceId: z.uuid(), fix: z.string().max(300) }),
  response: z.object({
    moves: z.array(
      z.object({
        at: timestamp,
        before: cellWords.nullable(),
        after: cellWords.nullable(),
        reason: moveReason,
        report: movingReport.nullable(),
      }),
    ),
  }),
});
