import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { defaultPolicy } from '@baton/domain/service-levels/policies/default-policy.ts';
import type { PersonActor } from '@baton/services/actor.ts';
import { defaultStanding } from '@baton/services/charter/standing.ts';
import { requireCycle } from '@baton/services/cycles/known-cycle.ts';
import { makeRetrospective } from '@baton/services/cycles/make-retrospective.ts';
import { openDueCycles } from '@baton/services/cycles/open-cycles.ts';
import { setSchedule } from '@baton/services/cycles/plan-cycles.ts';
import { readCycle } from '@baton/services/cycles/read-cycle.ts';
import { connectDatabase, type Database } from '@baton/store/connection/connect-database.ts';
import { migrate } from '@baton/store/migrations/migrate.ts';
import { insertPerson } from '@baton/store/people/persons.ts';
import { keepPolicy } from '@baton/store/relay/policies.ts';
import { sql } from 'kysely';
import { startProductCluster } from '../product-cluster.ts';
import { makeBacklog } from '../service-levels/make-backlog.ts';
import { makeMonth } from './make-month.ts';

/**
 * What a cycle costs: opening it (its scope frozen), the page of a running one, and its retrospective. Beside them in the same
 * run, as what no retrospective can beat: one plain pass over the moves of the month.
 *
 *     node benchmarks/cycles/retrospective.ts [--devices 20000] [--fixes 100] [--remediations 2000]
 *
 * Limit (issue 4): the retrospective of a cycle of 100,000 devices in under 30 s.
 */
const MOST_SECONDS = 30;
const FROM = '2026-10-13T00:00:00Z';
const TO = '2026-11-10T00:00:00Z';
const NOW = '2026-11-10T00:10:00Z';
const LEAD = '00000000-0000-4000-8000-000000000001';

const { values } = parseArgs({
  options: {
    devices: { type: 'string', default: '20000' },
    fixes: { type: 'string', default: '100' },
    remediations: { type: 'string', default: '2000' },
    /** A database that an earlier run has left: what was made in it is used again. */
    database: { type: 'string' },
  },
});
const [devices, fixes, remediations] = [values.devices, values.fixes, values.remediations].map(Number);

const cluster = values.database === undefined ? await startProductCluster() : null;
const connection = connectDatabase(values.database ?? cluster?.urlOf('postgres') ?? '');
try {
  await migrate(connection.pool);
  const { db } = connection;
  if (values.database === undefined) await make(db);
  const opened = await timed(() => openDueCycles(db, NOW));
  // One second before the end the cycle still runs.
  const page = await timed(() => readCycle(db, 1, '2026-11-09T23:59:59Z'));
  const made = await timed(() => makeRetrospective(db, 1, NOW));
  const pass = await timed(() => plainPass(db));
  const { figures } = await requireCycle(db, 1);
  if (figures === null) throw new Error('There is no retrospective.');
  console.log(
    `opening two cycles, scopes frozen: ${seconds(opened)} s; page of a running cycle, first look: ${seconds(page)} s`,
  );
  console.log(
    `retrospective of ${figures.start.devices.total} devices, ${figures.frozen.cells} cells frozen, ${figures.late.cells} late, ${figures.breaches.total} breaches: ${seconds(made)} s; a plain pass over the month’s moves ${seconds(pass)} s, ratio ${(made / pass).toFixed(1)}; limit ${MOST_SECONDS} s at 100,000 devices; load ${loadavg()[0]?.toFixed(1)}`,
  );
  if (made > MOST_SECONDS * 1000) process.exitCode = 1;
} finally {
  await connection.close();
  await cluster?.stop();
}

async function make(db: Database): Promise<void> {
  const begun = performance.now();
  await db.transaction().execute((trx) => keepPolicy(trx, defaultPolicy('UTC'), '2026-10-01T00:00:00Z'));
  await makeBacklog(db, remediations ?? 0);
  await makeMonth(db, { devices: devices ?? 0, fixes: fixes ?? 0, from: Temporal.Instant.from(FROM) });
  const name = 'bench';
  const account = { email: 'bench@example.org', name, team: 'it', role: 'lead', was_lead: true } as const;
  await db
    .transaction()
    .execute((trx) => insertPerson(trx, { person_id: LEAD, ...account, administrator: false, password_hash: '' }));
  const lead: PersonActor = {
    kind: 'person',
    personId: LEAD,
    name,
    team: 'it',
    role: 'lead',
    administrator: false,
    standing: defaultStanding({ team: 'it', role: 'lead' }),
  };
  const rule = { kind: 'dates', starts: [FROM.slice(0, 10), TO.slice(0, 10), '2026-12-08'] } as const;
  await setSchedule(db, lead, { rule, timeZone: 'UTC', since: FROM.slice(0, 10) }, NOW);
  await sql`VACUUM ANALYZE`.execute(db);
  console.log(
    `${devices} devices × ${fixes} and ${remediations} remediations made in ${seconds(performance.now() - begun)} s`,
  );
}

/** Every cell that moved, and nothing else. */
async function plainPass(db: Database): Promise<void> {
  await sql`
    SELECT count(*) FROM device_move m CROSS JOIN LATERAL unnest(m.fix_ids, m.befores, m.afters) AS u (fix_id, before, after)
    WHERE m.moved_at >= ${FROM} AND m.moved_at < ${TO}`.execute(db);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(2);
}
