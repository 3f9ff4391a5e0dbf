import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient } from '@baton/contract/client.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import type { PersonActor } from '@baton/services/actor.ts';
import { hashPassword } from '@baton/services/people/password-hash.ts';
import { actorOf, openSession } from '@baton/services/people/sessions.ts';
import { findPerson, insertPerson } from '@baton/store/people/persons.ts';
import type { Role } from '@baton/store/tables/people.ts';
import { type TestDatabase, useTestDatabase } from '@baton/store/testing/test-database.ts';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { readConfig } from '../config.ts';
import { type RunningServer, startServer } from '../start-server.ts';

export const TEST_PASSWORD = 'correct horse battery staple';

export interface TestPerson {
  readonly actor: PersonActor;
  readonly email: string;
  /** Calls the API as this person, with a session cookie, as a browser does. */
  readonly call: Client;
  readonly cookie: string;
}

export interface TestServer {
  readonly database: TestDatabase;
  readonly url: string;
  /** Calls the API as nobody. */
  readonly call: Client;
  readonly server: RunningServer;
  /** Makes an account and signs it in (not through the API, which would take the time of a password hash each). */
  person(of: {
    readonly team: Team;
    readonly role?: Role;
    readonly administrator?: boolean;
    readonly name?: string;
  }): Promise<TestPerson>;
}

/**
 * A real server on a free port with a real database of its own, for the API tests of a file.
 * Jobs run as well with `role: 'all'`; by default only HTTP.
 */
export function useTestServer(
  options: {
    readonly role?: 'all' | 'server';
    readonly webFolder?: string;
    /** More settings, as on the command line. */
    readonly arguments?: readonly string[];
  } = {},
): TestServer {
  const database = useTestDatabase();
  let running: RunningServer | undefined;
  let folder: string | undefined;
  const started = (): RunningServer & { readonly address: string } => {
    if (running === undefined || running.address === null)
      throw new Error('The test server starts in beforeAll: use it inside tests and hooks.');
    return { ...running, address: running.address };
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'baton-test-server-'));
    const role = options.role ?? 'server';
    const config = readConfig(
      ['--port', '0', '--data', folder, '--role', role, '--log-level', 'fatal', ...(options.arguments ?? [])],
      {},
    );
    const log = pino({ level: config.logLevel });
    running = await startServer({
      config,
      databaseUrl: database.url,
      log,
      webFolder: options.webFolder ?? join(folder, 'no-web'),
    });
  }, 60_000);
  afterAll(async () => {
    await running?.close();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  return {
    database,
    get url() {
      return started().address;
    },
    get server() {
      return started();
    },
    get call() {
      return createClient({ baseUrl: started().address });
    },
    person: (of) => makePerson(database, started().address, of),
  };
}

let passwordHash: Promise<string> | undefined;

async function makePerson(
  { db }: TestDatabase,
  baseUrl: string,
  { team, role = 'member', administrator = false, name }: Parameters<TestServer['person']>[0],
): Promise<TestPerson> {
  passwordHash ??= hashPassword(TEST_PASSWORD);
  const password_hash = await passwordHash;
  const person_id = randomUUID();
  const email = `${person_id.slice(0, 8)}@example.org`;
  return db.transaction().execute(async (trx) => {
    const shown = name ?? `${team} ${role} ${person_id.slice(0, 4)}`;
    await insertPerson(trx, {
      person_id,
      email,
      name: shown,
      team,
      role,
      was_lead: role === 'lead',
      administrator,
      password_hash,
    });
    const person = await findPerson(trx, person_id);
    if (person === undefined) throw new Error('no person');
    const { token } = await openSession(
      trx,
      person,
      { address: '127.0.0.1', userAgent: 'test', relyingParty: null },
      Temporal.Now.instant(),
    );
    const cookie = `baton=${token}`;
    return { actor: await actorOf(trx, person), email, cookie, call: createClient({ baseUrl, headers: { cookie } }) };
  });
}
