import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient } from '@baton/contract/client.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import { readConfig } from '@baton/server/config.ts';
import { startServer } from '@baton/server/start-server.ts';
import { hashPassword } from '@baton/services/people/password-hash.ts';
import { openSession } from '@baton/services/people/sessions.ts';
import { connectDatabase, type Database } from '@baton/store/connection/connect-database.ts';
import { migrate } from '@baton/store/migrations/migrate.ts';
import { findPerson, insertPerson } from '@baton/store/people/persons.ts';
import type { Role } from '@baton/store/tables/people.ts';
import { startTestCluster } from '@baton/store/testing/test-cluster.ts';
import { pino } from 'pino';

/** The whole server with its worker on a real PostgreSQL. */
export interface BatonServer {
  readonly url: string;
  readonly db: Database;
  /** Makes an account and gives its signed-in client. */
  person(name: string, team: Team, role: Role): Promise<Client>;
  close(): Promise<void>;
}

export async function startBatonServer(): Promise<BatonServer> {
  const folder = await mkdtemp(join(tmpdir(), 'baton-device-test-'));
  const cluster = await startTestCluster();
  const databaseUrl = cluster.urlOf('postgres');
  const { db, pool, close } = connectDatabase(databaseUrl, { maxConnections: 4 });
  await migrate(pool);
  const level = process.env.TEST_LOG_LEVEL ?? 'error';
  const config = readConfig(['--port', '0', '--role', 'all', '--data', folder, '--log-level', level], {});
  const log = pino({ level });
  const server = await startServer({ config, databaseUrl, log, webFolder: '/nonexistent' });
  const url = server.address ?? '';
  return {
    url,
    db,
    person: (name, team, role) => makePerson(db, url, { name, team, role }),
    async close() {
      await server.close();
      await close();
      await cluster.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function makePerson(
  db: Database,
  baseUrl: string,
  { name, team, role }: { name: string; team: Team; role: Role },
) {
  const personId = randomUUID();
  const passwordHash = await hashPassword('correct horse battery staple');
  const token = await db.transaction().execute(async (trx) => {
    await insertPerson(trx, {
      person_id: personId,
      email: `${personId.slice(0, 8)}@example.org`,
      name,
      team,
      role,
      was_lead: role === 'lead',
      administrator: false,
      password_hash: passwordHash,
    });
    const person = await findPerson(trx, personId);
    if (person === undefined) throw new Error('no person');
    const session = await openSession(
      trx,
      person,
      { address: '127.0.0.1', userAgent: 'test', relyingParty: null },
      Temporal.Now.instant(),
    );
    return session.token;
  });
  return createClient({ baseUrl, headers: { cookie: `baton=${token}` } });
}
