import type { Doer } from './doer.ts';
import type { EventDetails } from './event-details.ts';
import type { Act, Place, RejectReason } from './leg.ts';

/** One entry of a remediation's history. Entries are only ever added. */
export interface RelayEvent {
  /** From 1, without holes. */
  readonly seq: number;
  /** ISO-8601 with Z; never before the entry before it. */
  readonly at: string;
  readonly act: Act;
  readonly by: Doer;
  /** Both null where the baton stays where it is. The first entry comes from null. */
  readonly from: Place | null;
  readonly to: Place | null;
  readonly note: string | null;
  readonly rejectReason?: RejectReason;
  readonly details?: EventDetails;
}
