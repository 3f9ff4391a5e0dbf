import { useEffect, useRef, useState } from 'react';

const SHOWN_MS = 2000;

/**
 * Rows that changed while they were on the screen, for two seconds. What was read keeps its identity when it is read again
 * unchanged, so a changed row is one whose object is another.
 */
export function useMovedRows<Row>(rows: readonly Row[], rowId: (row: Row) => string): ReadonlySet<string> {
  const before = useRef<ReadonlyMap<string, Row>>(new Map());
  const [moved, setMoved] = useState<ReadonlySet<string>>(new Set());
  // biome-ignore lint/correctness/useExhaustiveDependencies: rowId is a pure function of the row
  useEffect(() => {
    const now = new Map(rows.map((row) => [rowId(row), row]));
    const changed = [...now]
      .filter(([id, row]) => before.current.has(id) && before.current.get(id) !== row)
      .map(([id]) => id);
    before.current = now;
    if (changed.length === 0) return;
    setMoved(new Set(changed));
    const timer = setTimeout(() => setMoved(new Set()), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [rows]);
  return moved;
}
