import type { ClockEvents } from '../service-levels/deadline.ts';
import type { RelayEvent } from './relay-event.ts';

/** What clock events are read from: the moves of the baton. */
export type ClockMove = Pick<RelayEvent, 'act' | 'at' | 'from' | 'to'>;

/**
 * The events that clocks start from, of the present round: a remediation that was found again is detected again, and what
 * had been published, prioritised or tested before counts from there. A test that was sent back has not happened.
 *
 * A fix whose publication is not known counts as published when it was detected: it was out by then, and nothing earlier is
 * told. `published` is an ISO date (from its first moment in the customer's zone) or an instant.
 */
export function clockEventsOf(history: readonly ClockMove[], published: string | null, timeZone: string): ClockEvents {
  let detected: string | undefined;
  let prioritised: string | undefined;
  let tested: string | undefined;
  let foundAgain = false;
  for (const { act, at, from, to } of history) {
    if (act === 'open') detected = at;
    if (act === 'reopen') {
      detected = at;
      foundAgain = true;
      prioritised = to === 'deploy' && prioritised ? at : undefined;
      tested = to === 'deploy' && tested ? at : undefined;
    }
    if (from === 'prioritise' && to === 'accept') prioritised = at;
    if (from === 'test' && to === 'approve') tested = at;
    // Nothing is waited for: the time to prove the fix begins at once.
    if (act === 'emergency') {
      prioritised = prioritised ?? at;
      tested = tested ?? at;
    }
    if (to === 'test' || to === 'prioritise') tested = undefined;
    // Already in place everywhere: there is nothing to test, and the time to prove it begins.
    if (act === 'already-in-place') tested = tested ?? at;
  }
  const told = published === null || foundAgain ? undefined : instantOfPublication(published, timeZone);
  const out = told ?? detected;
  return {
    ...(out ? { published: out } : {}),
    ...(detected ? { detected } : {}),
    ...(prioritised ? { prioritised } : {}),
    ...(tested ? { tested } : {}),
  };
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:?\d{2})$/;
const DAY = /^\d{4}-\d{2}-\d{2}/;

/** Undefined where the text is no date: then it counts as not known. */
function instantOfPublication(published: string, timeZone: string): string | undefined {
  if (INSTANT.test(published)) return Temporal.Instant.from(published).toString();
  const day = DAY.exec(published)?.[0];
  return day === undefined ? undefined : Temporal.PlainDate.from(day).toZonedDateTime(timeZone).toInstant().toString();
}
