import { z } from 'zod';
import { heldAnswer, offeredAnswer } from './confirmations.ts';
import { bridgePart, causeId, listOf, owner, paging, team, timestamp, verdict } from './ratio.ts';
import { defineRoute } from './route.ts';

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
  verdict: verdict.optional(),
  cause: causeId.optional(),
  part: bridgePart.optional(),
  owner: owner.optional(),
  device: z.uuid().optional(),
  fix: z.string().max(300).optional(),
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

export const disagreementGroup = z.object({
  cause: causeId,
  label: z.string(),
  summary: z.string(),
  nextAction: z.string(),
  ruleVersion: z.int(),
  owner,
  cells: z.int(),
  devices: z.int(),
  disputed: z.int(),
  unproven: z.int(),
  /** Cells that agreed would gain at most if all were settled. */
  gain: z.int(),
});

export const listDisagreements = defineRoute({
  method: 'GET',
  path: '/api/disagreements',
  summary: 'List disputed and unproven cells by cause, largest first, unexplained last',
  access: 'key-or-person',
  response: z.object({
    groups: z.array(disagreementGroup),
    cells: z.int(),
    disputed: z.int(),
    unproven: z.int(),
    required: z.int(),
  }),
});
