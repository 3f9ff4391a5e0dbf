import type { ExceptionState } from './exception-state.ts';

/**
 * A request within so many days after an exception ended that was about the same fix or product, on a device that it still set aside,
 * puts the same risk off once more: it counts as a renewal (decision 0079). Days.
 */
export const ASKED_ANEW_WITHIN_DAYS = 90;

/** Ends with which the risk came back. Where the fix is in there is none left; what was never in force put nothing off. */
export const RISK_CAME_BACK: readonly ExceptionState[] = ['expired', 'reopened', 'ended'];

const DAY_MS = 86_400_000;

/** The earliest end of an exception that a request at a moment still goes on from. Milliseconds since 1970. */
export function goesOnFromEndsSince(askedAt: number): number {
  return askedAt - ASKED_ANEW_WITHIN_DAYS * DAY_MS;
}

/**
 * How often the risk has been put off by a request, before anybody renews it: once more than by the exception that was put off most
 * often of those it goes on from.
 *
 * @param before the renewals of each exception that it goes on from
 */
export function renewalsAtRequest(before: readonly number[]): number {
  return before.length === 0 ? 0 : Math.max(...before) + 1;
}
