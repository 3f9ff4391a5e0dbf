import { EMPTY_STATE } from '@baton/domain/evidence/empty-state.ts';
import { namesOf } from '@baton/domain/identity/device-names.ts';
import { settleBoardDays } from '@baton/services/note-board-day/note-board-day.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { insertEvidence } from '@baton/store/evidence/keep-evidence.ts';
import { sql } from 'kysely';
import { judgeByWorkers } from '../reconcile/judge-by-workers.ts';
import { type Fleet, lookAt, makeFleet, nameOf, row } from '../reconcile/make-fleet.ts';

const SITES = 10;
const DAYS_AGO = 3;
/** One device in so many is scanned again after the history has begun. */
const RESCANNED = 20;
const HOUR_MS = 3_600_000;

/** A fleet that was judged three days ago, of which some devices were scanned and judged again today; in ten sites. */
export async function makeHistory(
  db: Database,
  url: string,
  { devices, fixes, workers }: { readonly devices: number; readonly fixes: number; readonly workers: number },
): Promise<Fleet> {
  const fleet = await makeFleet(db, devices, fixes);
  await judgeByWorkers(db, url, fleet.deviceIds, { workers });
  await makeOlder(db, DAYS_AGO);
  await intoSites(db, DAYS_AGO);
  const rescanned = fleet.deviceIds.filter((_, index) => index % RESCANNED === 0);
  const at = Date.now() - HOUR_MS;
  await db.transaction().execute((trx) =>
    insertEvidence(
      trx,
      fleet.infosec,
      rescanned.map((deviceId, index) => {
        const evidence = {
          names: namesOf(nameOf(index * RESCANNED)),
          state: EMPTY_STATE,
          look: lookAt(at),
          claims: [],
        };
        return { ...row(deviceId, new Date(at).toISOString(), evidence), ordinal: 2 };
      }),
    ),
  );
  await judgeByWorkers(db, url, rescanned, { workers });
  await settleBoardDays(db);
  await sql`VACUUM ANALYZE`.execute(db);
  return fleet;
}

/** What has just been judged becomes some days old. History is never changed in earnest: its guard is lifted for this. */
export async function makeOlder(db: Database, days: number): Promise<void> {
  const by = sql`make_interval(days => ${days}::integer)`;
  await sql`ALTER TABLE device_move DISABLE TRIGGER device_move_stays`.execute(db);
  await sql`UPDATE device_move SET moved_at = moved_at - ${by}`.execute(db);
  await sql`ALTER TABLE device_move ENABLE TRIGGER device_move_stays`.execute(db);
  await sql`UPDATE device_cells SET first_judged_at = first_judged_at - ${by}`.execute(db);
  await sql`UPDATE cell_group SET since = since - ${by}`.execute(db);
}

/** Ten sites, in which the devices have been for some days. */
export async function intoSites(db: Database, days: number): Promise<void> {
  await sql`
    INSERT INTO device_attribute (device_id, kind, value, valid_from, told_by)
    SELECT device_id, 'site', 'site ' || (row_number() OVER (ORDER BY device_id) % ${SITES}),
      now() - make_interval(days => ${days}::integer), 'bench'
    FROM device`.execute(db);
}
