import type { RelayEvent } from './relay-event.ts';

/** The entries of the present round: since the fix was found, or found again. */
export function sinceDetected<Event extends RelayEvent>(history: readonly Event[]): readonly Event[] {
  const from = history.findLastIndex(({ act }) => act === 'open' || act === 'reopen');
  return from < 0 ? history : history.slice(from);
}
