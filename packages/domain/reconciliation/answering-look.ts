import { momentOf } from '../evidence/moment.ts';
import type { DeviceCase } from './device-case.ts';
import type { CellFacts, LookFacts } from './facts.ts';
import { lookFacts } from './gather-facts.ts';
import type { ReconcileContext } from './reconcile-context.ts';
import { standingFindings } from './standing-findings.ts';

/**
 * The first visit after a moment that answers a request to look at a cell again: it reached the device, logged in, and had the
 * check in scope by a feed that knows the fix. What it found does not matter. Null where none did.
 *
 * @param after milliseconds since 1970
 */
export function answeringLook(
  facts: CellFacts,
  context: Pick<ReconcileContext, 'checks'>,
  after: number,
): LookFacts | null {
  const { device, fix, distribution } = facts;
  const standing = standingFindings(fix, device.looks, context, distribution);
  const looks = device.looks
    .filter((record) => record.look.reached)
    .map((record) => lookFacts(record, fix, standing, context, distribution));
  return (
    looks.find((look) => look.at > after && look.authenticated === true && look.inScope && !look.feedTooOld) ?? null
  );
}

/** A start of the device that some source of IT's tells of. Milliseconds since 1970. */
export interface Boot {
  readonly at: number;
  readonly source: string;
}

/** A boot after a moment, by any of IT's records; of a boot known only by its day the day must be a later one. */
export function bootAfter(device: DeviceCase, after: number): Boot | null {
  for (const { source, state } of device.it) {
    const boot = momentOf(state.lastBoot);
    if (boot !== null && boot.earliest > after) return { at: boot.earliest, source };
  }
  return null;
}
