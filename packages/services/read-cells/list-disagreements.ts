import type { Database } from '@baton/store/connection/connect-database.ts';
import { readBoardTotals, readCauseTotals } from '@baton/store/evidence/board.ts';
import { currentRules } from '../rules/current-rules.ts';

/** Disputed and unproven cells by cause, the largest first, unexplained last. */
export async function listDisagreements(db: Database) {
  const rules = await currentRules(db);
  const totals = await readBoardTotals(db);
  const causes = (await readCauseTotals(db)).filter(({ part }) => part === 'all');
  const groups = causes.map(({ cause, cells, devices, disputed }) => {
    const { label, summary, nextAction, version, owner } = rules.rule(cause);
    return {
      cause,
      label,
      summary,
      nextAction,
      ruleVersion: version,
      owner,
      cells,
      devices,
      disputed,
      unproven: cells - disputed,
      gain: cells,
    };
  });
  return {
    groups: groups.sort((a, b) => last(a.cause) - last(b.cause) || b.cells - a.cells || (a.cause < b.cause ? -1 : 1)),
    cells: totals.disputed + totals.unproven,
    disputed: totals.disputed,
    unproven: totals.unproven,
    required: totals.proven + totals.open + totals.disputed + totals.unproven + totals.excepted,
  };
}

function last(cause: string): number {
  return Number(cause === 'unexplained');
}
