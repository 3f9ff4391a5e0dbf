import type { Deadline } from './deadline.ts';
import { extendByPauses, type Pause, pausedWithin } from './pause.ts';
import type { EscalationStep } from './policy.ts';

/** A moment at which somebody is told of a clock. */
export type ClockMark =
  | { readonly kind: 'warning'; readonly percent: 50 | 80; readonly at: string }
  | { readonly kind: 'breach'; readonly at: string }
  | { readonly kind: 'escalation'; readonly step: number; readonly at: string; readonly to: EscalationStep['to'] };

/**
 * The marks of a deadline in order of time: half and four fifths of the time given, with pauses left out as the clock leaves
 * them out; the breach; and the steps of escalation after it. Empty where nothing is due.
 */
export function clockMarks(
  { startedAt, dueAt }: Pick<Deadline, 'startedAt' | 'dueAt'>,
  pauses: readonly Pause[],
  escalation: readonly EscalationStep[],
  now: string,
): readonly ClockMark[] {
  if (startedAt === null || dueAt === null) return [];
  const due = Temporal.Instant.from(dueAt);
  const warnings = ([50, 80] as const).map(
    (percent): ClockMark => ({ kind: 'warning', percent, at: markAt(startedAt, dueAt, percent, pauses, now) }),
  );
  const steps = escalation.map(
    ({ afterHours, to }, step): ClockMark => ({
      kind: 'escalation',
      step,
      at: due.add({ hours: afterHours }).toString(),
      to,
    }),
  );
  const breach: ClockMark = { kind: 'breach', at: dueAt };
  return [...warnings, breach, ...steps].sort((a, b) => Temporal.Instant.compare(a.at, b.at));
}

/** When so many percent of the running time are used. */
function markAt(startedAt: string, dueAt: string, percent: number, pauses: readonly Pause[], now: string): string {
  const start = Temporal.Instant.from(startedAt);
  const whole = start.until(dueAt, { largestUnit: 'milliseconds' }).milliseconds;
  const given = Math.max(0, whole - pausedWithin(startedAt, dueAt, pauses, now));
  const unpaused = start.add({ milliseconds: Math.floor((given * percent) / 100) }).toString();
  const extended = extendByPauses(startedAt, unpaused, pauses, now);
  return Temporal.Instant.compare(extended, dueAt) > 0 ? dueAt : extended;
}
