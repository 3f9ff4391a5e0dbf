import { randomUUID } from 'node:crypto';
import { createClient } from '@baton/contract/client.ts';
import { createKey } from '@baton/contract/people.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import { readConfig } from '@baton/server/config.ts';
import { startServer } from '@baton/server/start-server.ts';
import { openSession } from '@baton/services/people/sessions.ts';
import { connectDatabase } from '@baton/store/connection/connect-database.ts';
import { findPerson, insertPerson } from '@baton/store/people/persons.ts';
import { pino } from 'pino';

export interface ServedDatabase {
  readonly baseUrl: string;
  /** An API key of the team. */
  readonly key: string;
  close(): Promise<void>;
}

/** Starts Baton on a database, with an API key for whoever measures it. */
export async function serveDatabase(
  url: string,
  { folder, role, team }: { readonly folder: string; readonly role: 'all' | 'server'; readonly team: Team },
): Promise<ServedDatabase> {
  const config = readConfig(['--port', '0', '--data', folder, '--role', role, '--log-level', 'fatal'], {});
  const server = await startServer({ config, databaseUrl: url, log: pino({ level: 'fatal' }), webFolder: folder });
  await server.working;
  const baseUrl = server.address ?? '';
  return { baseUrl, key: await makeKey(url, baseUrl, team), close: () => server.close() };
}

async function makeKey(url: string, baseUrl: string, team: Team): Promise<string> {
  const { db, close } = connectDatabase(url);
  const person_id = randomUUID();
  const cookie = await db.transaction().execute(async (trx) => {
    const email = `${person_id}@example.org`;
    const account = { person_id, email, name: 'bench', team, role: 'member', was_lead: false } as const;
    await insertPerson(trx, { ...account, administrator: false, password_hash: '' });
    const person = await findPerson(trx, person_id);
    if (person === undefined) throw new Error('no person');
    const from = { address: '127.0.0.1', userAgent: 'bench', relyingParty: null };
    return `baton=${(await openSession(trx, person, from, Temporal.Now.instant())).token}`;
  });
  await close();
  const call = createClient({ baseUrl, headers: { cookie } });
  return (await call(createKey, { body: { name: 'bench', role: 'member', expiresInDays: 1 } })).secret;
}
