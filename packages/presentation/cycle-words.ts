import type { ChangeStep } from '@baton/domain/cycles/change-bridge.ts';
import type { CycleSchedule, ScheduleRule } from '@baton/domain/cycles/cycle-schedule.ts';
import { type ActionPromise, PROMISE_WORDS } from '@baton/domain/cycles/promise.ts';
import type { GoalFigure } from '@baton/domain/leadership/joint-goals.ts';
import {
  type Fraction,
  formatChange,
  formatCount,
  formatCounted,
  formatDay,
  formatDuration,
  formatFraction,
  formatShare,
  formatTenths,
  percentOf,
} from './formats.ts';

/** "8 Sep to 12 Oct 2026": a cycle's first and last day. */
export function periodWords({ firstDay, lastDay }: { readonly firstDay: string; readonly lastDay: string }): string {
  const [first, last] = [formatDay(firstDay), formatDay(lastDay)];
  const year = / \d{4}$/;
  const sameYear = firstDay.slice(0, 4) === lastDay.slice(0, 4);
  return `${sameYear ? first.replace(year, '') : first} to ${last}`;
}

/** Why the agreed number moved: "Disputed, now proven". */
export function stepWords({ kind, verdict }: Pick<ChangeStep, 'kind' | 'verdict'>): string {
  switch (kind) {
    case 'proven': {
      const was = verdict ?? 'open';
      return `${was.charAt(0).toUpperCase()}${was.slice(1)}, now proven`;
    }
    case 'proof-lost':
      return `Proven before, now ${verdict ?? 'open'}`;
    case 'gone':
      return 'Not required any more';
    case 'late-device':
      return 'Late: on devices that came';
    case 'late-fix':
      return 'Late: by fixes that came';
    case 'late-cell':
      return 'Late: known fixes, needed since';
  }
}

/** What a step means in cells: "+1,214 proven", "+300 required, 120 of them proven". */
export function stepEffect({ kind, cells, proven }: Pick<ChangeStep, 'kind' | 'cells' | 'proven'>): string {
  if (kind === 'proven') return `+${formatCount(cells)} proven`;
  if (kind === 'proof-lost') return `−${formatCount(cells)} proven`;
  const sign = kind === 'gone' ? '−' : '+';
  return `${sign}${formatCount(cells)} required, ${formatCount(proven)} of them proven`;
}

/** "79.32 %, 38,520 of 48,561"; a percentage never without its two integers. */
export function shareWords(share: Fraction): string {
  return share.denominator === 0 ? '–' : `${formatShare(share)}, ${formatFraction(share)}`;
}

/** How far a share moved, in points with their sign; a dash where one of the two counts nothing. */
export function pointsBetween(from: Fraction, to: Fraction): string {
  const [before, after] = [percentOf(from), percentOf(to)];
  return before === null || after === null ? '–' : formatChange(after - before);
}

/** "2 d 4 h of 12"; a dash where there is none. */
export function timeWords({ minutes, of }: { readonly minutes: number | null; readonly of: number }): string {
  return minutes === null ? '–' : `${formatDuration(minutes * 60)}, of ${formatCount(of)}`;
}

/** What an action promises: "Agreed at least 92.0 %", "Cells at most 500, by cause: Scan older than the fix". */
export function promiseWords(
  { measure, target }: Pick<ActionPromise, 'measure' | 'target'>,
  causeLabel: string | null,
): string {
  const { label, reached, kind, unit } = PROMISE_WORDS[measure];
  const amount = kind === 'share' ? `${formatTenths(target)} %` : formatCount(target);
  if (causeLabel !== null) return `Cells at ${reached} ${amount}, by cause: ${causeLabel}`;
  return `${label} at ${reached} ${amount}${unit === 'days' ? ' days' : ''}`;
}

/** A promised number as it came: a share with its integers, or a count. */
export function figureWords(figure: GoalFigure): string {
  return figure.kind === 'share' ? shareWords(figure.share) : formatCount(figure.number);
}

/** Whether a promise was kept, said of the number and not of anybody. */
export function keptWords(kept: boolean | null): string {
  return kept === null ? 'nothing to count' : kept ? 'as promised' : 'not as promised';
}

const ORDINALS = ['first', 'second', 'third', 'fourth'] as const;
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** When cycles begin: "On the second Tuesday of the month, Europe/Berlin". */
export function scheduleWords({ rule, timeZone }: CycleSchedule): string {
  return `${ruleWords(rule)}, ${timeZone}`;
}

function ruleWords(rule: ScheduleRule): string {
  switch (rule.kind) {
    case 'weekday': {
      const day = `the ${ORDINALS[rule.nth - 1]} ${WEEKDAYS[rule.weekday - 1]} of the month`;
      if (rule.plusDays === 0) return `On ${day}`;
      return `${formatCounted(Math.abs(rule.plusDays), 'day')} ${rule.plusDays > 0 ? 'after' : 'before'} ${day}`;
    }
    case 'monthly':
      return `On day ${rule.day} of the month${rule.day > 28 ? ', or its last' : ''}`;
    case 'quarterly':
      return `On day ${rule.day} of the ${ORDINALS[rule.month - 1]} month of the quarter${rule.day > 28 ? ', or its last' : ''}`;
    case 'dates':
      return `On own dates: ${rule.starts.map((start) => formatDay(start)).join('; ')}`;
  }
}
