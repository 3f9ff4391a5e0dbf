import { useEffect, useRef, useState } from 'react';

const SHOWN_MS = 2000;

/** Rows that changed while they were on the screen, for two seconds; by their state, where time alone changes rows. */
export function useMovedRows<Row>(
  rows: readonly Row[],
  rowId: (row: Row) => string,
  stateOf: (row: Row) => unknown = (row) => row,
): ReadonlySet<string> {
  const before = useRef<ReadonlyMap<string, unknown>>(new Map());
  const [moved, setMoved] = useState<ReadonlySet<string>>(new Set());
  // biome-ignore lint/correctness/useExhaustiveDependencies: rowId and stateOf are pure functions of the row
  useEffect(() => {
    const now = new Map(rows.map((row) => [rowId(row), stateOf(row)]));
    const changed = changedRows(before.current, now);
    before.current = now;
    if (changed.size === 0) return;
    setMoved(changed);
    const timer = setTimeout(() => setMoved(new Set()), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [rows]);
  return moved;
}

/**
 * The ids of rows that both readings have and that differ. What was read keeps its identity at its place in the list, so a row that
 * others have pushed down is another object and the same row.
 */
export function changedRows(
  before: ReadonlyMap<string, unknown>,
  now: ReadonlyMap<string, unknown>,
): ReadonlySet<string> {
  const differs = (one: unknown, other: unknown) => one !== other && JSON.stringify(one) !== JSON.stringify(other);
  return new Set([...now].filter(([id, row]) => before.has(id) && differs(before.get(id), row)).map(([id]) => id));
}
