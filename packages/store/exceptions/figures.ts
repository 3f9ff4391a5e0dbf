import { exceptionName } from '@baton/domain/exceptions/held-exception.ts';
import { sql } from 'kysely';
import type { Database } from '../connection/connect-database.ts';

/** What leaders are shown of exceptions. */
export interface ExceptionFigures {
  readonly inForce: number;
  /** Devices on which one sets something aside. */
  readonly devices: number;
  /** Renewals of those in force, all together. */
  readonly renewals: number;
  /** The one that has been in force the longest, renewals included. */
  readonly oldest: {
    readonly name: string;
    readonly what: string;
    readonly since: string;
    readonly renewals: number;
  } | null;
}

export async function readExceptionFigures(db: Database): Promise<ExceptionFigures> {
  const { rows } = await sql<{
    inForce: number;
    devices: number;
    renewals: number;
    oldest: { number: number; what: string; since: string; renewals: number } | null;
  }>`
    WITH running AS (
      SELECT x.exception_id, x.number, x.starts_at, x.renewals, coalesce(f.key, x.product) AS what
      FROM exception x LEFT JOIN fix f USING (fix_id) WHERE x.state = 'in-force'
    )
    SELECT count(*)::integer AS "inForce", coalesce(sum(renewals), 0)::integer AS renewals,
      (SELECT count(DISTINCT d.device_id)::integer FROM exception_device d JOIN running USING (exception_id)
        WHERE d.settled_at IS NULL) AS devices,
      (SELECT json_build_object('number', number, 'what', what, 'since', starts_at, 'renewals', renewals)
        FROM running ORDER BY starts_at, number LIMIT 1) AS oldest
    FROM running`.execute(db);
  const { inForce = 0, devices = 0, renewals = 0, oldest = null } = rows[0] ?? {};
  return {
    inForce,
    devices,
    renewals,
    oldest:
      oldest === null
        ? null
        : {
            name: exceptionName(oldest.number),
            what: oldest.what,
            since: new Date(oldest.since).toISOString(),
            renewals: oldest.renewals,
          },
  };
}
