import { useEffect, useRef, useState } from 'react';

const SHOWN_MS = 2000;

/**
 * Rows that changed while they were on the screen, for two seconds. What was read keeps its identity when it is read again
 * unchanged, so a changed row is one whose object is another; or whose state is, where time alone makes other objects of rows.
 */
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
    const changed = [...now]
      .filter(([id, state]) => before.current.has(id) && before.current.get(id) !== state)
      .map(([id]) => id);
    before.current = now;
    if (changed.length === 0) return;
    setMoved(new Set(changed));
    const timer = setTimeout(() => setMoved(new Set()), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [rows]);
  return moved;
}
