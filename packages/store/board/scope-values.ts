import type { ScopeKind } from '@baton/domain/scope/scope.ts';
import { sql } from 'kysely';
import type { DatabaseTransaction } from '../connection/connect-database.ts';
import { isValid } from './device-set.ts';

export interface ScopeValue {
  readonly kind: ScopeKind;
  readonly value: string;
  readonly devices: number;
}

/** What scopes can be made of, with the devices of each value; the most devices first. */
export async function readScopeValues(
  db: DatabaseTransaction,
  at: string | null,
): Promise<{ readonly devices: number; readonly values: readonly ScopeValue[] }> {
  const { rows } = await sql<ScopeValue>`
    SELECT kind, value, devices FROM (
      SELECT 'os' AS kind, c.operating_system AS value, count(*) AS devices FROM device_cells c
      WHERE c.operating_system IS NOT NULL GROUP BY c.operating_system
      UNION ALL
      SELECT a.kind, a.value, count(*) FROM device_attribute a WHERE ${isValid(at)} GROUP BY a.kind, a.value
    ) t ORDER BY kind, devices DESC, value`.execute(db);
  const total = await sql<{ devices: number }>`SELECT count(*) AS devices FROM device`.execute(db);
  return { devices: total.rows[0]?.devices ?? 0, values: rows };
}
