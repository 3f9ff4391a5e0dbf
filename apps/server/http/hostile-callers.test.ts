import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { AGENT_HEADERS } from '@baton/contract/agent-signing.ts';
import { expect, test } from 'vitest';
import { useTestServer } from '../testing/test-server.ts';
import { buildHttp } from './build-http.ts';

const server = useTestServer();

test('nothing is read for whoever names no enrolled agent', async () => {
  const status = await new Promise((resolve, reject) => {
    // Eight megabytes are announced and never sent: only a server that does not wait for them answers.
    const call = request(new URL('/api/agent/check-in', server.url), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': 8_000_000,
        [AGENT_HEADERS.agent]: randomUUID(),
        [AGENT_HEADERS.sequence]: '1',
      },
    });
    call.once('response', ({ statusCode }) => {
      resolve(statusCode);
      call.destroy();
    });
    call.once('error', reject);
    call.flushHeaders();
    setTimeout(() => reject(new Error('it waits for the body')), 3_000).unref();
  });
  expect(status).toBe(401);
});

test('behind a proxy the limits of sign-in count by the address that the proxy saw', async () => {
  const { context } = server.server;
  const app = await buildHttp({ ...context, config: { ...context.config, trustProxy: true } }, 'no-web');
  for (const made of ['203.0.113.1', '203.0.113.2']) {
    await app.inject({
      method: 'POST',
      url: '/api/session',
      remoteAddress: '10.0.0.1',
      headers: { 'x-forwarded-for': `${made}, 198.51.100.7` },
      payload: { email: 'nobody@example.org', password: 'does not matter' },
    });
  }
  await app.close();
  const { rows } = await server.database.pool.query('SELECT DISTINCT address FROM sign_in_attempt');
  expect(rows).toEqual([{ address: '198.51.100.7' }]);
});

test('one person listens to events some thirty times at once, no more', async () => {
  const { cookie } = await server.person({ team: 'it', role: 'viewer' });
  const leaving = new AbortController();
  const listen = () => fetch(`${server.url}/api/events`, { headers: { cookie }, signal: leaving.signal });
  const statuses = (await Promise.all(Array.from({ length: 40 }, listen))).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(30);
  expect(statuses.filter((status) => status === 429)).toHaveLength(10);
  leaving.abort();
  const again = new AbortController();
  await expect
    .poll(async () => (await fetch(`${server.url}/api/events`, { headers: { cookie }, signal: again.signal })).status)
    .toBe(200);
  again.abort();
});
