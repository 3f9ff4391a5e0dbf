/** Minutes from one attempt to the next; after the last of them nothing is tried by itself any more. About two days in all. */
const MINUTES = [0.25, 1, 5, 30, 120, 360, 720, 1164] as const;

/** How many attempts there are before something is given up. */
export const MOST_ATTEMPTS = MINUTES.length + 1;

/**
 * When to try again after so many attempts in a row that did not arrive; null: given up. Where the other side names a time
 * (Retry-After), it is not asked before that, and no later than in a day.
 */
export function nextAttempt(
  now: Temporal.Instant,
  attemptsInRow: number,
  retryAfterSeconds: number | null = null,
): Temporal.Instant | null {
  const minutes = MINUTES[attemptsInRow - 1];
  if (minutes === undefined) return null;
  const asked = Math.min(Math.max(retryAfterSeconds ?? 0, 0), 86_400);
  return now.add({ seconds: Math.max(Math.round(minutes * 60), Math.ceil(asked)) });
}
