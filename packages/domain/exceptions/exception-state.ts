/**
 * Where an exception stands. `asked` waits for its signatures; `in-force` both have signed. Then it ended: `fixed` by itself, when
 * the fix is in; `expired` on its date; `reopened` before it, because it is more urgent or its control does not hold; `ended`
 * by people; `declined` or `withdrawn` before it was ever in force.
 */
export const EXCEPTION_STATES = [
  'asked',
  'in-force',
  'fixed',
  'expired',
  'reopened',
  'ended',
  'declined',
  'withdrawn',
] as const;
export type ExceptionState = (typeof EXCEPTION_STATES)[number];

export const STATE_WORDS: Readonly<Record<ExceptionState, string>> = {
  asked: 'waits for signatures',
  'in-force': 'in force',
  fixed: 'the fix is in',
  expired: 'expired',
  reopened: 'reopened',
  ended: 'ended',
  declined: 'declined',
  withdrawn: 'withdrawn',
};

/** The longest that both teams can sign at once, days. Longer needs a renewal, which is counted. */
export const LONGEST_EXCEPTION_DAYS = 366;

/** How long before its end an exception comes back to its owner unless told otherwise, days. */
export const REVISIT_BEFORE_DAYS = 14;

const DAY_MS = 86_400_000;

/** When an exception comes back to its owner: two weeks before its end, of a short one halfway. Milliseconds since 1970. */
export function usualRevisit(from: number, until: number): number {
  return Math.max(until - REVISIT_BEFORE_DAYS * DAY_MS, from + Math.floor((until - from) / 2));
}

/** What is wrong with the times of an exception, in a sentence; null where nothing is. */
export function timesProblem(
  { from, revisit, until }: { readonly from: number; readonly revisit: number; readonly until: number },
  now: number,
): string | null {
  if (until <= now) return 'An exception ends later than now.';
  if (until <= from) return 'An exception ends after it begins.';
  if (until - Math.max(from, now) > LONGEST_EXCEPTION_DAYS * DAY_MS) {
    return `An exception lasts ${LONGEST_EXCEPTION_DAYS} days at most; then it is renewed, which is counted.`;
  }
  if (revisit >= until || revisit < from)
    return 'The day to revisit is within the time of the exception, before its end.';
  return null;
}

/** Until when a renewal lasts unless told otherwise: as long again as it lasted, and no longer than may be signed at once. */
export function usualRenewal(from: number, until: number): number {
  return until + Math.min(until - from, (LONGEST_EXCEPTION_DAYS / 2) * DAY_MS);
}
