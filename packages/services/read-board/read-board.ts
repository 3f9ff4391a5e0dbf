import type { BoardDto, BridgeStepDto } from '@baton/contract/board.ts';
import { type BridgeStep, buildBridge, type CauseCount } from '@baton/domain/reconciliation/bridge.ts';
import {
  cellsByPart,
  cellsByVerdict,
  cellsByWords,
  type PartCells,
  unexplainedCells,
} from '@baton/domain/reconciliation/count-states.ts';
import type { RuleSet } from '@baton/domain/reconciliation/rules/rule-set.ts';
import { numbersByCells } from '@baton/domain/reconciliation/unit-numbers.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { readSourceAges } from '@baton/store/evidence/board.ts';
import { currentRules } from '../rules/current-rules.ts';
import { currentPolicy } from '../service-levels/policy-book.ts';
import { type AskedView, viewOf } from './asked-view.ts';
import { figuresOf, type KnownFigures, threeNumbers } from './board-figures.ts';
import { causeGroups } from './cause-groups.ts';
import { smallestActions } from './smallest-actions.ts';

/** The one number, both teams’ numbers and the bridge between them, of any devices at any time. */
export async function readBoard(db: Database, asked: AskedView = {}): Promise<BoardDto> {
  const view = viewOf(asked);
  const figures = await figuresOf(db, view);
  const rules = await currentRules(db);
  const verdicts = cellsByVerdict(figures.states);
  const { counted, withoutExceptions } = numbersByCells(figures.states);
  const parts = cellsByPart(figures.states);
  return {
    asOf: view.asOf,
    scope: view.scopeText,
    day: view.day,
    ...threeNumbers(counted),
    agreedWithoutExceptions: threeNumbers(withoutExceptions).agreed,
    exceptedCells: verdicts.excepted,
    devices: figures.devices,
    verdicts,
    unexplained: unexplainedCells(figures.states),
    bridge: buildBridge(counted, causeCounts(figures, parts, rules)).steps.map((step) => stepDto(step, parts, rules)),
    words: cellsByWords(figures.states),
    smallestActions: [...smallestActions(causeGroups(figures), rules)],
    rules: { version: rules.version },
    policy: await policyNow(db),
    lateSources: view.at === null ? await lateSources(db) : [],
  };
}

async function policyNow(db: Database): Promise<BoardDto['policy']> {
  const { id, name, version } = await currentPolicy(db, Temporal.Now.instant().toString(), Temporal.Now.timeZoneId());
  return { id, name, version };
}

function causeCounts({ causes }: KnownFigures, parts: readonly PartCells[], rules: RuleSet): readonly CauseCount[] {
  const devices = new Map(causes.map((one) => [`${one.part} ${one.cause}`, one.devices]));
  return parts.map(({ part, cause, cells }) => ({
    part,
    cause,
    owner: rules.rule(cause).owner,
    cells,
    devices: devices.get(`${part} ${cause}`) ?? 0,
  }));
}

function stepDto(step: BridgeStep, parts: readonly PartCells[], rules: RuleSet): BridgeStepDto {
  const { label, summary, nextAction } = rules.rule(step.cause);
  const own = parts.find(({ part, cause }) => part === step.part && cause === step.cause);
  return { ...step, label, summary, nextAction, alsoAcross: own?.alsoAcross ?? 0 };
}

/** Sources whose last word is older than the age at which they go stale. */
async function lateSources(db: Database): Promise<BoardDto['lateSources']> {
  const now = Temporal.Now.instant();
  const sources = await readSourceAges(db);
  return sources.flatMap(({ source_id, name, stale_after_hours, last_report_at }) => {
    if (last_report_at === null) return [];
    const due = Temporal.Instant.from(last_report_at).add({ hours: stale_after_hours });
    return Temporal.Instant.compare(due, now) < 0 ? [{ id: source_id, name, lastReportAt: last_report_at }] : [];
  });
}
