import { fileURLToPath } from 'node:url';
import { protectCommandKey } from '@baton/services/command-device/signing.ts';
import { makePasswordLinkAtStart } from '@baton/services/people/passwords.ts';
import { makeSetUpToken } from '@baton/services/people/set-up.ts';
import { applyChangedRules } from '@baton/services/reconcile-devices/apply-changed-rules.ts';
import { ServiceError } from '@baton/services/service-error.ts';
import { connectDatabase } from '@baton/store/connection/connect-database.ts';
import { enqueueJob } from '@baton/store/jobs/enqueue-job.ts';
import { migrate } from '@baton/store/migrations/migrate.ts';
import { StoreError } from '@baton/store/store-error.ts';
import { readConfig } from './config.ts';
import { installationSecret } from './database/installation-secret.ts';
import { openDatabase } from './database/open-database.ts';
import { ServerError } from './server-error.ts';
import { startLog } from './start-log.ts';
import { type RunningServer, startServer } from './start-server.ts';

const WEB_FOLDER = fileURLToPath(new URL('../web/dist/', import.meta.url));

/** Ctrl-C, a service manager, a terminal that is closed. */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Baton, from its settings to its address: config, database, schema, services and HTTP, worker. */
async function main(): Promise<void> {
  // From the first moment: a Ctrl-C during the start stops in order as well, as soon as the start is through.
  const toldToStop = untilToldToStop();
  const config = readConfig(process.argv.slice(2), process.env);
  const log = startLog(config.logLevel);
  const { dataFolder } = config;
  const database = await openDatabase({ dataFolder, databaseUrl: config.databaseUrl ?? null, log });
  try {
    await migrateDatabase(database.url, installationSecret(config, database.kind));
    const server = await startServer({ config, databaseUrl: database.url, log, webFolder: WEB_FOLDER });
    if (server.address !== null) database.recordAddress(server.address);
    if (server.address !== null) await server.context.localAgent.startIfEnrolled();
    // The advisories that ship with Baton, in the background: a start does not wait for them.
    await enqueueJob(server.context.db, 'load-shipped-knowledge', {}, { key: 'load-shipped-knowledge' });
    // A newer Baton may judge otherwise: what is kept is judged again, in the background too.
    await applyChangedRules(server.context.db);
    await greet(server);
    greetToDemo(server);
    await offerNewPassword(server);
    await toldToStop;
    await server.close();
  } finally {
    await database.close();
  }
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

/** A first signal stops in order; a second one, if that takes too long, at once. */
function untilToldToStop(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      console.log('Baton stops …');
      for (const signal of STOP_SIGNALS) process.once(signal, () => process.exit(1));
      resolve();
    };
    for (const signal of STOP_SIGNALS) process.once(signal, stop);
  });
}

try {
  await main();
  // Whatever still waits (an idle socket, a timer) must not keep a stopped Baton alive.
  process.exit(process.exitCode ?? 0);
} catch (error) {
  const known = error instanceof ServerError || error instanceof StoreError || error instanceof ServiceError;
  console.error(known ? error.message : error);
  process.exit(1);
}
