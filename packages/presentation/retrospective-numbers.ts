import { growth } from '@baton/domain/cycles/cause-changes.ts';
import { cellsLeft } from '@baton/domain/cycles/fix-progress.ts';
import type { CycleSnapshot, NamedFix, Retrospective } from '@baton/domain/cycles/retrospective.ts';
import { VERDICTS } from '@baton/domain/reconciliation/verdict.ts';
import { pointsBetween, shareWords } from './cycle-words.ts';
import { type Fraction, formatCount, formatCounted, formatDifference } from './formats.ts';
import type { ReviewSection } from './review-section.ts';

/** Shares at both ends of a cycle, with how far each moved. */
export const SNAPSHOT_SHARES: readonly { readonly label: string; readonly of: (at: CycleSnapshot) => Fraction }[] = [
  { label: 'Agreed', of: ({ agreed }) => agreed },
  { label: 'Agreed without exceptions', of: ({ agreedWithoutExceptions }) => agreedWithoutExceptions },
  { label: 'IT says', of: ({ it }) => it },
  { label: 'InfoSec says', of: ({ infosec }) => infosec },
  { label: 'Devices both teams see', of: ({ devices }) => ({ numerator: devices.inBoth, denominator: devices.total }) },
];

/** Counts at both ends of a cycle. */
export const SNAPSHOT_COUNTS: readonly { readonly label: string; readonly of: (at: CycleSnapshot) => number }[] = [
  { label: 'Required cells', of: ({ agreed }) => agreed.denominator },
  { label: 'Devices', of: ({ devices }) => devices.total },
  { label: 'Open cells', of: ({ verdicts }) => verdicts.open },
  { label: 'Disputed cells', of: ({ verdicts }) => verdicts.disputed },
  { label: 'Unproven cells', of: ({ verdicts }) => verdicts.unproven },
  { label: 'Unexplained cells', of: ({ unexplained }) => unexplained },
  { label: 'Excepted cells', of: ({ exceptedCells }) => exceptedCells },
];

export function numbersSection({ start, end }: Retrospective): ReviewSection {
  return {
    title: 'Coverage and the agreed number',
    table: {
      heads: ['', 'At the start', 'At the end', 'Change'],
      numbers: [1, 2, 3],
      rows: [
        ...SNAPSHOT_SHARES.map(({ label, of }) => [
          label,
          shareWords(of(start)),
          shareWords(of(end)),
          pointsBetween(of(start), of(end)),
        ]),
        ...SNAPSHOT_COUNTS.map(({ label, of }) => [
          label,
          formatCount(of(start)),
          formatCount(of(end)),
          formatDifference(of(end) - of(start)),
        ]),
      ],
    },
  };
}

export function scopeSection({ frozen, late }: Retrospective): ReviewSection {
  const now = (verdicts: Retrospective['frozen']['now']) => VERDICTS.map((verdict) => formatCount(verdicts[verdict]));
  return {
    title: 'What the cycle began with, and what came late',
    note: `Frozen at the start: ${formatCounted(frozen.devices, 'device')}, ${formatCounted(frozen.fixes, 'fix', 'fixes')}. Late: ${formatCounted(late.devices, 'device')}, ${formatCounted(late.fixes, 'fix', 'fixes')}; ${formatCounted(late.onNewDevices, 'cell')} on devices that came, ${formatCount(late.byNewFixes)} by fixes that came, ${formatCount(late.byKnownFixes)} by known fixes.`,
    table: {
      heads: ['', 'Cells', ...VERDICTS.map((verdict) => `${verdict} at the end`), 'Not required any more'],
      numbers: [1, 2, 3, 4, 5, 6, 7],
      rows: [
        ['Frozen at the start', formatCount(frozen.cells), ...now(frozen.now), formatCount(frozen.gone)],
        ['Late additions', formatCount(late.cells), ...now(late.now), '–'],
      ],
    },
  };
}

export function fixSections({ fixesLeft, lateFixes }: Retrospective): readonly ReviewSection[] {
  const heads = ['Fix', 'Required at the start', 'Proven', 'Excepted', 'Not required any more', 'Left'];
  const left = (fix: NamedFix) =>
    [fix.required, fix.proven, fix.excepted, fix.gone, cellsLeft(fix)].map((count) => formatCount(count));
  return [
    {
      title: 'Fixes with the most cells left',
      table: { heads, numbers: [1, 2, 3, 4, 5], rows: fixesLeft.map((fix) => [fix.title, ...left(fix)]) },
    },
    {
      title: 'Fixes that came late',
      note: 'Required by nobody when the cycle began; not counted among what was frozen.',
      table: {
        heads: ['Fix', 'Cells', 'Proven'],
        numbers: [1, 2],
        rows: lateFixes.map(({ title, late, lateProven }) => [title, formatCount(late), formatCount(lateProven)]),
      },
    },
  ];
}

export function causeSection({ causes }: Retrospective): ReviewSection {
  return {
    title: 'Disagreements by cause',
    note: 'Disputed and unproven cells; what grew the most first, unexplained last.',
    table: {
      heads: ['Cause', 'At the start', 'At the end', 'Change', 'Devices at the end'],
      numbers: [1, 2, 3, 4],
      rows: causes.map((cause) => [
        cause.label,
        formatCount(cause.before),
        formatCount(cause.after),
        formatDifference(growth(cause)),
        formatCount(cause.devices),
      ]),
    },
  };
}
