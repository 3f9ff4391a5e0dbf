import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { accountFor, accountForInitdb } from '../embedded/postgres-account.ts';
import { postgresBinaries } from '../embedded/postgres-binaries.ts';

/** A PostgreSQL of its own for one test run: the real server, its data in a temporary folder, durability off. */
export interface TestCluster {
  /** Connection string of a database in it. */
  urlOf(database: string): string;
  stop(): Promise<void>;
}

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  max_connections: '400',
  shared_buffers: '128MB',
  // A test's data need not outlive the machine: this halves the time of a run.
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum_naptime: '10s',
  timezone: 'UTC',
};

/**
 * Makes and starts a cluster; takes about a second. With BATON_TEST_DATABASE_URL the tests run on that server instead (an
 * older PostgreSQL, say) and leave their databases, named `test_…`, to whoever runs it.
 *
 * @param own settings of PostgreSQL beside those that every test has
 */
export async function startTestCluster(own: Readonly<Record<string, string>> = {}): Promise<TestCluster> {
  const outside = process.env.BATON_TEST_DATABASE_URL;
  if (outside !== undefined && outside !== '') {
    return { urlOf: (database) => Object.assign(new URL(outside), { pathname: database }).href, stop: async () => {} };
  }
  const folder = await mkdtemp(join(tmpdir(), 'baton-test-postgres-'));
  const data = join(folder, 'data');
  // PostgreSQL refuses to be root. What is thrown away after the run needs no user of its own, only one that has a name.
  const account = accountForInitdb(accountFor(data));
  const identity = account ?? {};
  if (account !== null) await chown(folder, account.uid, account.gid);
  const { initdb, postgres } = postgresBinaries(account);
  const init = spawnSync(
    initdb,
    ['-D', data, '-U', 'baton', '--auth=trust', '--no-sync', '-E', 'UTF8', '--no-locale'],
    {
      ...identity,
      encoding: 'utf8',
    },
  );
  if (init.status !== 0) throw new Error(`initdb failed for the tests: ${init.error?.message ?? init.stderr}`);

  const port = await freePort();
  const settings = Object.entries({ ...SETTINGS, ...own, port: String(port), unix_socket_directories: folder });
  const server = spawn(postgres, ['-D', data, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])], {
    ...identity,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let messages = '';
  server.stderr?.on('data', (chunk: Buffer) => {
    messages = (messages + chunk.toString()).slice(-4000);
  });
  const urlOf = (database: string): string => `postgres://baton@127.0.0.1:${port}/${database}`;
  await untilReady(server, urlOf('postgres'), () => messages);
  return { urlOf, stop: () => stop(server, folder) };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

async function untilReady(server: ChildProcess, url: string, messages: () => string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (server.exitCode !== null) throw new Error(`The tests' PostgreSQL ended: ${messages()}`);
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  server.kill('SIGQUIT');
  throw new Error(`The tests' PostgreSQL did not answer within 30 s: ${messages()}`);
}

async function stop(server: ChildProcess, folder: string): Promise<void> {
  if (server.exitCode === null) {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    // SIGQUIT is PostgreSQL's immediate shutdown: nothing here needs to be written out.
    server.kill('SIGQUIT');
    await ended;
  }
  await rm(folder, { recursive: true, force: true });
}
