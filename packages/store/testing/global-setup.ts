import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { connectDatabase } from '../connection/connect-database.ts';
import { migrate } from '../migrations/migrate.ts';
import { startTestCluster, type TestCluster } from './test-cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly testDatabaseBroker: string;
  }
}

const TEMPLATE = 'baton_template';

/**
 * Vitest's global set-up. It only opens a small broker; PostgreSQL starts at the first request for a database, so that a
 * run of pure tests does not pay for it. `GET /migrated` and `GET /empty` answer the connection string of a new database.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  let cluster: Promise<TestCluster> | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  async function create(template: string): Promise<string> {
    cluster ??= startWithTemplate();
    const { urlOf } = await cluster;
    const name = `test_${randomUUID().replaceAll('-', '')}`;
    await withAdmin(urlOf('postgres'), (admin) => admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
    return urlOf(name);
  }

  const server = createServer((request, response) => {
    const template = request.url === '/empty' ? 'template0' : TEMPLATE;
    // One at a time: a template may not be in use while it is copied.
    const created = queue.then(() => create(template));
    queue = created.catch(() => {});
    created.then(
      (url) => response.end(url),
      (error: unknown) =>
        response.writeHead(500).end(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
  });
  const port = await listen(server);
  project.provide('testDatabaseBroker', `http://127.0.0.1:${port}`);

  return async () => {
    server.closeAllConnections();
    server.close();
    await queue;
    const running = await cluster?.catch(() => undefined);
    await running?.stop();
  };
}

async function startWithTemplate(): Promise<TestCluster> {
  const cluster = await startTestCluster();
  await withAdmin(cluster.urlOf('postgres'), async (admin) => {
    // Only a server that outlives the run has one already.
    await admin.query(`DROP DATABASE IF EXISTS ${TEMPLATE}`);
    await admin.query(`CREATE DATABASE ${TEMPLATE}`);
  });
  const connection = connectDatabase(cluster.urlOf(TEMPLATE));
  try {
    await migrate(connection.pool);
  } catch (error) {
    await connection.close();
    await cluster.stop();
    throw error;
  }
  await connection.close();
  return cluster;
}

async function withAdmin(url: string, act: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    await act(admin);
  } finally {
    await admin.end();
  }
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(address.port);
    });
  });
}
