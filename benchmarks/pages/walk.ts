import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '@baton/server/config.ts';
import { startServer } from '@baton/server/start-server.ts';
import { makeSetUpToken } from '@baton/services/people/set-up.ts';
import { connectDatabase } from '@baton/store/connection/connect-database.ts';
import { migrate } from '@baton/store/migrations/migrate.ts';
import { newVisitor, openBrowser } from '@baton/tests/browser/browser.ts';
import { setUpInfosec } from '@baton/tests/browser/fleet.ts';
import { pathsOf, walk } from '@baton/tests/browser/walk.ts';
import { pino } from 'pino';
import { startProductCluster } from '../product-cluster.ts';
import { makeHistory } from './make-history.ts';

/**
 * What a person waits for each page of a large fleet, in Chromium, from asking for it until nothing of it is still to come. The
 * limit beside it in the same run is the sign-in page, which reads nothing. apps/web must be built (npm start or npm test does).
 *
 *     node benchmarks/pages/walk.ts [--devices 20000] [--fixes 100] [--database URL] [--pictures FOLDER]
 */
const { values } = parseArgs({
  options: {
    devices: { type: 'string', default: '20000' },
    fixes: { type: 'string', default: '100' },
    /** A database that an earlier run has left: what was made in it is used again. */
    database: { type: 'string' },
    pictures: { type: 'string' },
  },
});

const webFolder = resolve(import.meta.dirname, '../../apps/web/dist/');
const cluster = values.database === undefined ? await startProductCluster() : null;
const url = values.database ?? cluster?.urlOf('postgres') ?? '';
const folder = await mkdtemp(join(tmpdir(), 'baton-walk-'));
const browser = await openBrowser();
try {
  const connection = connectDatabase(url);
  await migrate(connection.pool);
  const fleet = { devices: Number(values.devices), fixes: Number(values.fixes), workers: 2 };
  if (values.database === undefined) await makeHistory(connection.db, url, fleet);
  const config = readConfig(['--port', '0', '--data', folder, '--role', 'server', '--log-level', 'fatal'], {});
  const server = await startServer({ config, databaseUrl: url, log: pino({ level: 'fatal' }), webFolder });
  const token = await makeSetUpToken(connection.db);
  if (token === null) throw new Error('The database has an account already; the walk makes the first one.');
  const baseUrl = server.address ?? '';
  const { page, complaints } = await newVisitor(browser);
  for await (const { ms } of walk(page, ['/sign-in'], { baseUrl })) console.log(`limit: a page without data ${ms} ms`);
  await setUpInfosec(page, `${baseUrl}/setup?token=${token}`);
  if (values.pictures !== undefined) mkdirSync(values.pictures, { recursive: true });
  for await (const { path, ms, overflow } of walk(page, await pathsOf(page), { baseUrl, pictures: values.pictures }))
    console.log(`${String(ms).padStart(6)} ms  ${path}${overflow > 0 ? `  ${overflow} px too wide` : ''}`);
  console.log(
    `complaints: ${complaints.length === 0 ? 'none' : complaints.join('; ')}; load ${loadavg()[0]?.toFixed(1)}`,
  );
  await server.close();
  await connection.close();
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
  await cluster?.stop();
}
