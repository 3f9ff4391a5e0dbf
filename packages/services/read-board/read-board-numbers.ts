import { type NumbersOfUnit, numbersByCells } from '@baton/domain/reconciliation/unit-numbers.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { type AskedView, viewOf } from './asked-view.ts';
import { figuresOf, fixFiguresOf, threeNumbers } from './board-figures.ts';

/** The three numbers by cells, devices, fixes and vulnerabilities, with exceptions and without. */
export async function readBoardNumbers(db: Database, asked: AskedView) {
  const view = viewOf(asked);
  const [{ states, byDevice }, { byFix, byVulnerability }] = await Promise.all([
    figuresOf(db, view),
    fixFiguresOf(db, view),
  ]);
  return {
    asOf: view.asOf,
    cells: bothWays(numbersByCells(states)),
    devices: bothWays(byDevice),
    fixes: bothWays(byFix),
    vulnerabilities: bothWays(byVulnerability),
  };
}

function bothWays({ counted, withoutExceptions }: NumbersOfUnit) {
  return { ...threeNumbers(counted), withoutExceptions: threeNumbers(withoutExceptions) };
}
