import type { Deadline } from './deadline.ts';
import { type Pause, pauseAt, pausedWithin } from './pause.ts';

/** Marks at which people are told, in percent of the time given; 100 is the breach. */
export const MARKS = [50, 80, 100] as const;
export type Mark = 0 | (typeof MARKS)[number];

/** A deadline read at a moment. */
export interface ClockReading {
  /** met and missed: it ended in time, or not. */
  readonly state: 'none' | 'running' | 'paused' | 'over' | 'met' | 'missed';
  readonly usedMinutes: number;
  readonly givenMinutes: number;
  readonly passed: Mark;
  readonly pausedBecause: string | null;
}

/**
 * Reads a deadline at `now`, or at the moment it ended (`endedAt`, for a fix that is closed). Minutes are wall time from
 * the start with pauses left out.
 */
export function readClock(
  deadline: Deadline,
  pauses: readonly Pause[],
  now: string,
  endedAt: string | null,
): ClockReading {
  const { startedAt, dueAt } = deadline;
  if (startedAt === null || dueAt === null) {
    return { state: 'none', usedMinutes: 0, givenMinutes: 0, passed: 0, pausedBecause: null };
  }
  const until = endedAt ?? now;
  const used = Math.max(0, ms(startedAt, until) - pausedWithin(startedAt, until, pauses, now));
  const given = Math.max(0, ms(startedAt, dueAt) - pausedWithin(startedAt, dueAt, pauses, now));
  const isOver = Temporal.Instant.compare(until, dueAt) > 0;
  const pause = endedAt === null && !isOver ? pauseAt(pauses, now) : null;
  return {
    state: endedAt !== null ? (isOver ? 'missed' : 'met') : isOver ? 'over' : pause ? 'paused' : 'running',
    usedMinutes: Math.floor(used / 60_000),
    givenMinutes: Math.floor(given / 60_000),
    passed: isOver ? 100 : (MARKS.findLast((mark) => mark < 100 && used * 100 >= given * mark) ?? 0),
    pausedBecause: pause?.reason ?? null,
  };
}

function ms(from: string, to: string): number {
  return Temporal.Instant.from(to).epochMilliseconds - Temporal.Instant.from(from).epochMilliseconds;
}
