import type { LeadershipPage, RiskDto } from '@baton/contract/leadership.ts';
import { GAP_WORDS, gapsOf, needsOf } from '@baton/domain/leadership/missing-proof.ts';
import { trendPoints, trendStep } from '@baton/domain/leadership/trend-points.ts';
import { cellsByVerdict, unexplainedCells } from '@baton/domain/reconciliation/count-states.ts';
import { numbersByCells } from '@baton/domain/reconciliation/unit-numbers.ts';
import { LEGS } from '@baton/domain/relay/leg.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { readExceptionFigures } from '@baton/store/exceptions/figures.ts';
import { readLegMedians, readOldestOpen } from '@baton/store/leadership/read-oldest.ts';
import { readCharterInForce } from '../charter/charter-in-force.ts';
import { dayOf, viewOf } from '../read-board/asked-view.ts';
import { figuresOf, threeNumbers } from '../read-board/board-figures.ts';
import { causeGroups } from '../read-board/cause-groups.ts';
import { readBoardTrend } from '../read-board/read-board-trend.ts';
import { currentPolicy } from '../service-levels/policy-book.ts';
import { readFeasibility } from '../service-levels/read-feasibility.ts';
import { readMeasures } from '../service-levels/read-measures.ts';
import { judgeGoals } from './judge-goals.ts';
import { riskLeft } from './risk-left.ts';

/** Service levels are looked at over a quarter, and against the quarter before. */
const WINDOW_DAYS = 90;
/** Risk is shown against a month ago. */
const RISK_DAYS = 30;
const TREND_DAYS = 400;
const MOST_NEEDS = 4;

/** The page that both leaders read: whole fleet, now; nothing on it is one team's. */
export async function readLeadershipPage(
  db: Database,
  { now, timeZone }: { readonly now: string; readonly timeZone: string },
): Promise<LeadershipPage> {
  const view = viewOf({}, Temporal.Instant.from(now));
  const figures = await figuresOf(db, view);
  const { counted, withoutExceptions } = numbersByCells(figures.states);
  const verdicts = cellsByVerdict(figures.states);
  const causes = causeGroups(figures);
  const { days, firstDay } = await readBoardTrend(db, { days: TREND_DAYS });
  const step = trendStep(days);
  const figured = {
    asOf: view.asOf,
    agreed: threeNumbers(counted).agreed,
    agreedWithoutExceptions: threeNumbers(withoutExceptions).agreed,
    exceptedCells: verdicts.excepted,
    exceptions: await readExceptionFigures(db),
    verdicts,
    unexplained: { numerator: unexplainedCells(figures.states), denominator: counted.required },
    seenByBoth: { numerator: figures.devices.inBoth, denominator: figures.devices.total },
    risk: await readRisks(db, now, firstDay),
    oldest: await oldestOf(db, now),
    ...(await keptLevels(db, now)),
  };
  const charter = await readCharterInForce(db);
  const policy = await currentPolicy(db, now, timeZone);
  return {
    ...figured,
    gaps: gapsOf(causes).map(({ kind, cells }) => ({ kind, words: GAP_WORDS[kind], cells })),
    trend: { step, points: trendPoints(days, step).map(({ day, agreed }) => ({ day, agreed })) },
    goals: await judgeGoals(db, figured),
    needs: [...needsOf(causes, MOST_NEEDS), ...(await missingWindows(db, now))],
    charter: { version: charter.version, from: charter.from },
    policy: { name: policy.name, version: policy.version },
  };
}

/** As of now and a month ago; since the first report where that is not so long ago. */
async function readRisks(db: Database, now: string, firstDay: string | null): Promise<LeadershipPage['risk']> {
  const today = dayOf(Temporal.Instant.from(now));
  const monthAgo = Temporal.PlainDate.from(today).subtract({ days: RISK_DAYS }).toString();
  const day = firstDay !== null && firstDay > monthAgo ? firstDay : monthAgo;
  const past = firstDay === null || day >= today ? null : await riskAt(db, day);
  return { now: await riskAt(db, undefined), before: past };
}

async function riskAt(db: Database, day: string | undefined): Promise<RiskDto> {
  const view = viewOf({ day });
  return { asOf: view.asOf, ...(await riskLeft(db, view)) };
}

async function oldestOf(db: Database, now: string): Promise<LeadershipPage['oldest']> {
  const oldest = await readOldestOpen(db);
  if (oldest === undefined) return null;
  return { ...oldest, days: Math.floor((Date.parse(now) - Date.parse(oldest.openSince)) / 86_400_000) };
}

/** Verified on time and time to verify, in the quarter and the one before, and where the time of each leg goes. */
async function keptLevels(db: Database, now: string) {
  const from = Temporal.Instant.from(now)
    .subtract({ hours: 24 * WINDOW_DAYS })
    .toString();
  const quarter = await readMeasures(db, now, { days: WINDOW_DAYS });
  const before = await readMeasures(db, now, { days: WINDOW_DAYS, to: from });
  const legs = await readLegMedians(db, { from, to: now });
  const order: readonly string[] = LEGS;
  return {
    verifiedOnTime: { days: WINDOW_DAYS, now: quarter.attainment, before: before.attainment },
    timeToVerify: { now: quarter.timeToVerify, before: before.timeToVerify },
    legs: legs.toSorted((a, b) => order.indexOf(a.leg) - order.indexOf(b.leg)),
  };
}

async function missingWindows(db: Database, now: string): Promise<LeadershipPage['needs']> {
  const { devices, remediations, rows } = await readFeasibility(db, now);
  if (devices === 0) return [];
  const title = `A maintenance window for ${devices} ${devices === 1 ? 'device' : 'devices'}`;
  const why = `none before the deadline of ${remediations} ${remediations === 1 ? 'remediation' : 'remediations'}`;
  return [{ title, why, cells: rows.reduce((sum, row) => sum + row.devices, 0) }];
}
