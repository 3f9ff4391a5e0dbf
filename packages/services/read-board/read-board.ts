import type { BoardDto, BridgeStepDto } from '@baton/contract/board.ts';
import {
  type BridgeStep,
  buildBridge,
  type CauseCount,
  type NumberTotals,
} from '@baton/domain/reconciliation/bridge.ts';
import type { RuleSet } from '@baton/domain/reconciliation/rules/rule-set.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import {
  type BoardTotals,
  type CauseTotal,
  readBoardDays,
  readBoardTotals,
  readCauseTotals,
  readSourceAges,
} from '@baton/store/evidence/board.ts';
import { currentRules } from '../rules/current-rules.ts';
import { smallestActions } from './smallest-actions.ts';

/** The one number, both teams’ numbers and the bridge between them, from what is rolled up: milliseconds at any size. */
export async function readBoard(db: Database): Promise<BoardDto> {
  // One snapshot, so that the steps sum to the numbers exactly while chunks are being judged.
  const { totals, causes } = await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => ({ totals: await readBoardTotals(trx), causes: await readCauseTotals(trx) }));
  const rules = await currentRules(db);
  const now = Temporal.Now.instant();
  const { it, infosec, agreed, steps } = buildBridge(
    numbersOf(totals),
    causes.flatMap((total) => causeCount(total, rules)),
  );
  const { proven, open, disputed, unproven, excepted } = totals;
  return {
    asOf: now.toString({ smallestUnit: 'second' }),
    it,
    infosec,
    agreed,
    agreedWithoutExceptions: { numerator: agreed.numerator, denominator: agreed.denominator - excepted },
    exceptedCells: excepted,
    devices: { total: totals.devices, inIt: totals.in_it, inInfosec: totals.in_infosec, inBoth: totals.in_both },
    verdicts: { proven, open, disputed, unproven, excepted },
    bridge: steps.map((step) => stepDto(step, rules)),
    smallestActions: [...smallestActions(causes, rules)],
    lateSources: await lateSources(db, now),
  };
}

function numbersOf(totals: BoardTotals): NumberTotals {
  return {
    required: totals.proven + totals.open + totals.disputed + totals.unproven + totals.excepted,
    proven: totals.proven,
    itCounted: totals.it_counted,
    itInstalled: totals.it_installed,
    infosecScanned: totals.infosec_scanned,
    infosecNotReported: totals.infosec_not_reported,
  };
}

function causeCount({ part, cause, cells, devices }: CauseTotal, rules: RuleSet): readonly CauseCount[] {
  return part === 'all' ? [] : [{ part, cause, owner: rules.rule(cause).owner, cells, devices }];
}

function stepDto(step: BridgeStep, rules: RuleSet): BridgeStepDto {
  const { label, summary, nextAction } = rules.rule(step.cause);
  return { ...step, label, summary, nextAction };
}

/** Sources whose last word is older than the age at which they go stale. */
async function lateSources(db: Database, now: Temporal.Instant): Promise<BoardDto['lateSources']> {
  const sources = await readSourceAges(db);
  return sources.flatMap(({ source_id, name, stale_after_hours, last_report_at }) => {
    if (last_report_at === null) return [];
    const due = Temporal.Instant.from(last_report_at).add({ hours: stale_after_hours });
    return Temporal.Instant.compare(due, now) < 0 ? [{ id: source_id, name, lastReportAt: last_report_at }] : [];
  });
}

/** How the agreed number moved, a point a day. */
export async function readBoardTrend(db: Database, days: number) {
  const rows = await readBoardDays(db, days);
  return {
    days: rows.map(({ day, proven, required }) => ({ day, agreed: { numerator: proven, denominator: required } })),
  };
}
