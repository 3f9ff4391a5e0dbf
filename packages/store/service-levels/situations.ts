import type { UrgencyFacts } from '@baton/domain/service-levels/urgency-facts.ts';
import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';

/** What is known of the devices that need a fix. */
export type Situation = Pick<UrgencyFacts, 'exposed' | 'criticality' | 'groups'>;

export const NOTHING_KNOWN: Situation = { exposed: null, criticality: null, groups: [] };

/** Words of an attribute that say that a device can be reached from the internet, in any case; other words say that not. */
const EXPOSED_WORDS = ['exposed', 'internet', 'internet-facing', 'public', 'external', 'yes', 'true', 'dmz'];

/** Over attributes `a`. */
const HIGHEST_CRITICALITY = sql`
  CASE max(CASE lower(a.value) WHEN 'critical' THEN 3 WHEN 'high' THEN 3 WHEN 'medium' THEN 2 WHEN 'low' THEN 1 END)
      FILTER (WHERE a.kind = 'criticality')
    WHEN 3 THEN 'high' WHEN 2 THEN 'medium' WHEN 1 THEN 'low' END`;

/**
 * Exposure, criticality and groups of the devices on which a fix is not in place, by fix: one exposed device makes the fix
 * exposed, the highest criticality counts. Fixes of whose devices nothing is told are left out.
 */
export async function readSituations(
  db: Database | DatabaseTransaction,
  fixIds: readonly string[],
): Promise<ReadonlyMap<string, Situation>> {
  const { rows } = await sql<{ readonly fix: string } & Situation>`
    SELECT f.key AS fix,
      bool_or(lower(a.value) = ANY (${EXPOSED_WORDS}::text[])) FILTER (WHERE a.kind = 'exposure') AS exposed,
      ${HIGHEST_CRITICALITY} AS criticality,
      coalesce(array_agg(DISTINCT a.value) FILTER (WHERE a.kind = 'group'), '{}') AS groups
    FROM fix f JOIN cell_group c ON c.fix_ids @> ARRAY[f.fix_id] JOIN device_attribute a USING (device_id)
    WHERE f.key = ANY (${fixIds}::text[]) AND a.valid_until IS NULL AND a.kind IN ('exposure', 'criticality', 'group')
      AND EXISTS (SELECT FROM cell_state s WHERE s.state_id = c.state_id AND s.verdict <> 'excepted')
    GROUP BY f.key`.execute(db);
  return new Map(rows.map(({ fix, ...situation }) => [fix, situation]));
}

/** Which of some devices can be reached from the internet, and the highest criticality among them. */
export async function readExposure(
  db: Database | DatabaseTransaction,
  deviceIds: readonly string[],
): Promise<{ readonly exposed: readonly string[]; readonly criticality: Situation['criticality'] }> {
  const { rows } = await sql<{ exposed: readonly string[]; criticality: Situation['criticality'] }>`
    SELECT coalesce(array_agg(DISTINCT a.device_id::text)
        FILTER (WHERE a.kind = 'exposure' AND lower(a.value) = ANY (${EXPOSED_WORDS}::text[])), '{}') AS exposed,
      ${HIGHEST_CRITICALITY} AS criticality
    FROM device_attribute a
    WHERE a.device_id = ANY (${deviceIds}::uuid[]) AND a.valid_until IS NULL`.execute(db);
  return rows[0] ?? { exposed: [], criticality: null };
}
