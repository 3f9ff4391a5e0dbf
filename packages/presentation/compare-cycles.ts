import type { Retrospective } from '@baton/domain/cycles/retrospective.ts';
import { shareWords, timeWords } from './cycle-words.ts';
import { formatCount } from './formats.ts';
import { SNAPSHOT_COUNTS, SNAPSHOT_SHARES } from './retrospective-numbers.ts';
import { LEVEL_TIMES } from './retrospective-work.ts';

/** One figure of cycles side by side. */
export interface ComparedRow {
  readonly label: string;
  readonly values: readonly string[];
}

export interface ComparedGroup {
  readonly title: string;
  readonly rows: readonly ComparedRow[];
}

/** Cycles side by side, figure by figure, in the order given: numbers of the end, levels, work, causes. No cycle is ranked. */
export function compareGroups(cycles: readonly Retrospective[]): readonly ComparedGroup[] {
  const row = (label: string, of: (figures: Retrospective) => string): ComparedRow => ({
    label,
    values: cycles.map(of),
  });
  const count = (label: string, of: (figures: Retrospective) => number) => row(label, (one) => formatCount(of(one)));
  return [
    {
      title: 'At the end',
      rows: [
        row('Agreed at the start', ({ start }) => shareWords(start.agreed)),
        ...SNAPSHOT_SHARES.map(({ label, of }) => row(label, ({ end }) => shareWords(of(end)))),
        ...SNAPSHOT_COUNTS.map(({ label, of }) => count(label, ({ end }) => of(end))),
        count('Known exploited, still open', ({ kevCells }) => kevCells),
      ],
    },
    {
      title: 'Scope',
      rows: [
        count('Cells frozen at the start', ({ frozen }) => frozen.cells),
        count('Of these, proven at the end', ({ frozen }) => frozen.now.proven),
        count('Cells added late', ({ late }) => late.cells),
        count('Fixes added late', ({ late }) => late.fixes),
        count('Devices added late', ({ late }) => late.devices),
      ],
    },
    {
      title: 'Service levels',
      rows: [
        row('Verified on time', ({ levels }) => shareWords(levels.attainment)),
        ...LEVEL_TIMES.map(({ label, of }) => row(label, ({ levels }) => timeWords(of(levels)))),
        row('Found again', ({ levels }) => shareWords(levels.reopened)),
        count('Missed deadlines', ({ breaches }) => breaches.total),
        row('Emergencies approved late', ({ breaches: { lateApprovals } }) =>
          lateApprovals === undefined ? '–' : formatCount(lateApprovals.total),
        ),
      ],
    },
    {
      title: 'Deployments and the gap',
      rows: [
        count('Deployments', ({ deployments }) => deployments.ended),
        count('Deployments that failed', ({ deployments }) => deployments.ended - deployments.succeeded),
        count('Devices left in the gap', ({ gap }) => gap.devices),
        count('Cells left in the gap', ({ gap }) => gap.cells),
      ],
    },
    { title: 'Disagreements at the end, by cause', rows: causeRows(cycles) },
  ];
}

/** Every cause that any of the cycles ended with, the largest of the last one first, unexplained last. */
function causeRows(cycles: readonly Retrospective[]): readonly ComparedRow[] {
  const labels = new Map(cycles.flatMap(({ causes }) => causes.map(({ cause, label }) => [cause, label] as const)));
  const cellsIn = (figures: Retrospective | undefined, cause: string) =>
    figures?.causes.find((one) => one.cause === cause)?.after ?? 0;
  return [...labels]
    .filter(([cause]) => cause === 'unexplained' || cycles.some((figures) => cellsIn(figures, cause) > 0))
    .toSorted(
      ([a], [b]) =>
        Number(a === 'unexplained') - Number(b === 'unexplained') ||
        cellsIn(cycles.at(-1), b) - cellsIn(cycles.at(-1), a) ||
        (a < b ? -1 : 1),
    )
    .map(([cause, label]) => ({ label, values: cycles.map((figures) => formatCount(cellsIn(figures, cause))) }));
}
