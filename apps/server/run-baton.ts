import { fileURLToPath } from 'node:url';
import { protectCommandKey } from '@baton/services/command-device/signing.ts';
import { makePasswordLinkAtStart } from '@baton/services/people/passwords.ts';
import { makeSetUpToken } from '@baton/services/people/set-up.ts';
import { applyChangedRules } from '@baton/services/reconcile-devices/apply-changed-rules.ts';
import { connectDatabase } from '@baton/store/connection/connect-database.ts';
import { enqueueJob } from '@baton/store/jobs/enqueue-job.ts';
import { migrate } from '@baton/store/migrations/migrate.ts';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { installationSecret } from './database/installation-secret.ts';
import type { OpenDatabase } from './database/open-database.ts';
import { type RunningServer, startServer } from './start-server.ts';

const WEB_FOLDER = fileURLToPath(new URL('../web/dist/', import.meta.url));

export interface RunOptions {
  readonly config: Config;
  readonly database: OpenDatabase;
  readonly log: Logger;
  /** Settles when Baton is told to stop. */
  readonly toldToStop: Promise<void>;
}

/** Baton on an open database, until it is told to stop: schema, services and HTTP, worker. */
export async function runBaton({ config, database, log, toldToStop }: RunOptions): Promise<void> {
  await migrateDatabase(database.url, installationSecret(config, database.kind));
  const server = await startServer({ config, databaseUrl: database.url, log, webFolder: WEB_FOLDER });
  if (server.address !== null) database.recordAddress(server.address);
  await greet(server);
  if (server.address !== null) await server.context.localAgent.startIfEnrolled();
  // The advisories that ship with Baton, in the background: a start does not wait for them.
  await enqueueJob(server.context.db, 'load-shipped-knowledge', {}, { key: 'load-shipped-knowledge' });
  // A newer Baton may judge otherwise: what is kept is judged again, in the background too.
  await applyChangedRules(server.context.db);
  greetToDemo(server);
  await offerNewPassword(server);
  await server.working;
  await toldToStop;
  await server.close();
}

async function migrateDatabase(url: string, secret: Buffer | null): Promise<void> {
  const connection = connectDatabase(url, { maxConnections: 2 });
  try {
    await migrate(connection.pool);
    await protectCommandKey(connection.db, secret);
  } finally {
    await connection.close();
  }
}

/** What the person who started it reads: the address, and while there is no account the one-time set-up link. */
async function greet({ context, address }: RunningServer): Promise<void> {
  if (address === null) return console.log('Baton works on jobs. It has no address: its role is worker.');
  console.log(`Baton is open at ${context.publicUrl()}`);
  const token = await makeSetUpToken(context.db);
  if (token !== null)
    console.log(`Set it up with this link; it works once:\n  ${context.publicUrl()}/setup?token=${token}`);
}

/** Of a demo: that it is one, and how to come in. */
function greetToDemo({ context: { demo } }: RunningServer): void {
  if (demo === null) return;
  console.log(`Demo: made-up devices and people. Sign in as one of them with the password ${demo.password}`);
  for (const { name, email, team, role } of demo.people)
    console.log(`  ${email.padEnd(22)} ${name}, ${role} of ${team === 'it' ? 'IT' : 'InfoSec'}`);
}

/** With --password-link: the way back for a lead whom nobody else of the team can help. */
async function offerNewPassword({ context }: RunningServer): Promise<void> {
  const { passwordLinkFor } = context.config;
  if (passwordLinkFor === undefined) return;
  const { token } = await makePasswordLinkAtStart(context.db, passwordLinkFor);
  console.log(`With this link ${passwordLinkFor} sets a new password; it works once:`);
  console.log(`  ${context.publicUrl()}/new-password?token=${token}`);
}
