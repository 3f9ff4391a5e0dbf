import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterPaths } from '@baton/store/embedded/cluster-paths.ts';
import { type EmbeddedPostgres, openEmbeddedPostgres } from '@baton/store/embedded/embedded-postgres.ts';
import { type DatabaseHolder, holdDatabase } from '@baton/store/embedded/testing/database-holder.ts';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

const isRoot = process.getuid?.() === 0;
let folder: string;
let said: string[];
let open: EmbeddedPostgres[];
let holders: DatabaseHolder[];

let made: string;

/** Making a cluster takes a second; most tests begin with a copy of one. */
beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), 'baton-made-'));
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  await (await openEmbeddedPostgres({ dataFolder: made, log, onLost: () => {} })).close();
}, 60_000);
afterAll(() => rmSync(made, { recursive: true, force: true }));

function withMadeDatabase(): void {
  execFileSync('cp', ['-a', `${made}/.`, folder]);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-embedded-'));
  said = [];
  open = [];
  holders = [];
});
afterEach(async () => {
  for (const holder of holders) await holder.killHard();
  for (const database of open) await database.close();
  // What a killed holder left running is ended by opening once more.
  if (holders.length > 0 && existsSync(join(folder, 'postgres/cluster/PG_VERSION'))) {
    await openEmbeddedPostgres(optionsFor(folder)).then(
      (database) => database.close(),
      () => {},
    );
  }
  rmSync(folder, { recursive: true, force: true });
});

function optionsFor(dataFolder: string) {
  const note = (message: string): void => void said.push(message);
  const onLost = (error: Error): void => void said.push(`lost: ${error.message}`);
  return { dataFolder, log: { info: note, warn: note, error: note }, onLost };
}

async function start(dataFolder = folder): Promise<EmbeddedPostgres> {
  const database = await openEmbeddedPostgres(optionsFor(dataFolder));
  open.push(database);
  return database;
}

function hold(): DatabaseHolder {
  const holder = holdDatabase(folder);
  holders.push(holder);
  return holder;
}

async function ask(database: EmbeddedPostgres, query: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: database.url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(query)).rows;
  } finally {
    await client.end();
  }
}

test('a new data folder gets PostgreSQL 18 that sorts alike everywhere, and keeps what was written', async () => {
  const first = await start();
  expect(
    await ask(
      first,
      `SELECT current_setting('server_version_num')::int / 10000 AS major, datlocale FROM pg_database WHERE datname = 'baton'`,
    ),
  ).toEqual([{ major: 18, datlocale: 'C.UTF-8' }]);
  await ask(first, 'CREATE TABLE kept AS SELECT 42 AS n');
  await first.close();
  expect(await ask(await start(), 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
  expect(said.filter((line) => line.startsWith('Made a new database'))).toHaveLength(1);
});

test('a second start on the same data folder is told where the first answers, and does it no harm', async () => {
  withMadeDatabase();
  const first = await start();
  first.recordAddress('http://127.0.0.1:4567');
  const second = hold();
  expect(await second.until('error')).toMatchObject({
    code: 'data-folder-in-use',
    error: expect.stringMatching(/already runs on the data folder .*It answers at http:\/\/127\.0\.0\.1:4567/),
  });
  expect(await ask(first, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('closing twice is harmless, and frees the folder', async () => {
  withMadeDatabase();
  const first = await start();
  await first.close();
  await first.close();
  await start();
});

describe('after a hard kill', () => {
  test('of Baton: the PostgreSQL that it left is ended, and every committed row is there', async () => {
    withMadeDatabase();
    const holder = hold();
    await holder.until('saved');
    await holder.killHard();
    const database = await start();
    expect(said).toContain('Ended a PostgreSQL that an earlier Baton left behind');
    const [row] = await ask(database, 'SELECT max(n)::int AS n FROM number');
    expect(row?.n).toBeGreaterThanOrEqual(holder.lastSaved());
  });

  test('of PostgreSQL alone: it is started again, and every committed row is there', async () => {
    withMadeDatabase();
    const database = await start();
    await ask(database, 'CREATE TABLE kept AS SELECT 42 AS n');
    const pid = Number.parseInt(readFileSync(join(folder, 'postgres/cluster/postmaster.pid'), 'utf8'), 10);
    process.kill(pid, 'SIGKILL');
    await expect
      .poll(() => ask(database, 'SELECT n FROM kept').catch(() => null), { timeout: 15_000 })
      .toEqual([{ n: 42 }]);
    expect(said.join('\n')).toContain('PostgreSQL ended by itself');
  });

  test('in the middle of making the database: the draft is thrown away and the database made', async () => {
    mkdirSync(join(folder, 'postgres.new-1234/cluster/base'), { recursive: true });
    writeFileSync(join(folder, 'postgres.new-1234/cluster/PG_VERSION'), '18\n');
    expect(await ask(await start(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(readdirSync(folder)).toEqual(['lock', 'postgres']);
  });

  test('when another process has the number of the dead PostgreSQL: it starts, and that process lives', async () => {
    withMadeDatabase();
    await (await start()).close();
    writeFileSync(join(folder, 'postgres/cluster/postmaster.pid'), `${process.pid}\n`);
    expect(await ask(await start(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('what it cannot use is refused in clear words and left as it is', () => {
  test('a database of another major version', async () => {
    withMadeDatabase();
    await (await start()).close();
    const file = join(folder, 'postgres/cluster/PG_VERSION');
    writeFileSync(file, '17\n');
    await expect(start()).rejects.toMatchObject({
      code: 'postgres-version',
      message: expect.stringContaining('PostgreSQL 17'),
    });
    writeFileSync(file, '18\n');
    await start();
  });

  test('a postgres folder that holds no database', async () => {
    mkdirSync(join(folder, 'postgres'));
    writeFileSync(join(folder, 'postgres/precious'), 'mine');
    await expect(start()).rejects.toMatchObject({
      code: 'postgres-failed',
      message: expect.stringContaining('Nothing was changed'),
    });
    expect(readFileSync(join(folder, 'postgres/precious'), 'utf8')).toBe('mine');
  });

  test('a data folder that cannot be made', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(start(join(folder, 'file/data'))).rejects.toMatchObject({ code: 'data-folder-unusable' });
  });
});

test('a data folder with a path too long for a socket is served on loopback, with the password', async () => {
  const deep = join(folder, 'a'.repeat(120));
  const database = await start(deep);
  expect(database.url).toMatch(/@127\.0\.0\.1:\d+\/baton$/);
  const wrong = new pg.Client({ connectionString: database.url.replace(/:[^:@]+@/, ':wrong@') });
  await expect(wrong.connect()).rejects.toThrow(/password authentication failed/);
});

test('other users of the machine can neither read the data nor connect', async () => {
  withMadeDatabase();
  const database = await start();
  const { cluster, password } = clusterPaths(folder);
  expect(statSync(cluster).mode & 0o077).toBe(0);
  expect(statSync(password).mode & 0o077).toBe(0);
  expect(database.url).toContain(encodeURIComponent(cluster));
});

describe.runIf(isRoot)('as root', () => {
  test('PostgreSQL runs as another user, in a folder that this user cannot walk to', async () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const database = await start(join(closed, 'data'));
    expect(await ask(database, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    const { uid } = statSync(clusterPaths(join(closed, 'data')).cluster);
    expect(uid).not.toBe(0);
    const nobody = spawnSync('cat', [clusterPaths(join(closed, 'data')).password], { uid: 65_534, gid: 65_534 });
    expect(nobody.status).not.toBe(0);
  });
});
