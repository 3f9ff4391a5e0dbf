import type { Database } from '@baton/store/connection/connect-database.ts';
import { forgetDeliveriesBefore } from '@baton/store/connections/deliveries.ts';

/** How long what ended stays in the list. */
const KEPT_DAYS = 90;

export async function forgetDeliveries(db: Database, now: Temporal.Instant = Temporal.Now.instant()): Promise<void> {
  await forgetDeliveriesBefore(db, now.subtract({ hours: 24 * KEPT_DAYS }).toString());
}
