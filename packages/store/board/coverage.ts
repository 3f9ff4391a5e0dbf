import type { Team } from '@baton/domain/evidence/team.ts';
import type { Scope } from '@baton/domain/scope/scope.ts';
import { type RawBuilder, sql } from 'kysely';
import type { DatabaseTransaction } from '../connection/connect-database.ts';
import { isOfScope } from './device-set.ts';

export const LAST_LOOKS = ['day', 'week', 'month', 'quarter', 'older', 'never'] as const;
export type LastLook = (typeof LAST_LOOKS)[number];

export interface LooksOfTeam {
  readonly team: Team;
  readonly lastLook: LastLook;
  readonly devices: number;
}

export interface LooksOfSource {
  readonly sourceId: string;
  readonly name: string;
  readonly team: Team;
  readonly staleAfterHours: number;
  readonly lastLook: LastLook;
  readonly devices: number;
  readonly stale: number;
}

/** Devices by how long ago each team last looked at them. */
export async function readLooksOfTeams(
  trx: DatabaseTransaction,
  scope: Scope,
  now: string,
): Promise<readonly LooksOfTeam[]> {
  const { rows } = await sql<LooksOfTeam>`
    SELECT u.team, ${bandOf(sql`u.seen_at`, now)} AS "lastLook", count(*) AS devices
    FROM device d LEFT JOIN device_cells c USING (device_id)
    LEFT JOIN agent a ON a.device_id = d.device_id AND a.retired_at IS NULL
    CROSS JOIN LATERAL (VALUES ('it', greatest(c.last_seen_by_it, a.last_seen_at)), ('infosec', c.last_seen_by_infosec)) AS u (team, seen_at)
    WHERE d.joined_into IS NULL AND ${isOfScope(sql`d.device_id`, { scope, at: null })}
    GROUP BY 1, 2`.execute(trx);
  return rows;
}

/** Devices by how long ago each source last had a word on them; those that it never had are left out. */
export async function readLooksOfSources(
  trx: DatabaseTransaction,
  scope: Scope,
  now: string,
): Promise<readonly LooksOfSource[]> {
  const { rows } = await sql<LooksOfSource>`
    SELECT s.source_id AS "sourceId", s.name, s.team, s.stale_after_hours AS "staleAfterHours",
      ${bandOf(sql`u.seen_at`, now)} AS "lastLook", count(*) AS devices,
      count(*) FILTER (WHERE u.seen_at < ${now}::timestamptz - make_interval(hours => s.stale_after_hours)) AS stale
    FROM source s JOIN (
      SELECT source_id, device_id, max(seen_at) AS seen_at FROM device_evidence GROUP BY source_id, device_id
      UNION ALL
      SELECT (SELECT source_id FROM source WHERE kind = 'agent' LIMIT 1), device_id, last_seen_at FROM agent WHERE retired_at IS NULL
    ) u USING (source_id)
    WHERE ${isOfScope(sql`u.device_id`, { scope, at: null })}
    GROUP BY 1, 2, 3, 4, 5`.execute(trx);
  return rows;
}

function bandOf(seenAt: RawBuilder<unknown>, now: string): RawBuilder<LastLook> {
  return sql<LastLook>`CASE WHEN ${seenAt} IS NULL THEN 'never'
    WHEN ${seenAt} > ${now}::timestamptz - interval '1 day' THEN 'day'
    WHEN ${seenAt} > ${now}::timestamptz - interval '7 days' THEN 'week'
    WHEN ${seenAt} > ${now}::timestamptz - interval '30 days' THEN 'month'
    WHEN ${seenAt} > ${now}::timestamptz - interval '90 days' THEN 'quarter' ELSE 'older' END`;
}
