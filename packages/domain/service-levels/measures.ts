import type { Ratio } from '../reconciliation/bridge.ts';
import type { ClosedAs } from '../relay/leg.ts';
import { type Survival, survivalOf } from './survival.ts';

/** One round of a remediation: from its detection to its end, if it has ended. Instants as ISO-8601 with Z. */
export interface Round {
  readonly tierId: string;
  readonly detectedAt: string;
  /** Null where the tier sets no deadline. */
  readonly dueAt: string | null;
  /** Null while it is open. */
  readonly endedAt: string | null;
  /** How it ended; null while it is open. */
  readonly endedAs: ClosedAs | null;
  /** When IT last handed it over to verify; null where it never did. */
  readonly deployedAt: string | null;
  /** It ended, and a later scan found it again. */
  readonly foundAgain: boolean;
}

/** Half-open. */
export interface Window {
  readonly from: string;
  readonly to: string;
}

/** A mean with how many it is of; null where there is none. */
export interface Mean {
  readonly minutes: number | null;
  readonly of: number;
}

export interface Measures {
  /** Verified on time, of everything that was due in the window, open work included. */
  readonly attainment: Ratio;
  readonly attainmentByTier: readonly { readonly tierId: string; readonly attainment: Ratio }[];
  /** From detected to proven, of what was proven in the window. Never without the age of what is open. */
  readonly timeToRemediate: Mean;
  readonly ageOfOpen: Mean;
  /** From deployed to verified. */
  readonly timeToVerify: Mean;
  /** How long fixes stay open, open ones taken as not ended yet. */
  readonly survival: Survival;
  /** Found again, of what was proven in the window. */
  readonly reopened: Ratio;
}

/** The measures of a window as they stand at its end, or at `now` where that is earlier. */
export function measure(rounds: readonly Round[], window: Window, now: string): Measures {
  const end = Temporal.Instant.compare(window.to, now) < 0 ? window.to : now;
  // What began later is no part of the window, and what ended later had not ended then.
  const seen = rounds.filter(({ detectedAt }) => before(detectedAt, end)).map((round) => asOf(round, end));
  const due = seen.filter((round) => isDueWithin(round, window));
  const proven = seen.filter((round) => isVerified(round) && isWithin(round.endedAt, window));
  const open = seen.filter(({ endedAt }) => endedAt === null);
  const tierIds = [...new Set(due.map(({ tierId }) => tierId))].sort();
  return {
    attainment: attainmentOf(due),
    attainmentByTier: tierIds.map((tierId) => ({
      tierId,
      attainment: attainmentOf(due.filter((round) => round.tierId === tierId)),
    })),
    timeToRemediate: meanOf(proven.map(({ detectedAt, endedAt }) => minutes(detectedAt, endedAt ?? end))),
    ageOfOpen: meanOf(open.map(({ detectedAt }) => minutes(detectedAt, end))),
    timeToVerify: meanOf(
      proven.flatMap(({ deployedAt, endedAt }) => (deployedAt === null ? [] : [minutes(deployedAt, endedAt ?? end)])),
    ),
    survival: survivalOf(
      seen
        // What ended before the window is another window's.
        .filter(({ endedAt }) => endedAt === null || !before(endedAt, window.from))
        .map((round) => ({ minutes: minutes(round.detectedAt, round.endedAt ?? end), ended: isVerified(round) })),
    ),
    reopened: { numerator: proven.filter(({ foundAgain }) => foundAgain).length, denominator: proven.length },
  };
}

function asOf(round: Round, end: string): Round {
  if (round.endedAt === null || !before(end, round.endedAt)) return round;
  return { ...round, endedAt: null, endedAs: null };
}

/** By evidence, or for some devices by a person of InfoSec. */
function isVerified({ endedAs }: Round): boolean {
  return endedAs === 'proven' || endedAs === 'verified';
}

/** Due within the window, and not set aside (rejected, superseded, excepted) before it was due: then nothing was due any more. */
function isDueWithin(round: Round, window: Window): boolean {
  const { dueAt, endedAt } = round;
  if (!isWithin(dueAt, window) || dueAt === null) return false;
  return endedAt === null || isVerified(round) || before(dueAt, endedAt);
}

function attainmentOf(due: readonly Round[]): Ratio {
  const onTime = due.filter(
    (round) =>
      isVerified(round) && round.endedAt !== null && round.dueAt !== null && !before(round.dueAt, round.endedAt),
  );
  return { numerator: onTime.length, denominator: due.length };
}

function meanOf(values: readonly number[]): Mean {
  if (values.length === 0) return { minutes: null, of: 0 };
  return { minutes: Math.round(values.reduce((sum, value) => sum + value, 0) / values.length), of: values.length };
}

function isWithin(at: string | null, { from, to }: Window): boolean {
  return at !== null && !before(at, from) && before(at, to);
}

function before(a: string, b: string): boolean {
  return Date.parse(a) < Date.parse(b);
}

function minutes(from: string, to: string): number {
  return Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 60_000));
}
