import { PassThrough, Readable } from 'node:stream';
import cookie from '@fastify/cookie';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, LogController } from 'fastify';
import type { ServerContext } from '../server-context.ts';
import { bindAgentRoutes } from './agent-edge.ts';
import { answerError } from './error-answer.ts';
import { openApiOf } from './open-api.ts';
import { requireSameOrigin } from './require-same-origin.ts';
import { resolveActor } from './resolve-actor.ts';
import { listRoutes } from './routes/list-routes.ts';
import { setSecurityHeaders } from './security-headers.ts';
import type { ServedRoute } from './serve.ts';
import { serveWeb } from './serve-web.ts';
import { VERSION } from './version.ts';

/** Bodies of JSON routes; uploads stream and have limits of their own. */
const JSON_BODY_LIMIT_BYTES = 1024 * 1024;

/** An upload says in its address what each column of a wide CSV means; Node's 16 KiB would refuse that without a word. */
const ADDRESS_LIMIT_BYTES = 80 * 1024;

/** The whole HTTP edge: headers, cookies, routes of the contract, errors in one place, the web. Does not listen yet. */
export async function buildHttp(context: ServerContext, webFolder: string): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = context.log;
  const app = Fastify({
    loggerInstance,
    // One line an answer, written below without query (links carry tokens there).
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: JSON_BODY_LIMIT_BYTES,
    http: { maxHeaderSize: ADDRESS_LIMIT_BYTES },
    // The one proxy in front, and nobody before it: what a caller writes into X-Forwarded-For itself is not believed, or
    // the limits of sign-in would be as many as somebody can make addresses up.
    trustProxy: context.config.trustProxy ? (_address, hop) => hop === 0 : false,
    routerOptions: { maxParamLength: 500 },
    genReqId: () => crypto.randomUUID(),
    // Streams of events stay open for hours; closing must not wait for them.
    forceCloseConnections: true,
  });
  setSecurityHeaders(app);
  answerErrors(app);
  logAnswers(app);
  await app.register(cookie);

  const routes = listRoutes(context);
  await registerRoutes(app, context, routes);
  // Made when somebody asks: describing every route took a quarter of a second of each start.
  let description: string | null = null;
  app.get('/api/openapi.json', (_request, reply) => {
    description ??= JSON.stringify(
      openApiOf(
        routes.map(({ route }) => route),
        VERSION,
      ),
    );
    return reply.type('application/json').send(description);
  });
  await serveWeb(app, webFolder);
  return app;
}

function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const { status, body, fault } = answerError(error, request.id);
    if (fault)
      request.log.error({ err: error, method: request.method, route: request.routeOptions.url }, 'a request failed');
    if (status === 429) reply.header('retry-after', '60');
    return reply.status(status).send(body);
  });
}

function logAnswers(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions, ip } = request;
    request.log.debug(
      { method, route: routeOptions.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime), ip },
      'answered',
    );
  });
}

/**
 * Ordinary routes take JSON. Uploads take anything as a stream, and agents' signed requests are read as bytes: each in an
 * enclosure of its own.
 */
async function registerRoutes(
  app: FastifyInstance,
  context: ServerContext,
  all: readonly ServedRoute[],
): Promise<void> {
  const byAgents = all.filter(({ route }) => route.access === 'agent');
  const uploads = all.filter(({ route }) => route.access !== 'agent' && route.transfer === 'upload');
  const ordinary = all.filter(({ route }) => route.access !== 'agent' && route.transfer !== 'upload');
  for (const served of ordinary) bind(app, context, served);
  await app.register(async (enclosure) => {
    enclosure.removeAllContentTypeParsers();
    enclosure.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    for (const served of uploads) bind(enclosure, context, served);
  });
  await bindAgentRoutes(app, context, byAgents);
}

function bind(app: FastifyInstance, context: ServerContext, { route, answer }: ServedRoute): void {
  app.route({
    method: route.method,
    url: route.path,
    handler: async (request, reply) => {
      requireSameOrigin(request);
      const actor = await resolveActor(context, request);
      const file = request.body instanceof Readable ? request.body : new PassThrough().end();
      const said = await answer({ actor, file, signal: signalOf(reply), request, reply });
      return said === undefined ? reply : said;
    },
  });
}

/** Aborts when the answer is complete, or before that when the caller has gone. */
function signalOf(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => controller.abort());
  return controller.signal;
}
