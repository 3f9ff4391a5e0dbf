import type { BatonEvent } from '@baton/contract/events.ts';
import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';

/** The channel of LISTEN and NOTIFY that all server processes hear. */
export const EVENT_CHANNEL = 'baton_events';

/**
 * Tells every open screen, through every server process, that something changed. Sent when the transaction commits, and
 * equal events of one transaction once. An event says what to read again, never the data: PostgreSQL limits it to 8000 bytes.
 */
export async function publishEvent(trx: Database | DatabaseTransaction, event: BatonEvent): Promise<void> {
  await sql`SELECT pg_notify(${EVENT_CHANNEL}, ${JSON.stringify(event)})`.execute(trx);
}
