import { ServiceError } from '@baton/services/service-error.ts';
import { StoreError } from '@baton/store/store-error.ts';
import { readConfig } from './config.ts';
import { openDatabase } from './database/open-database.ts';
import { ServerError } from './server-error.ts';
import { startLog } from './start-log.ts';

/** Ctrl-C, a service manager, a terminal that is closed. */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Baton, from its settings to its address. */
async function main(): Promise<void> {
  // From the first moment: a Ctrl-C during the start stops in order as well, as soon as the start is through.
  const toldToStop = untilToldToStop();
  const config = readConfig(process.argv.slice(2), process.env);
  const log = startLog(config.logLevel);
  const { dataFolder } = config;
  // Loading the rest of Baton keeps Node busy for a second, and PostgreSQL needs as long: once it is on its way, both go on at once.
  const load = () => import('./run-baton.ts');
  const database = await openDatabase({
    dataFolder,
    databaseUrl: config.databaseUrl ?? null,
    log,
    onStarting: () => void load().catch(() => {}),
  });
  try {
    const { runBaton } = await load();
    await runBaton({ config, database, log, toldToStop });
  } finally {
    await database.close();
  }
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
