import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { readDemoMark } from '@baton/services/demo/demo-mark.ts';
import { connectDatabase } from '@baton/store/connection/connect-database.ts';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { buildHttp } from './http/build-http.ts';
import { openEventFanOut } from './http/event-fan-out.ts';
import { LocalAgent } from './local-agent.ts';
import { PrintPasses } from './printing/print-passes.ts';
import type { ServerContext } from './server-context.ts';
import { ServerError } from './server-error.ts';

export interface RunningServer {
  readonly context: ServerContext;
  /** Where it listens: `http://127.0.0.1:4500`. Null in a process that only works. */
  readonly address: string | null;
  /** Settles when the worker works, where the role asks for one. Jobs wait for it; people need not. */
  readonly working: Promise<void>;
  close(): Promise<void>;
}

export interface ServerParts {
  readonly config: Config;
  /** A migrated database. */
  readonly databaseUrl: string;
  readonly log: Logger;
  /** The built web. */
  readonly webFolder: string;
}

/** Starts what the role asks for on a migrated database: HTTP, the worker, or both. */
export async function startServer({ config, databaseUrl, log, webFolder }: ServerParts): Promise<RunningServer> {
  const connection = connectDatabase(databaseUrl, { maxConnections: 12 + config.jobs });
  const events = await openEventFanOut(databaseUrl, log);
  let address: string | null = null;
  const publicUrl = (): string => (config.publicUrl ?? address ?? `http://localhost:${config.port}`).replace(/\/$/, '');
  const localAgent = new LocalAgent({
    stateFolder: join(config.dataFolder, 'agent'),
    serverUrl: () => address ?? publicUrl(),
    log,
  });
  const context: ServerContext = {
    config,
    db: connection.db,
    pool: connection.pool,
    log,
    events,
    localAgent,
    demo: await readDemoMark(config.dataFolder),
    publicUrl,
    passes: new PrintPasses(),
    ownUrl: () => address ?? publicUrl(),
  };
  const closing: (() => Promise<unknown>)[] = [() => connection.close(), () => events.close()];
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    if (config.role !== 'worker') {
      const app = await buildHttp(context, webFolder);
      closing.push(() => app.close());
      address = await listen(app, config);
      closing.push(() => localAgent.stop());
    }
    const worker = config.role === 'server' ? null : startJobs(context, databaseUrl);
    const working = Promise.resolve(worker).then(() => {});
    // One that did not start is told to whoever waits for it, and has nothing to stop.
    const started = worker?.catch(() => null);
    closing.push(async () => (await started)?.stop());
    working.catch(() => {});
    return { context, address, working, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Long enough for the first page to be asked for and answered. */
const FIRST_PAGE_MS = 300;

/**
 * What jobs need (readers of every format, the queue) is a third of Baton's code, and loading it keeps Node busy: done once people
 * have come in.
 */
async function startJobs(context: ServerContext, databaseUrl: string) {
  if (context.config.role !== 'worker') await setTimeout(FIRST_PAGE_MS);
  const [{ startWorker }, { JOBS }] = await Promise.all([
    import('./jobs/start-worker.ts'),
    import('./jobs/registry.ts'),
  ]);
  return startWorker(context, JOBS, databaseUrl);
}

async function listen(app: FastifyInstance, { host, port }: Config): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE') {
      throw new ServerError(
        'port-in-use',
        `Port ${port} on ${host} is in use by another program. Choose another with --port, for example --port ${port + 1}.`,
        { cause },
      );
    }
    throw cause;
  }
  const [bound] = app.addresses();
  const boundPort = typeof bound === 'object' ? bound.port : port;
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${shown}:${boundPort}`;
}
