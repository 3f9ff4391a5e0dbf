import { type ConnectionRow, connectionSettings } from '@baton/contract/connections.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import {
  type ConnectionCounts,
  type ConnectionRecord,
  countByConnection,
  readConnections,
} from '@baton/store/connections/connections.ts';
import { ServiceError } from '../service-error.ts';
import { placeOf } from './connection-rules.ts';
import { secretOf } from './connection-secret.ts';

const COUNTED_DAYS = 30;

/** Connections by name, each with what it has sent lately and what is wrong with it. */
export async function listConnections(
  db: Database,
  now: string,
): Promise<{ readonly rows: ConnectionRow[]; readonly total: number }> {
  const since = Temporal.Instant.from(now)
    .subtract({ hours: 24 * COUNTED_DAYS })
    .toString();
  const counts = await countByConnection(db, since);
  const rows = (await readConnections(db)).map((record) => describe(record, counts.get(record.connection_id)));
  return { rows, total: rows.length };
}

/** @throws ServiceError `not-found` */
export async function readConnection(db: Database, connectionId: string, now: string): Promise<ConnectionRow> {
  const found = (await listConnections(db, now)).rows.find((row) => row.connectionId === connectionId);
  if (found) return found;
  throw new ServiceError('not-found', 'There is no such connection.', { where: 'params.connectionId' });
}

function describe(record: ConnectionRecord, counts: ConnectionCounts | undefined): ConnectionRow {
  const settings = connectionSettings.parse(record.settings);
  const { failing_since: since, problem, hint } = record;
  return {
    connectionId: record.connection_id,
    name: record.name,
    settings,
    place: safePlace(record),
    hasSecret: record.secret !== null,
    active: record.active,
    madeBy: record.made_by_name,
    madeAt: record.made_at,
    changedBy: record.changed_by_name,
    changedAt: record.changed_at,
    failing: since === null || problem === null ? null : { since, problem, hint },
    deliveries: { waiting: counts?.waiting ?? 0, sent: counts?.sent ?? 0, failed: counts?.failed ?? 0 },
    tracks: counts?.tracks ?? 0,
  };

  /** A secret that was sealed with another key file must not take the whole list away. */
  function safePlace(of: ConnectionRecord): string {
    if (settings.kind !== 'slack' && settings.kind !== 'teams') return placeOf(settings, null);
    try {
      return placeOf(settings, secretOf(of));
    } catch {
      return 'its secret cannot be opened';
    }
  }
}
