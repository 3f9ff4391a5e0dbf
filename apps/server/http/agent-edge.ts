import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { AGENT_HEADERS, SERVER_HEADERS } from '@baton/contract/agent-signing.ts';
import { AgentAuthentication, type Refused } from '@baton/services/receive-inventory/authenticate-agent.ts';
import { ServiceError } from '@baton/services/service-error.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ServerContext } from '../server-context.ts';
import type { ServedRoute } from './serve.ts';

/** As sent: 100,000 packages are 1 MB compressed. */
const BODY_LIMIT_BYTES = 8 * 1024 * 1024;
const UNPACKED_LIMIT_BYTES = 32 * 1024 * 1024;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const unpack = promisify(zstdDecompress);

/** What an agent's own headers say; believed only after the signature was checked. */
export interface AgentCall {
  readonly agentId: string;
  readonly sequence: number;
}

const calls = new WeakMap<FastifyRequest, AgentCall>();

/** The agent and the sequence of a request that came through this edge. */
export function agentCallOf(request: FastifyRequest): AgentCall {
  const call = calls.get(request);
  if (call === undefined) throw new Error('The request did not come through the edge for agents.');
  return call;
}

/**
 * Routes whose access is `agent`, in an enclosure of their own: the signature covers the body's bytes as they were sent, so
 * these are read raw, checked, and only then unpacked and parsed. There is no cookie here, so no other site can misuse one.
 */
export async function bindAgentRoutes(
  app: FastifyInstance,
  context: Pick<ServerContext, 'db'>,
  routes: readonly ServedRoute[],
): Promise<void> {
  const authentication = new AgentAuthentication(context.db);
  await app.register(async (edge) => {
    edge.removeAllContentTypeParsers();
    edge.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES }, (_request, body, done) =>
      done(null, body),
    );
    // Before the body: who names no enrolled agent has nothing read for them.
    edge.addHook('onRequest', async (request) => {
      if (!(await authentication.isKnown(signedHeaders(request).agentId))) throw unknownAgent();
    });
    for (const { route, answer } of routes) {
      edge.route({
        method: route.method,
        url: route.path,
        bodyLimit: BODY_LIMIT_BYTES,
        handler: async (request, reply) => {
          const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
          const actor = await authenticate(authentication, request, reply, raw);
          request.body = await parseBody(request, raw);
          return answer({ actor, file: request.raw, signal: signalOf(reply), request, reply });
        },
      });
    }
  });
}

async function authenticate(
  authentication: AgentAuthentication,
  request: FastifyRequest,
  reply: FastifyReply,
  body: Buffer,
) {
  const { agentId, sequence } = signedHeaders(request);
  const now = Temporal.Now.instant();
  const verdict = await authentication.authenticate(
    {
      method: request.method,
      path: request.url,
      agentId,
      sequence,
      time: headerOf(request, AGENT_HEADERS.time),
      signature: headerOf(request, AGENT_HEADERS.signature),
      body,
    },
    now,
  );
  if (!verdict.authentic) throw refusal(verdict, reply);
  calls.set(request, { agentId, sequence });
  return verdict.device;
}

function headerOf(request: FastifyRequest, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

function signedHeaders(request: FastifyRequest): AgentCall {
  const agentId = headerOf(request, AGENT_HEADERS.agent);
  const sequence = Number(headerOf(request, AGENT_HEADERS.sequence));
  if (UUID.test(agentId) && Number.isSafeInteger(sequence) && sequence >= 1) return { agentId, sequence };
  throw new ServiceError('not-signed-in', 'This is for the agent of an enrolled device: its signature is missing.');
}

function unknownAgent(): ServiceError {
  return new ServiceError('not-signed-in', 'No such agent is enrolled.');
}

/** The refusal as an answer; an agent whose clock or memory is off is told what to go on with. */
export function refusal(
  { refusal: why, what }: Refused,
  reply: FastifyReply,
  lastSequence: number | null = null,
): ServiceError {
  if (why === 'clock') reply.header(SERVER_HEADERS.time, new Date().toISOString());
  if (lastSequence !== null) reply.header(SERVER_HEADERS.sequence, String(lastSequence));
  return new ServiceError('not-signed-in', what);
}

async function parseBody(request: FastifyRequest, raw: Buffer): Promise<unknown> {
  if (raw.length === 0) return {};
  const packed = request.headers['content-encoding'];
  if (packed !== undefined && packed !== 'zstd') {
    throw new ServiceError('invalid', `A body in the encoding "${packed}" cannot be read; zstd can.`, {
      where: 'header content-encoding',
    });
  }
  try {
    const text = packed === undefined ? raw : await unpack(raw, { maxOutputLength: UNPACKED_LIMIT_BYTES });
    return JSON.parse(text.toString('utf8'));
  } catch (cause) {
    throw new ServiceError('invalid', 'The body cannot be read: it is cut, too long, or not JSON.', {
      where: 'body',
      cause,
    });
  }
}

function signalOf(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => controller.abort());
  return controller.signal;
}
