import type { CellRow } from '@baton/contract/cells.ts';
import { evidenceLines } from '@baton/domain/reconciliation/explain-cell.ts';
import type { JudgedCell } from '@baton/domain/reconciliation/reconcile-device.ts';
import type { RuleSet } from '@baton/domain/reconciliation/rules/rule-set.ts';
import type { Verdict } from '@baton/domain/reconciliation/verdict.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import * as store from '@baton/store/evidence/list-cells.ts';
import { currentRules } from '../rules/current-rules.ts';
import { judgeForReading } from './judge-for-reading.ts';

export interface CellQuery extends store.CellFilter {
  readonly page: number;
  readonly pageSize: number;
  readonly sort?: string | undefined;
}

/** A page of cells with both sides’ evidence in a line each, and the counts of every verdict under the other filters. */
export async function listCells(
  db: Database,
  { page, pageSize, sort, ...filter }: CellQuery,
): Promise<{ rows: CellRow[]; total: number; byVerdict: Record<Verdict, number> }> {
  const found = await store.listCells(db, filter, { limit: pageSize, offset: (page - 1) * pageSize, sort });
  const byVerdict = { ...(await store.countCells(db, filter)) };
  const judged = await judgeForReading(db, [...new Set(found.map((cell) => cell.deviceId))], { excerpts: false });
  const rules = await currentRules(db);
  return {
    rows: found.map((cell) => rowOf(cell, judged.get(cell.deviceId)?.get(cell.fix), rules)),
    total: filter.verdict === undefined ? sumOf(byVerdict) : byVerdict[filter.verdict],
    byVerdict,
  };
}

function sumOf(counts: Readonly<Record<Verdict, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** What is kept of a cell, with the lines of its evidence as it is now. */
export function rowOf(cell: store.FoundCell, judged: JudgedCell | undefined, rules: RuleSet): CellRow {
  const rule = cell.cause === null ? null : rules.rule(cell.cause);
  const lines = judged === undefined ? NOT_THERE : evidenceLines(judged);
  return {
    deviceId: cell.deviceId,
    device: cell.device,
    fix: cell.fix,
    fixTitle: cell.fixTitle,
    verdict: cell.verdict,
    cause: cell.cause,
    causeLabel: rule?.label ?? null,
    also: [...cell.also],
    owner: cell.owner,
    nextAction: rule?.nextAction ?? (cell.verdict === 'open' ? 'Deploy' : null),
    it: lines.it,
    infosec: lines.infosec,
    since: cell.since,
  };
}

/** New evidence is just being judged; the next look at the page shows it. */
const NOT_THERE = {
  it: { what: 'being judged again', detail: 'new evidence came in' },
  infosec: { what: 'being judged again', detail: 'new evidence came in' },
};
