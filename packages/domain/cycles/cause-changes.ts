import type { CauseId } from '../reconciliation/cause-id.ts';

/** Disputed and unproven cells of one cause at both ends of a cycle. */
export interface CauseChange {
  readonly cause: CauseId;
  readonly before: number;
  readonly after: number;
  /** At the end. */
  readonly devices: number;
}

interface CauseCount {
  readonly cause: CauseId;
  readonly cells: number;
  readonly devices: number;
}

/** Each cause at both ends, those that grew the most first; unexplained always last, and there though it has no cell. */
export function causeChanges(before: readonly CauseCount[], after: readonly CauseCount[]): readonly CauseChange[] {
  const causes = new Set<CauseId>([...before, ...after].map(({ cause }) => cause));
  causes.add('unexplained');
  const cellsOf = (counts: readonly CauseCount[], cause: CauseId) => counts.find((one) => one.cause === cause);
  return [...causes]
    .map((cause) => ({
      cause,
      before: cellsOf(before, cause)?.cells ?? 0,
      after: cellsOf(after, cause)?.cells ?? 0,
      devices: cellsOf(after, cause)?.devices ?? 0,
    }))
    .toSorted(
      (a, b) =>
        Number(a.cause === 'unexplained') - Number(b.cause === 'unexplained') ||
        growth(b) - growth(a) ||
        b.after - a.after ||
        (a.cause < b.cause ? -1 : 1),
    );
}

export function growth({ before, after }: Pick<CauseChange, 'before' | 'after'>): number {
  return after - before;
}
