import { errorAnswer } from '@baton/contract/error.ts';
import {
  changePassword,
  getSession,
  readLink,
  setUp,
  signIn,
  signOut,
  signOutEverywhere,
} from '@baton/contract/people.ts';
import { MOST_ATTEMPTS } from '@baton/services/people/limit-sign-ins.ts';
import { resolveSession, SESSION_IDLE, SESSION_LONGEST } from '@baton/services/people/sessions.ts';
import { makeSetUpToken } from '@baton/services/people/set-up.ts';
import { signIn as signInService } from '@baton/services/people/sign-in.ts';
import { describe, expect, test } from 'vitest';
import { TEST_PASSWORD, useTestServer } from '../../testing/test-server.ts';

const server = useTestServer();

test('waits for its first account, and the set-up link makes it once', async () => {
  const passkeyOrigin = server.url.replace('127.0.0.1', 'localhost');
  expect(await server.call(getSession)).toEqual({ person: null, setUpNeeded: true, demo: false, passkeyOrigin });
  const stale = (await makeSetUpToken(server.database.db)) ?? '';
  const token = (await makeSetUpToken(server.database.db)) ?? '';
  const first = { token, name: 'Ada', email: ' Ada@Example.org', password: TEST_PASSWORD, team: 'it' } as const;
  await expect(server.call(setUp, { body: { ...first, token: stale } })).rejects.toMatchObject({ status: 410 });
  expect(await server.call(readLink, { body: { token } })).toMatchObject({ purpose: 'set-up', team: null });
  const both = await Promise.allSettled([
    server.call(setUp, { body: first }),
    server.call(setUp, { body: { ...first, email: 'b@example.org' } }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await expect(server.call(setUp, { body: first })).rejects.toMatchObject({ status: 410, code: 'link-unusable' });
  expect(await makeSetUpToken(server.database.db)).toBeNull();
  expect(await server.call(getSession)).toEqual({ person: null, setUpNeeded: false, demo: false, passkeyOrigin });
});

test('makes the first person an administrator and the lead of the chosen team, and no more', async () => {
  const { rows } = await server.database.pool.query('SELECT team, role, administrator FROM person');
  expect(rows).toEqual([{ team: 'it', role: 'lead', administrator: true }]);
});

test('signs in with a cookie that pages cannot read and other sites do not send, and out again', async () => {
  const { email } = await server.person({ team: 'infosec', name: 'Grace' });
  const answer = await post('/api/session', { email: email.toUpperCase(), password: TEST_PASSWORD });
  expect(answer.status).toBe(200);
  const cookie = answer.headers.getSetCookie()[0] ?? '';
  expect(cookie).toMatch(/^baton=[\w-]{43}; .*Path=\/; .*HttpOnly; SameSite=Strict/);
  const headers = { cookie: cookie.split(';')[0] ?? '', 'x-baton': '1' };
  const session = await fetch(`${server.url}/api/session`, { headers });
  expect(await session.json()).toMatchObject({ person: { name: 'Grace', team: 'infosec', role: 'member' } });
  await fetch(`${server.url}/api/session`, { method: 'DELETE', headers });
  const after = await fetch(`${server.url}/api/session`, { headers });
  expect(await after.json()).toMatchObject({ person: null });
});

test('keeps only the hash of a session token', async () => {
  const { cookie } = await server.person({ team: 'it' });
  const { rows } = await server.database.pool.query("SELECT encode(token_hash, 'escape') AS kept FROM session");
  const token = cookie.split('=')[1] ?? '';
  expect(rows.some(({ kept }) => String(kept).includes(token))).toBe(false);
});

test('answers wrong, unknown and closed accounts alike', async () => {
  const { email } = await server.person({ team: 'it' });
  const closed = await server.person({ team: 'it' });
  await server.database.pool.query('UPDATE person SET deactivated_at = now() WHERE email = $1', [closed.email]);
  const answers = await Promise.all(
    [
      { email, password: 'not the password' },
      { email: 'nobody@example.org', password: TEST_PASSWORD },
      { email: closed.email, password: TEST_PASSWORD },
    ].map(async (body) => {
      const answer = await post('/api/session', body);
      const { error } = errorAnswer.parse(await answer.json());
      return { status: answer.status, ...error, id: null };
    }),
  );
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]).toMatchObject({ status: 401, code: 'wrong-credentials' });
});

test('takes as long for an unknown account as for a wrong password', async () => {
  const { email } = await server.person({ team: 'it' });
  const timeOf = async (address: string): Promise<number> => {
    const started = performance.now();
    await post('/api/session', { email: address, password: 'wrong password' });
    return performance.now() - started;
  };
  await timeOf('warm@example.org');
  const known = Math.min(await timeOf(email), await timeOf(email), await timeOf(email));
  const unknown = Math.min(await timeOf('x@example.org'), await timeOf('y@example.org'), await timeOf('z@example.org'));
  expect(unknown).toBeGreaterThan(known / 3);
});

describe('sign-in is limited', () => {
  const at = (minutes: number) => Temporal.Instant.from('2026-01-01T00:00:00Z').add({ minutes });
  const attempt = (email: string, address: string, minutes: number, password = 'wrong password') =>
    signInService(
      server.database.db,
      { email, password },
      { address, userAgent: '', relyingParty: null },
      at(minutes),
    ).then(
      () => 'in',
      (error: { code: string }) => error.code,
    );

  test('for an account from an address, also when many try at once, until time has passed', async () => {
    const { email } = await server.person({ team: 'it' });
    const tries = await Promise.all(
      Array.from({ length: MOST_ATTEMPTS.ofAccountFromAddress + 4 }, () => attempt(email, '192.0.2.1', 0)),
    );
    expect(tries.filter((code) => code === 'wrong-credentials').length).toBeLessThanOrEqual(
      MOST_ATTEMPTS.ofAccountFromAddress,
    );
    expect(await attempt(email, '192.0.2.1', 1, TEST_PASSWORD)).toBe('too-many-attempts');
    expect(await attempt(email, '192.0.2.2', 1, TEST_PASSWORD)).toBe('in');
    expect(await attempt(email, '192.0.2.1', 17, TEST_PASSWORD)).toBe('in');
  });

  test('for accounts that do not exist just the same', async () => {
    const tries: string[] = [];
    for (let count = 0; count <= MOST_ATTEMPTS.ofAccountFromAddress; count++)
      tries.push(await attempt('ghost@example.org', '192.0.2.3', 0));
    expect(tries.at(-1)).toBe('too-many-attempts');
  });

  test('and a sign-in that succeeds makes up for the failed ones', async () => {
    const { email } = await server.person({ team: 'it' });
    for (let round = 0; round < 3; round++) {
      for (let count = 1; count < MOST_ATTEMPTS.ofAccountFromAddress; count++) await attempt(email, '192.0.2.4', 0);
      expect(await attempt(email, '192.0.2.4', 0, TEST_PASSWORD)).toBe('in');
    }
  });
});

test('ends a session that was not used for long, or that is open for long', async () => {
  const { db } = server.database;
  const start = Temporal.Instant.from('2026-03-01T00:00:00Z');
  const { email } = await server.person({ team: 'it' });
  const { token } = await signInService(
    db,
    { email, password: TEST_PASSWORD },
    { address: '192.0.2.9', userAgent: '', relyingParty: null },
    start,
  );
  const idle = start.add(SESSION_IDLE);
  expect(await resolveSession(db, token, idle.subtract({ seconds: 1 }))).not.toBeNull();
  expect(await resolveSession(db, token, idle.add({ hours: 1 }))).not.toBeNull();
  expect(await resolveSession(db, token, idle.add({ hours: 1 }).add(SESSION_IDLE))).toBeNull();
  // As if it had been used all the time.
  await server.database.pool.query('UPDATE session SET idle_expires_at = expires_at WHERE token_hash = sha256($1)', [
    Buffer.from(token),
  ]);
  expect(await resolveSession(db, token, start.add(SESSION_LONGEST).subtract({ seconds: 1 }))).not.toBeNull();
  expect(await resolveSession(db, token, start.add(SESSION_LONGEST))).toBeNull();
});

test('changes a password by the current one, and ends the other sessions', async () => {
  const person = await server.person({ team: 'it' });
  const elsewhere = await post('/api/session', { email: person.email, password: TEST_PASSWORD });
  const proofBy = (password: string) => ({ method: 'password', password }) as const;
  const body = { proof: proofBy('not this one'), next: 'a new and long password' };
  await expect(person.call(changePassword, { body })).rejects.toMatchObject({
    code: 'wrong-credentials',
    where: 'body.proof',
  });
  await person.call(changePassword, { body: { ...body, proof: proofBy(TEST_PASSWORD) } });
  expect((await person.call(getSession)).person).not.toBeNull();
  expect(await sessionOf(elsewhere)).toBeNull();
  await expect(server.call(signIn, { body: { email: person.email, password: TEST_PASSWORD } })).rejects.toMatchObject({
    status: 401,
  });
  await server.call(signIn, { body: { email: person.email, password: body.next } });
});

test('signs out everywhere', async () => {
  const person = await server.person({ team: 'it' });
  const elsewhere = await post('/api/session', { email: person.email, password: TEST_PASSWORD });
  expect(await person.call(signOutEverywhere)).toEqual({ ended: 2 });
  expect(await sessionOf(elsewhere)).toBeNull();
  await expect(person.call(signOut)).rejects.toMatchObject({ status: 401 });
});

describe('a request that another site made a browser send is refused', () => {
  test.each([
    ['without x-baton', {}, 403],
    ['from another origin', { 'x-baton': '1', origin: 'https://evil.example' }, 403],
    ['from a sandboxed page', { 'x-baton': '1', origin: 'null' }, 403],
    ['as a browser says of another site', { 'x-baton': '1', 'sec-fetch-site': 'cross-site' }, 403],
    ['but not from a page of ours', { 'x-baton': '1', 'sec-fetch-site': 'same-origin' }, 200],
  ])('%s', async (_name, headers: Record<string, string>, status) => {
    const { cookie } = await server.person({ team: 'it' });
    const answer = await fetch(`${server.url}/api/session`, { method: 'DELETE', headers: { cookie, ...headers } });
    expect(answer.status).toBe(status);
  });

  test('also at sign-in, where there is no cookie yet', async () => {
    const body = { email: 'a@example.org', password: 'x' };
    expect((await post('/api/session', body, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await post('/api/session', body, { origin: server.url })).status).toBe(401);
  });
});

function post(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-baton': '1', ...headers },
    body: JSON.stringify(body),
  });
}

async function sessionOf(signedIn: Response): Promise<unknown> {
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const answer = await fetch(`${server.url}/api/session`, { headers: { cookie } });
  return getSession.response.parse(await answer.json()).person;
}
