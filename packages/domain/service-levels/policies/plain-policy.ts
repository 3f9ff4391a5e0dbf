import { SECOND_TUESDAY } from '../patch-cycle.ts';
import type { Condition, Policy, Tier, TimeLimit } from '../policy.ts';

/** What the shipped policies have in common: version 0, signed by nobody yet; calendar days, cycles from the second Tuesday, no freeze, the leads are told. */
export function plainPolicy(id: string, name: string, timeZone: string): Omit<Policy, 'tiers' | 'citation'> {
  return {
    id,
    name,
    version: 0,
    timeZone,
    calendar: null,
    cycle: SECOND_TUESDAY,
    freezes: [],
    escalation: [{ afterHours: 0, to: ['it-lead', 'infosec-lead'] }],
  };
}

/** A tier with one limit, from an event that nobody can put off. */
export function plainTier(
  id: string,
  when: Condition,
  time: TimeLimit,
  startsFrom: 'published' | 'detected',
  name: string = id,
): Tier {
  return { id, name, when, time, startsFrom, budgets: [], forensicTriage: false };
}

export function allOf(...of: readonly Condition[]): Condition {
  return { if: 'all', of };
}

export function anyOf(...of: readonly Condition[]): Condition {
  return { if: 'any', of };
}

export function not(of: Condition): Condition {
  return { if: 'not', of };
}

export function days(amount: number): TimeLimit {
  return { unit: 'days', amount };
}
