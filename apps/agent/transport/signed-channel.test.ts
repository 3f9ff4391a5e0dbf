import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { zstdDecompressSync } from 'node:zlib';
import { AGENT_HEADERS, requestText, SERVER_HEADERS } from '@baton/contract/agent-signing.ts';
import { defineRoute } from '@baton/contract/route.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { generateDeviceKey, isSignedBy, sha256 } from './device-key.ts';
import { SignedChannel } from './signed-channel.ts';

const route = defineRoute({
  method: 'POST',
  path: '/api/agent/echo',
  summary: 'Echo',
  access: 'agent',
  body: z.object({ text: z.string() }),
  response: z.object({ ok: z.boolean() }),
});
const key = generateDeviceKey();
const agentId = '0198a000-0000-7000-8000-000000000001';

interface Seen {
  readonly sequence: number;
  readonly time: string;
  readonly authentic: boolean;
  readonly text: string;
}

let server: Server | undefined;
afterEach(() => server?.close());

/** A server that notes what comes and answers what it is told. */
async function listen(answer: (seen: Seen, response: ServerResponse) => void) {
  const seen: Seen[] = [];
  server = createServer(async (request, response) => {
    const one = await look(request);
    seen.push(one);
    answer(one, response);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    seen,
    channel: new SignedChannel({ server: `http://127.0.0.1:${port}`, agentId, privateKey: key.privateKey }),
  };
}

async function look(request: IncomingMessage): Promise<Seen> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const header = (name: string) => String(request.headers[name]);
  const sequence = Number(header(AGENT_HEADERS.sequence));
  const time = header(AGENT_HEADERS.time);
  const text = requestText({
    method: 'POST',
    path: request.url ?? '',
    agentId,
    sequence,
    time,
    bodyHash: sha256(bytes),
  });
  const body = request.headers['content-encoding'] === 'zstd' ? zstdDecompressSync(bytes) : bytes;
  const authentic = isSignedBy(key.publicKey, text, header(AGENT_HEADERS.signature));
  return { sequence, time, authentic, text: body.toString() };
}

const good = (response: ServerResponse) => response.end('{"ok":true}');

describe('the signed channel', () => {
  it('signs the bytes that it sends, packed or not, with a rising sequence', async () => {
    const { seen, channel } = await listen((_, response) => good(response));
    await channel.call(route, { body: { text: 'short' } });
    await channel.call(route, { body: { text: 'long '.repeat(1_000) } });
    expect(seen.map((one) => one.authentic)).toEqual([true, true]);
    expect(seen[1]?.text).toContain('long long');
    expect(seen[1]?.sequence).toBeGreaterThan(seen[0]?.sequence ?? 0);
  });

  it('takes over the time of a server that finds its clock wrong', async () => {
    const tomorrow = new Date(Date.now() + 86_400_000);
    const { seen, channel } = await listen(({ time }, response) => {
      if (Math.abs(Date.parse(time) - tomorrow.getTime()) < 60_000) good(response);
      else response.writeHead(401, { [SERVER_HEADERS.time]: tomorrow.toISOString() }).end('{}');
    });
    await channel.call(route, { body: { text: 'x' } });
    expect(seen).toHaveLength(2);
    expect(Math.abs(channel.now().epochMilliseconds - tomorrow.getTime())).toBeLessThan(60_000);
  });

  it('goes on above the last sequence that the server took', async () => {
    const last = 9_000_000_000_000_000;
    const { seen, channel } = await listen(({ sequence }, response) => {
      if (sequence > last) good(response);
      else response.writeHead(401, { [SERVER_HEADERS.sequence]: String(last) }).end('{}');
    });
    await channel.call(route, { body: { text: 'x' } });
    expect(seen.at(-1)?.sequence).toBe(last + 1);
  });

  it.each([
    [401, 'server-refused'],
    [403, 'server-refused'],
    [400, 'request-rejected'],
    [404, 'request-rejected'],
    [429, 'server-unreachable'],
    [503, 'server-unreachable'],
  ])('tells by the status %i whether trying again helps: %s', async (status, code) => {
    const body = JSON.stringify({ error: { code: 'x', message: 'The server said "no".', id: '1' } });
    const { channel } = await listen((_, response) => response.writeHead(status).end(body));
    const failure = channel.call(route, { body: { text: 'x' } });
    await expect(failure).rejects.toMatchObject({ code });
    await expect(failure).rejects.toThrow('The server said "no".');
  });

  it('says that a server is away, and where it was looked for', async () => {
    const away = new SignedChannel({ server: 'http://127.0.0.1:1', agentId, privateKey: key.privateKey });
    await expect(away.call(route, { body: { text: 'x' } })).rejects.toMatchObject({ code: 'server-unreachable' });
  });
});
