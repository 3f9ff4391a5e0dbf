import type { Ratio } from '@baton/domain/reconciliation/bridge.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { csvLine } from '../read-cells/csv-line.ts';
import type { AskedView } from './asked-view.ts';
import { readBoard } from './read-board.ts';

const COLUMNS = [
  'step',
  'part',
  'cause',
  'owner',
  'cells',
  'devices',
  'from_numerator',
  'from_denominator',
  'to_numerator',
  'to_denominator',
];

/** The bridge as a table: the three totals and each step between them, in their order, with the fractions. */
export async function* exportBridge(db: Database, asked: AskedView): AsyncGenerator<string> {
  const { it, infosec, agreed, bridge } = await readBoard(db, asked);
  const total = (name: string, { numerator, denominator }: Ratio) =>
    csvLine([name, '', '', '', '', '', numerator, denominator, numerator, denominator]);
  const steps = (before: boolean) =>
    bridge
      .filter(({ part }) => part.startsWith('it-') === before)
      .map(({ label, part, cause, owner, cells, devices, from, to }) => {
        const fractions = [from.numerator, from.denominator, to.numerator, to.denominator];
        return csvLine([label, part, cause, owner, cells, devices, ...fractions]);
      });
  yield csvLine(COLUMNS);
  yield total('IT says', it);
  yield* steps(true);
  yield total('Agreed', agreed);
  yield* steps(false);
  yield total('InfoSec says', infosec);
}
