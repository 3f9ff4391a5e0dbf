import type { CellRow } from '@baton/contract/cells.ts';
import type { RuleSet } from '@baton/domain/reconciliation/rules/rule-set.ts';
import type { Verdict } from '@baton/domain/reconciliation/verdict.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { viewOf } from '../read-board/asked-view.ts';
import { currentRules } from '../rules/current-rules.ts';
import { type Lines, linesOf } from './evidence-lines.ts';
import { type CellQuery, findCells, type KnownCell } from './find-cells.ts';
import { saysOf } from './state-words.ts';

/**
 * A page of cells with both sides’ evidence in a line each, and the counts of every verdict under the other filters. Of a past
 * day, the lines tell what both sides said then; what they say now is in the cell's own page.
 */
export async function listCells(
  db: Database,
  query: CellQuery,
): Promise<{ rows: CellRow[]; total: number; byVerdict: Record<Verdict, number> }> {
  const { cells, ...counts } = await findCells(db, query);
  const rules = await currentRules(db);
  if (viewOf(query).at !== null) return { rows: cells.map((cell) => rowOf(cell, linesThen(cell), rules)), ...counts };
  const lines = await linesOf(db, cells, rules);
  return { rows: cells.map((cell) => rowOf(cell, lines(cell), rules)), ...counts };
}

/** What is kept of a cell, with the lines of its evidence. */
export function rowOf({ state, ...cell }: KnownCell, { it, infosec }: Lines, rules: RuleSet): CellRow {
  const rule = state.cause === null ? null : rules.rule(state.cause);
  return {
    deviceId: cell.deviceId,
    device: cell.device,
    fix: cell.fix,
    fixTitle: cell.fixTitle,
    verdict: state.verdict,
    cause: state.cause,
    causeLabel: rule?.label ?? null,
    also: [...state.also],
    owner: state.owner,
    nextAction: rule?.nextAction ?? (state.verdict === 'open' ? 'Deploy' : null),
    it,
    infosec,
    since: cell.since,
  };
}

/** Evidence of past days is not kept in full; the words that it came to are. */
function linesThen({ state, since }: KnownCell): Lines {
  const { itSays, infosecSays } = saysOf(state);
  const detail = `so since ${since.slice(0, 10)}`;
  return { it: { what: itSays, detail }, infosec: { what: infosecSays, detail } };
}
