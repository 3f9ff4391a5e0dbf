import type { ImportRow } from '@baton/contract/imports.ts';
import { formatBytes, formatCount, formatShare } from '@baton/presentation/formats.ts';

const WORDS: Record<ImportRow['state'], string> = {
  waiting: 'waits its turn',
  running: 'reading',
  done: 'done',
  failed: 'failed, nothing kept',
  cancelled: 'cancelled, nothing kept',
  'already-known': 'known already, nothing changed',
};

/** Whether an import still moves. */
export function isMoving(row: Pick<ImportRow, 'state' | 'cellsChanged'>): boolean {
  return row.state === 'waiting' || row.state === 'running' || (row.state === 'done' && row.cellsChanged === null);
}

/** The state of an import in words, with the share read while it runs. */
export function ImportStateWord({ row }: { readonly row: ImportRow }) {
  return (
    <span className={row.state === 'failed' ? 'import-failed' : undefined} title={row.error?.message}>
      {WORDS[row.state]}
      {row.state === 'running' ? `, ${formatShare(row.progress)}` : ''}
      {row.state === 'done' && row.cellsChanged === null ? ', comparing' : ''}
    </span>
  );
}

/** A bar with its words: how much of how much. */
export function Progress({
  done,
  total,
  word,
}: {
  readonly done: number;
  readonly total: number;
  readonly word: string;
}) {
  return (
    <div className="progress">
      <progress max={Math.max(1, total)} value={done} aria-label={word} />
      <span className="small quiet">
        {word}: {formatBytes(done)} of {formatBytes(total)}
      </span>
    </div>
  );
}

/** What came of an import in one line. */
export function importSummary(row: ImportRow): string {
  const moved = row.cellsChanged === null ? 'comparing' : `${formatCount(row.cellsChanged)} cells moved`;
  return `${formatCount(row.devices)} devices (${formatCount(row.newDevices)} new), ${formatCount(row.claims)} claims, ${formatCount(row.problems)} problems, ${moved}`;
}
