import type { ClockEvents } from '../service-levels/deadline.ts';
import type { RelayEvent } from './relay-event.ts';

/**
 * The events that clocks start from, of the present round: a remediation that was found again is detected again, and what
 * had been prioritised or tested before counts from there. A test that was sent back has not happened.
 */
export function clockEventsOf(history: readonly RelayEvent[], published: string | null): ClockEvents {
  let detected: string | undefined;
  let prioritised: string | undefined;
  let tested: string | undefined;
  for (const { act, at, from, to } of history) {
    if (act === 'open') detected = at;
    if (act === 'reopen') {
      detected = at;
      prioritised = to === 'deploy' && prioritised ? at : undefined;
      tested = to === 'deploy' && tested ? at : undefined;
    }
    if (from === 'prioritise' && to === 'accept') prioritised = at;
    if (from === 'test' && to === 'approve') tested = at;
    if (to === 'test' || to === 'prioritise') tested = undefined;
    // Already in place everywhere: there is nothing to test, and the time to prove it begins.
    if (act === 'already-in-place') tested = tested ?? at;
  }
  return {
    ...(published ? { published } : {}),
    ...(detected ? { detected } : {}),
    ...(prioritised ? { prioritised } : {}),
    ...(tested ? { tested } : {}),
  };
}
