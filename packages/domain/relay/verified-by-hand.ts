import type { RelayEvent } from './relay-event.ts';
import { sinceDetected } from './since-detected.ts';

/**
 * Devices that a person of InfoSec verified in the present round, with when they last did. It stands only as long as the
 * evidence on the device is what it was then: what a later scan says counts for more.
 */
export function verifiedByHand(history: readonly RelayEvent[]): ReadonlyMap<string, string> {
  const verified = new Map<string, string>();
  for (const { act, at, details } of sinceDetected(history)) {
    if (act === 'verify-devices') for (const deviceId of details?.deviceIds ?? []) verified.set(deviceId, at);
  }
  return verified;
}
