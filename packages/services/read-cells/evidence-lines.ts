import type { CellRow } from '@baton/contract/cells.ts';
import { evidenceLines } from '@baton/domain/reconciliation/explain-cell.ts';
import type { JudgedCell } from '@baton/domain/reconciliation/reconcile-device.ts';
import type { RuleSet } from '@baton/domain/reconciliation/rules/rule-set.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { judgeForReading } from './judge-for-reading.ts';

/** Both sides’ evidence on a cell, a line each. */
export type Lines = Pick<CellRow, 'it' | 'infosec'>;

interface ListedCell {
  readonly deviceId: string;
  readonly fix: string;
  /** When the device was judged last. */
  readonly judgedAt: string | null;
}

/** New evidence is just being judged; the next look at the page shows it. */
const NOT_THERE: Lines = {
  it: { what: 'being judged again', detail: 'new evidence came in' },
  infosec: { what: 'being judged again', detail: 'new evidence came in' },
};

/** Some 500 bytes each. */
const MOST_REMEMBERED = 20_000;
const MINUTE_MS = 60_000;

const REMEMBERED = new WeakMap<Database, Map<string, Lines>>();

/**
 * What both sides say of listed cells, as it was when the device was judged last: so that lines and verdict are of one moment.
 * Lines are remembered until then, a minute at most: a page that many look at is not judged for each of them.
 */
export async function linesOf(
  db: Database,
  cells: readonly ListedCell[],
  rules: RuleSet,
): Promise<(cell: ListedCell) => Lines> {
  const remembered = REMEMBERED.get(db) ?? new Map<string, Lines>();
  REMEMBERED.set(db, remembered);
  const minute = Math.floor(Date.now() / MINUTE_MS);
  const keyOf = ({ deviceId, fix, judgedAt }: ListedCell) =>
    `${deviceId} ${judgedAt} ${rules.version} ${minute} ${fix}`;
  const found = new Map(cells.map((cell) => [keyOf(cell), remembered.get(keyOf(cell))]));
  const missing = cells.filter((cell) => found.get(keyOf(cell)) === undefined);
  const wanted = Map.groupBy(missing, ({ deviceId }) => deviceId);
  const judged = await judgeForReading(db, [...wanted.keys()], {
    excerpts: false,
    rules,
    wanted: (deviceId, fix) => wanted.get(deviceId)?.some((cell) => cell.fix === fix) === true,
  });
  for (const cell of missing) {
    const one = judged.get(cell.deviceId)?.get(cell.fix);
    if (one === undefined) continue;
    const lines = linesNow(one);
    found.set(keyOf(cell), lines);
    remembered.set(keyOf(cell), lines);
  }
  forget(remembered);
  return (cell) => found.get(keyOf(cell)) ?? NOT_THERE;
}

export function linesNow(judged: JudgedCell | undefined): Lines {
  return judged === undefined ? NOT_THERE : evidenceLines(judged);
}

/** Those that were remembered first go first. */
function forget(remembered: Map<string, Lines>): void {
  for (const key of remembered.keys()) {
    if (remembered.size <= MOST_REMEMBERED) return;
    remembered.delete(key);
  }
}
