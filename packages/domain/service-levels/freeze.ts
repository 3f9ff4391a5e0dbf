import type { Pause } from './pause.ts';
import type { Policy, Tier } from './policy.ts';

/** Everything that makes the clock of a tier stand still: pauses that both teams signed, and the policy's freezes. */
export function standstillsOf(policy: Policy, tier: Tier, pauses: readonly Pause[]): readonly Pause[] {
  if (policy.freezes.length === 0) return pauses;
  const freezes = policy.freezes
    .filter(({ except }) => !except.includes(tier.id))
    .map(({ from, until, reason }) => ({
      from: instantOf(from, policy.timeZone),
      until: instantOf(until, policy.timeZone),
      reason,
    }));
  return [...pauses, ...freezes];
}

/** A local time as an instant. Where the clocks skip it, the one after the gap; where they show it twice, the first. */
export function instantOf(local: string, timeZone: string): string {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).toInstant().toString();
}
