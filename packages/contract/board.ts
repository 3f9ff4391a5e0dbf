import { z } from 'zod';
import { bridgePart, causeId, owner, ratio, timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';

export const bridgeStep = z.object({
  part: bridgePart,
  cause: causeId,
  /** The cause in words: "Scan older than the fix". */
  label: z.string(),
  /** One sentence, plain: "the scan looked before the fix was installed". */
  summary: z.string(),
  /** Two or three words, a verb first: "Scan again". */
  nextAction: z.string(),
  owner,
  cells: z.int(),
  devices: z.int(),
  from: ratio,
  to: ratio,
});
export type BridgeStepDto = z.infer<typeof bridgeStep>;

export const smallAction = z.object({
  /** "Scan 187 devices patched since" */
  action: z.string(),
  /** "1 scan" */
  effort: z.string(),
  owner,
  cause: causeId,
  /** Cells that it would settle at most, alone. */
  cells: z.int(),
});

export const board = z.object({
  asOf: timestamp,
  it: ratio,
  infosec: ratio,
  agreed: ratio,
  /** Without excepted cells. */
  agreedWithoutExceptions: ratio,
  exceptedCells: z.int(),
  devices: z.object({ total: z.int(), inIt: z.int(), inInfosec: z.int(), inBoth: z.int() }),
  verdicts: z.object({ proven: z.int(), open: z.int(), disputed: z.int(), unproven: z.int(), excepted: z.int() }),
  bridge: z.array(bridgeStep),
  smallestActions: z.array(smallAction),
  /** Sources that have not delivered for longer than their limit. */
  lateSources: z.array(z.object({ id: z.string(), name: z.string(), lastReportAt: timestamp.nullable() })),
});
export type BoardDto = z.infer<typeof board>;

/** The trend for the board's line: agreed at the end of each day. */
export const boardTrend = z.object({ days: z.array(z.object({ day: z.iso.date(), agreed: ratio })) });

export const getBoard = defineRoute({
  method: 'GET',
  path: '/api/board',
  summary: 'Read the one number, both teams’ numbers and the bridge between them',
  access: 'key-or-person',
  response: board,
});

export const getBoardTrend = defineRoute({
  method: 'GET',
  path: '/api/board/trend',
  summary: 'Read how the agreed number moved, a point a day',
  access: 'key-or-person',
  query: z.object({ days: z.coerce.number().int().min(2).max(400).default(90) }),
  response: boardTrend,
});

export const cellsCheck = z.object({
  devices: z.int(),
  cells: z.int(),
  /** Names of devices whose kept cells are not what their evidence gives now; the first hundred. */
  differingDevices: z.array(z.string()),
  /** Rolled-up numbers that are not the sum of what was judged, in words. */
  differingTotals: z.array(z.string()),
});

export const checkCells = defineRoute({
  method: 'GET',
  path: '/api/board/check',
  summary: 'Judge everything again from the kept evidence and compare it with what is kept; changes nothing',
  access: 'key-or-person',
  response: cellsCheck,
});
