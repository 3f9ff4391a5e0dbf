import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@baton/contract/client.ts';
import { acceptInvitation, createInvitation, createKey, setUp } from '@baton/contract/people.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningBaton, startBaton } from '../running-baton.ts';
import { type CliRun, runBaton } from '../running-cli.ts';

// The charter kept in a file: exported, changed, checked by line, offered, and signed by two leads at two terminals.

const folder = mkdtempSync(join(tmpdir(), 'baton-charter-'));
const file = join(folder, 'charter.yaml');
const password = 'correct horse battery staple';
const tokenOf = (link: string): string => new URL(link).searchParams.get('token') ?? '';

let server: RunningBaton;
let environment: NodeJS.ProcessEnv;

const baton = (args: readonly string[], typed: readonly string[] = []): Promise<CliRun> =>
  runBaton(args, environment, typed.map((line) => `${line}\n`).join(''));

async function enter(path: string, body: object): Promise<string> {
  const headers = { 'content-type': 'application/json', 'x-baton': '1' };
  const answer = await fetch(`${server.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

beforeAll(async () => {
  server = await startBaton(join(folder, 'data'));
  const first = { token: tokenOf(await server.setUpLink()), name: 'M. Sato', email: 'm.sato@example.org', password };
  const sato = await enter(setUp.path, { ...first, team: 'infosec' });
  const asSato = createClient({ baseUrl: server.url, headers: { cookie: sato } });
  const invitation = { email: 'j.brandt@example.org', team: 'it', role: 'lead' } as const;
  const { link } = await asSato(createInvitation, { body: invitation });
  const brandt = await enter(acceptInvitation.path, { token: tokenOf(link), name: 'J. Brandt', password });
  const asBrandt = createClient({ baseUrl: server.url, headers: { cookie: brandt } });
  const { secret } = await asBrandt(createKey, { body: { name: 'git', role: 'lead', expiresInDays: 1 } });
  environment = { BATON_URL: server.url, BATON_KEY: secret, XDG_CONFIG_HOME: join(folder, 'config') };
}, 90_000);
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a charter goes from a file to in force', async () => {
  expect((await baton(['charter', 'show'])).out).toMatch(/the default holds/);
  await baton(['charter', 'export', 'default', '--output', file]);
  expect(await baton(['charter', 'diff', file])).toMatchObject({ code: 0, out: 'Both say the same.\n' });
  const text = readFileSync(file, 'utf8');
  const line = text.split('\n').findIndex((one) => one.includes('it lead: RA')) + 1;

  writeFileSync(file, text.replace('it lead: RA', 'it lead: yes'));
  const broken = await baton(['charter', 'apply', file, '--check']);
  expect(broken).toMatchObject({
    code: 1,
    err: `${file}:${line}: "yes" is none of R, A, RA, C, I.\nA charter to begin with: baton charter export > charter.yaml\n`,
  });

  writeFileSync(
    file,
    text.replace('it member: I\n    infosec lead: C', 'it member: R # since May\n    infosec lead: C'),
  );
  expect(await baton(['charter', 'diff', file])).toMatchObject({
    code: 1,
    out: 'Approving, the members of IT: I → R\na member of IT may from then on: approving\n',
  });
  expect((await baton(['charter', 'apply', file, '--offer', 'Members approve as well.'])).out).toMatch(
    /Offered as version 1/,
  );

  const wrong = await baton(['charter', 'sign'], ['j.brandt@example.org', password, 'no']);
  expect(wrong.out).toMatch(/Not signed/);
  const it = await baton(['charter', 'sign'], ['j.brandt@example.org', password, 'yes']);
  expect(it.out).toMatch(/waits for the other team/);
  const again = await baton(['charter', 'sign', '1', '--yes'], ['j.brandt@example.org', password]);
  expect(again).toMatchObject({ code: 1, err: expect.stringMatching(/J\. Brandt has signed version 1/) });
  const infosec = await baton(['charter', 'sign', '--yes'], ['m.sato@example.org', password]);
  expect(infosec.out).toMatch(/Version 1 is in force/);

  const shown = (await baton(['charter', 'show'])).out;
  expect(shown).toMatch(/IT: J\. Brandt, InfoSec: M\. Sato/);
  expect(await baton(['charter', 'diff', file])).toMatchObject({ code: 0 });
}, 60_000);

test('who is away, and who is asked then', async () => {
  const until = Temporal.Now.instant().add({ minutes: 60 }).toString();
  const added = await baton(
    ['duty', 'add', 'away', 'j.brandt@example.org', '--until', until],
    ['j.brandt@example.org', password],
  );
  const id = /Kept as (\S+)\./.exec(added.out)?.[1] ?? '';
  expect((await baton(['duty', 'list'])).out).toMatch(/J\. Brandt +IT +away/);
  expect((await baton(['charter', 'show'])).out).toMatch(/Asked now for IT: J\. Brandt \(lead-away\)/);
  await baton(['duty', 'end', id], ['j.brandt@example.org', password]);
  expect((await baton(['duty', 'list'])).out).toMatch(/Nobody is away/);
}, 30_000);
