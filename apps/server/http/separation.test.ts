import { createClient } from '@baton/contract/client.ts';
import { cancelImport, createImport } from '@baton/contract/imports.ts';
import { acceptInvitation, createInvitation, createKey, setNewPassword, setUp } from '@baton/contract/people.ts';
import { cancelWork, listWork } from '@baton/contract/work.ts';
import { patchCsv } from '@baton/services/evidence/testing/sample-reports.ts';
import { hashPassword } from '@baton/services/people/password-hash.ts';
import { expect, test, vi } from 'vitest';
import { TEST_PASSWORD, useTestServer } from '../testing/test-server.ts';

vi.mock('@baton/services/people/password-hash.ts', { spy: true });

/** Attempts to act for a team that one is not of. */
const server = useTestServer();
const tokenOf = (link: string): string => new URL(link).searchParams.get('token') ?? '';
const REPORT = patchCsv([{ computer: 'WKS-1', serial: 'S1', kb: 'KB5001111', status: 'Installed' }]);

test('an administrator with two invitations for the first lead of the other team gets in one, not both', async () => {
  const administrator = await server.person({ team: 'it', role: 'lead', administrator: true });
  const invite = (name: string) =>
    administrator.call(createInvitation, {
      body: { email: `${name}@example.org`, team: 'infosec', role: 'lead' },
    });
  const [real, puppet] = [await invite('real'), await invite('puppet')];
  const accept = ({ link }: { link: string }, name: string) =>
    server.call(acceptInvitation, { body: { token: tokenOf(link), name, password: TEST_PASSWORD } });
  await accept(real, 'Real');
  await expect(accept(puppet, 'Puppet')).rejects.toMatchObject({ status: 410, code: 'link-unusable' });
});

test('an API key brings no report in the name of the other team', async () => {
  const person = await server.person({ team: 'it' });
  const { secret } = await person.call(createKey, { body: { name: 'script', role: 'member' } });
  const key = createClient({ baseUrl: server.url, key: secret });
  const deliver = (team: 'it' | 'infosec') =>
    key(createImport, { query: { fileName: 'a.csv', team, source: 'x' }, file: REPORT });
  await expect(deliver('infosec')).rejects.toMatchObject({ status: 403, code: 'not-permitted' });
  await expect(deliver('it')).resolves.toMatchObject({ team: 'it' });
});

test('nobody stops the other team’s report on its way in', async () => {
  const infosec = await server.person({ team: 'infosec' });
  const it = await server.person({ team: 'it' });
  const query = { fileName: 'scan.csv', team: 'infosec', source: 'x' } as const;
  const { importId } = await infosec.call(createImport, { query, file: `${REPORT}\n` });
  const work = (await it.call(listWork, { query: {} })).rows.find(({ subjectId }) => subjectId === importId);
  const refused = { status: 403, code: 'not-permitted' };
  await expect(it.call(cancelImport, { params: { importId } })).rejects.toMatchObject(refused);
  await expect(it.call(cancelWork, { params: { workId: work?.workId ?? '' } })).rejects.toMatchObject(refused);
  await expect(infosec.call(cancelImport, { params: { importId } })).resolves.toMatchObject({ importId });
});

test('without a link no password is hashed: its 19 MiB are not for strangers', async () => {
  const token = 'A'.repeat(43);
  const password = TEST_PASSWORD;
  vi.mocked(hashPassword).mockClear();
  const outcomes = await Promise.allSettled([
    server.call(acceptInvitation, { body: { token, name: 'x', password } }),
    server.call(setNewPassword, { body: { token, password } }),
    server.call(setUp, { body: { token, name: 'x', email: 'x@example.org', password, team: 'it' } }),
  ]);
  for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: { code: 'link-unusable' } });
  expect(hashPassword).not.toHaveBeenCalled();
});
