import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorAnswer } from '@baton/contract/error.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { useTestServer } from '../testing/test-server.ts';

const web = await mkdtemp(join(tmpdir(), 'baton-web-'));
await mkdir(join(web, 'assets'));
await writeFile(join(web, 'index.html'), '<!doctype html><title>Baton</title>');
await writeFile(join(web, 'assets', 'main-1a2b.js'), 'export {};');
afterAll(() => rm(web, { recursive: true }));

const server = useTestServer({ webFolder: web });
const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(server.url + path, { headers });

describe('the web', () => {
  test('is one page for every path that is no file, and its files are kept by browsers for good', async () => {
    for (const path of ['/', '/devices/x', '/setup?token=abc']) {
      const answer = await get(path);
      expect([path, answer.status, await answer.text()]).toEqual([path, 200, '<!doctype html><title>Baton</title>']);
      expect(answer.headers.get('cache-control')).toBe('no-cache');
    }
    expect((await get('/assets/main-1a2b.js')).headers.get('cache-control')).toContain('immutable');
  });

  test('is that page too for a fix whose name ends like a file, to whoever reads pages', async () => {
    const address = '/cells/x/bind-libs%2032%3A9.16.23-18.el9_4.6';
    expect((await get(address, { accept: 'text/html,*/*;q=0.8' })).status).toBe(200);
    expect((await get(address)).status).toBe(404);
    expect((await get('/assets/gone.js', { accept: 'text/html' })).status).toBe(404);
  });

  test('that is built anew under a running server is served at once', async () => {
    await writeFile(join(web, 'assets', 'main-3c4d.js'), 'export const built = 2;');
    expect(await (await get('/assets/main-3c4d.js')).text()).toBe('export const built = 2;');
  });

  test('does not answer for what is missing, nor for the API', async () => {
    for (const path of ['/assets/gone.js', '/api/nothing', '/..%2f..%2fetc%2fpasswd.txt']) {
      const answer = await get(path);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(await answer.json()).toMatchObject({ error: { code: 'not-found', id: expect.any(String) } });
    }
  });

  test('comes with headers that let in nothing but our own origin', async () => {
    const { headers } = await get('/');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect((await get('/api/health')).headers.get('cache-control')).toBe('no-store');
  });
});

describe('an error', () => {
  test('has one shape, and says where', async () => {
    const { cookie } = await server.person({ team: 'it' });
    const answer = await get('/api/people?page=nought', { cookie });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      error: { code: 'invalid', where: 'query.page', message: expect.stringContaining('query.page') },
    });
  });

  test('is told to nobody who may not come in', async () => {
    expect((await get('/api/people?page=nought')).status).toBe(401);
  });

  test('is none for the long address of an upload that names the columns of a wide table', async () => {
    expect((await get(`/api/people?search=${'x'.repeat(60_000)}`)).status).toBe(401);
  });

  test('is the sender’s where a text cannot be kept', async () => {
    const { cookie } = await server.person({ team: 'it' });
    expect((await get('/api/people?search=%00', { cookie })).status).toBe(400);
  });

  test('of ours keeps its insides', async () => {
    const { cookie } = await server.person({ team: 'it' });
    await server.database.pool.query('ALTER TABLE one_time_link RENAME TO elsewhere');
    const answer = await get('/api/invitations', { cookie });
    await server.database.pool.query('ALTER TABLE elsewhere RENAME TO one_time_link');
    expect(answer.status).toBe(500);
    const { error } = errorAnswer.parse(await answer.json());
    expect(error).toEqual({
      code: 'fault',
      message: expect.any(String),
      hint: expect.stringContaining(error.id),
      id: error.id,
    });
  });
});

const operation = z.object({ summary: z.string(), responses: z.record(z.string(), z.unknown()) }).loose();
const description = z.object({ openapi: z.string(), paths: z.record(z.string(), z.record(z.string(), operation)) });

test('describes itself as OpenAPI 3.1, every operation with its answer', async () => {
  const { openapi, paths } = description.parse(await (await get('/api/openapi.json')).json());
  expect(openapi).toMatch(/^3\.1\./);
  expect(paths['/api/people/{personId}']?.patch).toMatchObject({
    parameters: [{ name: 'personId', in: 'path', required: true }],
    security: [{ session: [] }],
  });
  const operations = Object.values(paths).flatMap((path) => Object.values(path));
  for (const { summary, responses } of operations)
    expect([summary, responses[200]]).toEqual([expect.stringMatching(/^[A-Z]/), expect.anything()]);
});

describe('events', () => {
  let listening: AbortController;
  beforeAll(() => {
    listening = new AbortController();
  });
  afterAll(() => listening.abort());

  test('reach whoever listens when the transaction commits, and not before', async () => {
    const { cookie } = await server.person({ team: 'it' });
    const answer = await fetch(`${server.url}/api/events`, { headers: { cookie }, signal: listening.signal });
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    const heard: string[] = [];
    void (async () => {
      for await (const chunk of answer.body ?? []) heard.push(Buffer.from(chunk).toString());
    })().catch(() => {});
    await server.database.db.transaction().execute(async (trx) => {
      await publishEvent(trx, { topic: 'board' });
      await publishEvent(trx, { topic: 'device', id: 'd1' });
      await publishEvent(trx, { topic: 'device', id: 'd1' });
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(heard.join('')).not.toContain('data:');
    });
    await expect
      .poll(() => heard.join(''))
      .toContain('data: {"topic":"board"}\n\ndata: {"topic":"device","id":"d1"}\n\n');
    expect(heard.join('').match(/"d1"/g)).toHaveLength(1);
  });

  test('go on after the connection to the database was cut, and then everything counts as changed', async () => {
    const heard: string[] = [];
    const stop = server.server.context.events.subscribe(({ topic }) => heard.push(topic));
    await server.database.pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'baton events' AND datname = current_database()",
    );
    await expect.poll(() => heard, { timeout: 10_000 }).toContain('remediation');
    await publishEvent(server.database.db, { topic: 'log', id: 'again' });
    await expect.poll(() => heard.filter((topic) => topic === 'log').length).toBe(2);
    stop();
  });

  test('are for those who are signed in', async () => {
    expect((await get('/api/events')).status).toBe(401);
  });
});
