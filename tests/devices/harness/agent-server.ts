import { bindAgentRoutes } from '@baton/server/http/agent-edge.ts';
import { answerError } from '@baton/server/http/error-answer.ts';
import { agentRoutes } from '@baton/server/http/routes/agent.ts';
import { connectDatabase, type Database } from '@baton/store/connection/connect-database.ts';
import { migrate } from '@baton/store/migrations/migrate.ts';
import { startTestCluster } from '@baton/store/testing/test-cluster.ts';
import Fastify from 'fastify';

/** The agent API over a real PostgreSQL, without the rest of the server: what an agent needs and a test looks into. */
export interface AgentServer {
  readonly url: string;
  readonly db: Database;
  close(): Promise<void>;
}

/** @param port 0 takes a free one. */
export async function startAgentServer(port = 0): Promise<AgentServer> {
  const cluster = await startTestCluster();
  const { db, pool, close } = connectDatabase(cluster.urlOf('postgres'));
  await migrate(pool);
  const app = Fastify({ forceCloseConnections: true });
  app.setErrorHandler((error, request, reply) => {
    const { status, body, fault } = answerError(error, request.id);
    if (fault) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return reply.status(status).send(body);
  });
  const routes = agentRoutes({ db });
  for (const { route, answer } of routes.filter((served) => served.route.access !== 'agent')) {
    app.route({
      method: route.method,
      url: route.path,
      handler: (request, reply) =>
        answer({ actor: null, file: request.raw, signal: new AbortController().signal, request, reply }),
    });
  }
  await bindAgentRoutes(
    app,
    { db },
    routes.filter((served) => served.route.access === 'agent'),
  );
  const url = await app.listen({ host: '127.0.0.1', port });
  return {
    url,
    db,
    async close() {
      await app.close();
      await close();
      await cluster.stop();
    },
  };
}
