import { INFOSEC_WORDS, IT_WORDS } from '@baton/domain/reconciliation/count-states.ts';
import { z } from 'zod';
import { bridgePart, causeId, owner, ratio, team, timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';
import { scopeText, view } from './scope.ts';

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
  /** Of these cells, those that stand on the other side of agreed too. */
  alsoAcross: z.int(),
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

/** IT's word in three: `silent` is no opinion, for whatever reason; InfoSec's: `not_looked` on a device that it has not scanned. */
export const itWord3 = z.enum(IT_WORDS);
export const infosecWord3 = z.enum(INFOSEC_WORDS);

export const wordPair = z.object({ it: itWord3, infosec: infosecWord3, cells: z.int(), proven: z.int() });

export const board = z.object({
  /** The end of the day that was asked for, else now. */
  asOf: timestamp,
  /** The scope in its one form; empty for all devices. */
  scope: z.string(),
  /** The day that was asked for; null for now. */
  day: z.iso.date().nullable(),
  it: ratio,
  infosec: ratio,
  agreed: ratio,
  /** Without excepted cells. */
  agreedWithoutExceptions: ratio,
  exceptedCells: z.int(),
  devices: z.object({ total: z.int(), inIt: z.int(), inInfosec: z.int(), inBoth: z.int() }),
  verdicts: z.object({ proven: z.int(), open: z.int(), disputed: z.int(), unproven: z.int(), excepted: z.int() }),
  /** Disputed and unproven cells for which no cause fits. */
  unexplained: z.int(),
  bridge: z.array(bridgeStep),
  /** Both sides' words: nine pairs, IT's word by InfoSec's. `listCells` takes `itWord` and `infosecWord`. */
  words: z.array(wordPair),
  smallestActions: z.array(smallAction),
  /** What the numbers go by now: the rule set that judges cells (0: as it ships), and the policy that sets deadlines. */
  rules: z.object({ version: z.int() }),
  policy: z.object({ id: z.string(), name: z.string(), version: z.int() }),
  /** Sources that have not delivered for longer than their limit, as of now; none for a past day. */
  lateSources: z.array(z.object({ id: z.string(), name: z.string(), lastReportAt: timestamp.nullable() })),
});
export type BoardDto = z.infer<typeof board>;

export const getBoard = defineRoute({
  method: 'GET',
  path: '/api/board',
  summary: 'Read the one number, both teams’ numbers and the bridge between them, of any scope and day',
  access: 'key-or-person',
  query: z.object(view),
  response: board,
});

/** The three numbers by one unit. Required is the denominator of agreed. */
const threeNumbers = z.object({ it: ratio, infosec: ratio, agreed: ratio });

/**
 * By cells; by devices (done when all its cells are), by fixes, by vulnerabilities (a CVE is done when every cell of every fix
 * that removes it is proven). IT's number counts a unit as done when every cell that IT has an opinion on is installed,
 * InfoSec's when it reports none of the cells on devices that it scanned.
 */
export const numbersByUnit = threeNumbers.extend({ withoutExceptions: threeNumbers });

export const boardNumbers = z.object({
  asOf: timestamp,
  cells: numbersByUnit,
  devices: numbersByUnit,
  fixes: numbersByUnit,
  vulnerabilities: numbersByUnit,
});

export const getBoardNumbers = defineRoute({
  method: 'GET',
  path: '/api/board/numbers',
  summary: 'Read the numbers by cells, devices, fixes and vulnerabilities, with and without exceptions',
  access: 'key-or-person',
  query: z.object(view),
  response: boardNumbers,
});

/** A day's end. `unexplained` cells are among the disputed and unproven ones. */
export const trendDay = z.object({
  day: z.iso.date(),
  agreed: ratio,
  open: z.int(),
  disputed: z.int(),
  unproven: z.int(),
  excepted: z.int(),
  unexplained: z.int(),
});
export type TrendDay = z.infer<typeof trendDay>;

export const boardTrend = z.object({
  days: z.array(trendDay),
  /** The first day of which there are numbers; any day from it on can be asked for. Null before the first report. */
  firstDay: z.iso.date().nullable(),
});

export const getBoardTrend = defineRoute({
  method: 'GET',
  path: '/api/board/trend',
  summary: 'Read how agreed, disputed, unproven and unexplained moved, a point a day, today’s as it is now',
  access: 'key-or-person',
  query: z.object({ days: z.coerce.number().int().min(2).max(400).default(90), scope: scopeText.optional() }),
  response: boardTrend,
});

const lastLook = z.enum(['day', 'week', 'month', 'quarter', 'older', 'never']);

/** How long ago devices were last looked at; each device stands in one band. `never`: the source has no word on it. */
const looksByAge = z.array(z.object({ lastLook, devices: z.int() }));

export const coverage = z.object({
  asOf: timestamp,
  devices: z.int(),
  teams: z.array(z.object({ team, looks: looksByAge, unprovenCells: z.int() })),
  sources: z.array(
    z.object({
      sourceId: z.uuid(),
      name: z.string(),
      team,
      staleAfterHours: z.int(),
      devices: z.int(),
      /** Devices whose last word from it is older than its limit. */
      stale: z.int(),
      looks: looksByAge,
    }),
  ),
});
export type Coverage = z.infer<typeof coverage>;

export const getCoverage = defineRoute({
  method: 'GET',
  path: '/api/board/coverage',
  summary:
    'Read who has not looked, and since when: devices by team and source and the age of the last look, as of now',
  access: 'key-or-person',
  query: z.object({ scope: view.scope }),
  response: coverage,
});

/** The bridge as a table: a row a total and a step, with the fractions between which it goes. */
export const exportBridge = defineRoute({
  method: 'GET',
  path: '/api/board/bridge.csv',
  summary: 'Download the bridge of any scope and day as CSV',
  access: 'key-or-person',
  transfer: 'file',
  query: z.object(view),
  response: z.string(),
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
