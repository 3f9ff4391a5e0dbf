import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { bod2604Policy } from '@baton/domain/service-levels/policies/bod-26-04.ts';
import { defaultPolicy } from '@baton/domain/service-levels/policies/default-policy.ts';
import type { PersonActor } from '@baton/services/actor.ts';
import { defaultStanding } from '@baton/services/charter/standing.ts';
import { listRemediations } from '@baton/services/read-relay/list-remediations.ts';
import type { RelayContext } from '@baton/services/relay/relay-context.ts';
import { recomputeDeadlines } from '@baton/services/service-levels/recompute-deadlines.ts';
import { simulatePolicies } from '@baton/services/service-levels/simulate-policies.ts';
import { tellMarks } from '@baton/services/service-levels/tell-marks.ts';
import { connectDatabase, type Database } from '@baton/store/connection/connect-database.ts';
import { migrate } from '@baton/store/migrations/migrate.ts';
import { keepPolicy } from '@baton/store/relay/policies.ts';
import { sql } from 'kysely';
import { startProductCluster } from '../product-cluster.ts';
import { backlogEvidence, makeBacklog } from './make-backlog.ts';

/**
 * A policy change over 50,000 open remediations: every clock read from its history, reckoned anew, written with its reason.
 * Then pages of the queue as people open them. Beside them in the same run, as what no reckoning can beat: one statement of
 * SQL that writes the same columns of the same rows. PostgreSQL 18 without fsync, for both.
 *
 *     node benchmarks/service-levels/service-levels.ts [--remediations 50000]
 *
 * Limits (issue 4): the change in under 10 s, pages p95 under 200 ms.
 */
const MOST_CHANGE_SECONDS = 10;
const MOST_PAGE_MS = 200;
const PAGES = 200;

const { values } = parseArgs({ options: { remediations: { type: 'string', default: '50000' } } });
const remediations = Number(values.remediations);
const NOW = '2026-11-20T08:00:00Z';
const context: RelayContext = { now: NOW, timeZone: 'Europe/Berlin', evidence: backlogEvidence(remediations) };

const cluster = await startProductCluster();
const connection = connectDatabase(cluster.urlOf('postgres'));
try {
  await migrate(connection.pool);
  const { db } = connection;
  const keep = (policy: Parameters<typeof keepPolicy>[1], at: string) =>
    db.transaction().execute((trx) => keepPolicy(trx, policy, at));
  await keep(defaultPolicy('Europe/Berlin'), '2026-11-01T00:00:00Z');
  await makeBacklog(db, remediations);
  await recomputeDeadlines(db, context, 'facts');
  await keep({ ...bod2604Policy('Europe/Berlin'), version: 1 }, '2026-11-19T00:00:00Z');
  const change = await timed(() => recomputeDeadlines(db, context, 'policy'));
  const plain = await timed(() => plainUpdate(db));
  console.log(
    `policy change: ${change.result.moved} of ${change.result.looked} deadlines moved in ${seconds(change.ms)} s (${seconds(change.cpuMs)} s of this process’s CPU); the same columns by one statement of SQL ${seconds(plain.ms)} s, ratio ${(change.ms / plain.ms).toFixed(1)}; limit ${MOST_CHANGE_SECONDS} s`,
  );
  const simulated = await timed(() =>
    simulatePolicies(db, context, [
      { of: 'in-force' },
      { of: 'shipped', id: 'default' },
      { of: 'shipped', id: 'pci-dss-6-3-3' },
    ]),
  );
  console.log(`simulator: three policies side by side in ${seconds(simulated.ms)} s`);
  const told = await timed(() => tellMarks(db, NOW));
  console.log(`marks: every clock looked at in ${seconds(told.ms)} s`);
  const pageMs = await pages(db);
  console.log(
    `queue pages: ${PAGES} of 50 rows, median ${at(pageMs, 0.5)} ms, p95 ${at(pageMs, 0.95)} ms, limit ${MOST_PAGE_MS} ms; load ${loadavg()[0]?.toFixed(1)}`,
  );
  if (change.ms > MOST_CHANGE_SECONDS * 1000 || at(pageMs, 0.95) > MOST_PAGE_MS) process.exitCode = 1;
} finally {
  await connection.close();
  await cluster.stop();
}

interface Timed<Result> {
  readonly result: Result;
  readonly ms: number;
  /** Of this process: what a machine with nothing else to do would at least need. */
  readonly cpuMs: number;
}

async function timed<Result>(work: () => Promise<Result>): Promise<Timed<Result>> {
  const begun = performance.now();
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, ms: performance.now() - begun, cpuMs: (user + system) / 1000 };
}

/** The rows written again with other times, and an entry of history for each. */
async function plainUpdate(db: Database): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`UPDATE remediation SET due_at = due_at + interval '1 second', latest_at = latest_at + interval '1 second',
      tier_because = 'x'`.execute(trx);
    await sql`INSERT INTO deadline_change (remediation_id, at, event, why, from_due_at, to_due_at, aim, tier_id, policy_id, policy_version)
      SELECT remediation_id, now(), 'policy', 'x', due_at, due_at, clock_aim, tier_id, policy_id, policy_version FROM remediation`.execute(
      trx,
    );
  });
}

/** Pages as people open them: their leg, what is overdue, a search, other orders, further pages. */
async function pages(db: Database): Promise<readonly number[]> {
  const actor: PersonActor = {
    kind: 'person',
    personId: '00000000-0000-4000-8000-000000000000',
    name: 'x',
    team: 'it',
    role: 'member',
    administrator: false,
    standing: defaultStanding({ team: 'it', role: 'member' }),
  };
  const kinds = [
    {},
    { holder: 'it' as const },
    { place: 'verify' as const },
    { overdue: true },
    { search: 'bench 1.0.77' },
    { sort: 'held' },
    { sort: '-not-proven' },
    { page: 40 },
  ];
  const took: number[] = [];
  for (let index = 0; index < PAGES; index += 1) {
    const { ms } = await timed(() =>
      listRemediations(db, { actor, now: NOW, state: 'open', page: 1, pageSize: 50, ...kinds[index % kinds.length] }),
    );
    took.push(ms);
  }
  return took.sort((a, b) => a - b);
}

function at(sorted: readonly number[], share: number): number {
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
