import { readdir, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readDemoMark, writeDemoMark } from '@baton/services/demo/demo-mark.ts';
import { connectDatabase } from '@baton/store/connection/connect-database.ts';
import { openEmbeddedPostgres } from '@baton/store/embedded/embedded-postgres.ts';
import { migrate } from '@baton/store/migrations/migrate.ts';
import { StoreError } from '@baton/store/store-error.ts';
import { DEMO_PEOPLE } from './demo-people.ts';
import { type DemoSize, newDemoPassword, playDemo } from './play-demo.ts';

/** Makes the demo's data in a data folder of its own, once; the server is started on it afterwards like on any other. */
async function main(): Promise<void> {
  const options = { data: { type: 'string' }, devices: { type: 'string' }, cycles: { type: 'string' } } as const;
  const { values } = parseArgs({ options });
  if (values.data === undefined) throw new DemoError('Give the data folder of the demo: --data DIR');
  if (process.env.DATABASE_URL)
    throw new DemoError('The demo has a database of its own: start it without DATABASE_URL.');
  const dataFolder = resolve(values.data);
  const mark = await readDemoMark(dataFolder);
  if (mark?.state === 'ready') return;
  if (mark === null && (await filesIn(dataFolder)) > 0)
    throw new DemoError(`${dataFolder} holds data that is no demo’s. Give the demo a folder of its own: --data DIR`);
  process.stderr.write('Making up devices and people for the demo (once, about a minute) …\n');
  const size = { devices: Number(values.devices ?? 320), cycles: Number(values.cycles ?? 3) };
  await load(dataFolder, mark !== null, size);
}

async function load(dataFolder: string, isBegun: boolean, size: DemoSize): Promise<void> {
  // A load that was cut is begun anew; opening first makes sure that no other is at work on it.
  if (isBegun) {
    await (await open(dataFolder)).close();
    await rm(dataFolder, { recursive: true });
  }
  const mark = {
    password: newDemoPassword(),
    people: DEMO_PEOPLE.map(({ name, email, team, role }) => ({ name, email, team, role })),
  };
  await writeDemoMark(dataFolder, { state: 'loading', ...mark });
  const postgres = await open(dataFolder);
  try {
    // A load that is cut is begun anew, so nothing waits for the disk.
    const connection = connectDatabase(postgres.url, { waitsForDisk: false });
    try {
      await migrate(connection.pool);
      await playDemo({ connection, dataFolder, password: mark.password, now: Date.now(), ...size });
    } finally {
      await connection.close();
    }
  } finally {
    await postgres.close();
  }
  await writeDemoMark(dataFolder, { state: 'ready', ...mark });
}

function open(dataFolder: string) {
  const log = { info: () => {}, warn: (message: string) => console.error(message), error: console.error };
  return openEmbeddedPostgres({
    dataFolder,
    log,
    onLost: (error) => {
      throw error;
    },
  });
}

async function filesIn(folder: string): Promise<number> {
  return (await readdir(folder).catch(() => [])).length;
}

class DemoError extends Error {}

try {
  await main();
  process.exit(0);
} catch (error) {
  const known = error instanceof DemoError || error instanceof StoreError;
  console.error(known ? error.message : error);
  process.exit(1);
}
