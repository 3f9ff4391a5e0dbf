import { getSession, setUp, signIn, signOut, signOutEverywhere } from '@baton/contract/people.ts';
import { makeSetUpToken } from '@baton/services/people/set-up.ts';
import { expect, test } from 'vitest';
import { TEST_PASSWORD, useTestServer } from '../../testing/test-server.ts';

const server = useTestServer();

test('waits for its first account, and the set-up link makes it once', async () => {
  expect(await server.call(getSession)).toEqual({ person: null, setUpNeeded: true });
  const token = (await makeSetUpToken(server.database.db)) ?? '';
  const first = { token, name: 'Ada', email: 'Ada@Example.org', password: TEST_PASSWORD, team: 'it' } as const;
  const both = await Promise.allSettled([
    server.call(setUp, { body: first }),
    server.call(setUp, { body: { ...first, email: 'b@example.org' } }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await expect(server.call(setUp, { body: first })).rejects.toMatchObject({ status: 410, code: 'link-unusable' });
  expect(await makeSetUpToken(server.database.db)).toBeNull();
  expect(await server.call(getSession)).toEqual({ person: null, setUpNeeded: false });
});
