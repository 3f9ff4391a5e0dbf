import cookie from '@fastify/cookie';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { readSessionToken, setSessionCookie } from './session-cookie.ts';

async function answerBehindProxy(protocol: 'http' | 'https') {
  const app = Fastify({ trustProxy: true });
  await app.register(cookie);
  app.get('/', async (request, reply) => {
    const seen = readSessionToken(request) ?? null;
    setSessionCookie(request, reply, { token: 'new', expiresAt: '2027-01-01T00:00:00Z' });
    return { seen };
  });
  return app.inject({
    url: '/',
    headers: { 'x-forwarded-proto': protocol },
    cookies: { '__Host-baton': 'secure', baton: 'plain' },
  });
}

test('with TLS the cookie is bound to this host and to TLS', async () => {
  const answer = await answerBehindProxy('https');
  expect(answer.headers['set-cookie']).toMatch(
    /^__Host-baton=new; Path=\/; Expires=.*; HttpOnly; Secure; SameSite=Strict$/,
  );
  expect(answer.json()).toEqual({ seen: 'secure' });
});

test('without TLS it is the plain one, still closed to scripts and other sites', async () => {
  const answer = await answerBehindProxy('http');
  expect(answer.headers['set-cookie']).toMatch(/^baton=new; Path=\/; Expires=.*; HttpOnly; SameSite=Strict$/);
  expect(answer.json()).toEqual({ seen: 'plain' });
});
