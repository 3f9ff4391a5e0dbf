import { readdirSync } from 'node:fs';
import type { Route } from '@baton/contract/route.ts';
import { expect, test } from 'vitest';
import { useTestServer } from '../testing/test-server.ts';
import { listRoutes } from './routes/list-routes.ts';

const server = useTestServer();
const contractFolder = new URL('../../../packages/contract/', import.meta.url);

/** Every route that a file of the contract exports. */
async function contractRoutes(): Promise<readonly string[]> {
  const files = readdirSync(contractFolder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const modules: readonly Record<string, unknown>[] = await Promise.all(
    files.map((file) => import(new URL(file, contractFolder).href)),
  );
  return modules.flatMap((module) => Object.values(module).filter(isRoute).map(nameOf)).sort();
}

function isRoute(value: unknown): value is Route {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'access' in value;
}

function nameOf({ method, path }: Route): string {
  return `${method} ${path}`;
}

test('the server serves every route of the contract, each once, and no other', async () => {
  const served = listRoutes(server.server.context).map(({ route }) => nameOf(route));
  expect([...served].sort()).toEqual(await contractRoutes());
});

test('nobody comes into a route that is not public without a session, a key, or a signature', async () => {
  const closed = listRoutes(server.server.context).filter(({ route }) => route.access !== 'public');
  for (const { route } of closed) {
    const path = route.path.replaceAll(/:\w+/g, '00000000-0000-4000-8000-000000000000');
    const body =
      route.method === 'GET' ? {} : { body: '{}', headers: { 'content-type': 'application/json', 'x-baton': '1' } };
    const answer = await fetch(server.url + path, { method: route.method, ...body });
    expect([nameOf(route), answer.status]).toEqual([nameOf(route), 401]);
    await answer.body?.cancel();
  }
});

test('a viewer of either team changes nothing but its own account', async () => {
  const viewer = await server.person({ team: 'infosec', role: 'viewer' });
  const own = /^\/api\/(session|sessions|log\/verify)/;
  const harmless = /\/(inspect|preview)$/;
  const changing = listRoutes(server.server.context).filter(
    ({ route }) =>
      route.method !== 'GET' &&
      route.access !== 'public' &&
      route.access !== 'agent' &&
      !own.test(route.path) &&
      !harmless.test(route.path),
  );
  for (const { route } of changing) {
    const path = route.path.replaceAll(/:\w+/g, '00000000-0000-4000-8000-000000000000');
    const answer = await fetch(server.url + path, {
      method: route.method,
      headers: { cookie: viewer.cookie, 'x-baton': '1', 'content-type': 'application/json' },
      body: '{}',
    });
    expect([nameOf(route), answer.ok]).toEqual([nameOf(route), false]);
    expect([nameOf(route), answer.status]).not.toEqual([nameOf(route), 500]);
  }
});
