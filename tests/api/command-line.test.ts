import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BoardDto, getBoard } from '@baton/contract/board.ts';
import { type Client, createClient } from '@baton/contract/client.ts';
import { createKey, setUp } from '@baton/contract/people.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nessusScan, patchExport, type StoryDevice } from '../browser/two-reports.ts';
import { type RunningBaton, startBaton } from '../running-baton.ts';
import { type CliRun, runBaton } from '../running-cli.ts';

// What the screens show and the API answers, by command line: the same words, the same numbers.

const KB = 'KB5099412';
const folder = mkdtempSync(join(tmpdir(), 'baton-command-line-'));
const password = 'correct horse battery staple';
const DEVICES: readonly StoryDevice[] = [
  { name: 'WKS-0101', installed: null, boot: 5000, scanned: 90, reported: true },
  { name: 'WKS-0102', installed: 3000, boot: 2900, scanned: 92, reported: false },
  { name: 'WKS-0103', installed: 80, boot: 70, scanned: 93, reported: true },
  { name: 'WKS-0104', installed: 3000, boot: 2900, scanned: 94, reported: false, loggedIn: false },
];

let server: RunningBaton;
let call: Client;
let environment: NodeJS.ProcessEnv;

const baton = (...args: readonly string[]): Promise<CliRun> => runBaton(args, environment);

beforeAll(async () => {
  server = await startBaton(join(folder, 'data'));
  const token = new URL(await server.setUpLink()).searchParams.get('token') ?? '';
  const answer = await fetch(`${server.url}${setUp.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-baton': '1' },
    body: JSON.stringify({ token, name: 'M. Sato', email: 'm.sato@example.org', password, team: 'infosec' }),
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  call = createClient({ baseUrl: server.url, headers: { cookie } });
  const { secret } = await call(createKey, { body: { name: 'scripts', role: 'member', expiresInDays: 1 } });
  environment = { BATON_URL: server.url, BATON_KEY: secret, XDG_CONFIG_HOME: join(folder, 'config') };
  writeFileSync(join(folder, 'pdq.csv'), patchExport(KB, DEVICES, Date.now()));
  writeFileSync(join(folder, 'weekly.nessus'), nessusScan(KB, DEVICES, Date.now()));
}, 90_000);
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('the command line', () => {
  test('says whom it acts for', async () => {
    expect(await baton('whoami')).toMatchObject({ code: 0, out: expect.stringMatching(/InfoSec/) });
  });

  test('delivers its own team’s report and waits until it is judged; the other team’s key is refused', async () => {
    const scan = await baton('import', join(folder, 'weekly.nessus'), '--team', 'infosec', '--wait');
    expect(scan).toMatchObject({ code: 0, out: expect.stringMatching(/4 devices/) });
    const other = await baton('import', join(folder, 'pdq.csv'), '--team', 'it', '--wait');
    expect(other.code).toBe(1);
    expect(other.err).toMatch(/its own team/);
    expect((await baton('imports')).out).toMatch(/weekly\.nessus/);
  });

  test('shows the same numbers as the API, and steps that lead from one to the other', async () => {
    const board: BoardDto = await call(getBoard, {});
    const { out } = await baton('board', '--json');
    const shown = JSON.parse(out);
    for (const key of ['it', 'agreed', 'infosec', 'bridge'] as const) expect(shown[key]).toEqual(board[key]);
    const bridge = await baton('bridge');
    expect(bridge.out).toContain('Not in IT inventory');
    expect(bridge.code).toBe(0);
  });

  test('explains a cell, lists devices, cells, fixes on their way and what is known', async () => {
    const why = (await baton('why', 'WKS-0101', KB)).out;
    expect(why).toMatch(/IT’s inventory has no such device/);
    expect(why).toMatch(/How sure: strong \(rule not-in-it-inventory v\d+\)/);
    expect((await baton('devices')).out).toMatch(/WKS-0101/);
    expect((await baton('cells', '--cause', 'not-in-it-inventory')).out).toMatch(/WKS-0103/);
    expect((await baton('remediation', 'list')).out).toMatch(KB);
    expect((await baton('search', 'WKS-010')).out).toMatch(/WKS-0102/);
    expect((await baton('knowledge', 'show')).code).toBe(0);
    expect(await baton('reconcile', '--check')).toMatchObject({ code: 0 });
  });

  test('shows the service levels, looks at the backlog under others, and keeps a draft of one', async () => {
    expect((await baton('policy', 'show')).out).toMatch(
      /Default, as it ships[\s\S]*72 h from tested, with 72 h to test/,
    );
    const yaml = await baton('policy', 'show', 'bod-26-04', '--yaml');
    const file = join(folder, 'policy.yaml');
    writeFileSync(file, yaml.out.replace('id: bod-26-04', 'id: ours').replace('name: CISA BOD 26-04', 'name: Ours'));
    const beside = await baton('policy', 'simulate', file, 'pci-dss-6-3-3');
    expect(beside.out).toMatch(/^Ours /m);
    expect(beside.out).toMatch(/^PCI DSS 6\.3\.3 /m);
    expect((await baton('policy', 'simulate', file, '--moves')).out).toMatch(/deadlines would move/);
    expect(await baton('policy', 'apply', file)).toMatchObject({ code: 0, out: expect.stringMatching(/draft/) });
    expect((await baton('policy', 'show')).out).toMatch(/Draft: Ours/);
    writeFileSync(file, yaml.out.replace('unit: days', 'unit: fortnights'));
    const broken = await baton('policy', 'apply', file);
    expect(broken.code).toBe(1);
    expect(broken.err).toMatch(/policy\.yaml:\d+:\d+: tiers\.0\.time\.unit/);
    expect((await baton('breaches')).out).toMatch(/No deadline was missed/);
    expect((await baton('pause', 'list')).out).toMatch(/No clock is paused/);
    expect((await baton('windows', 'check')).out).toMatch(/No maintenance window is set/);
    const refused = await baton(
      'windows',
      'set',
      'Nights',
      '--days',
      'sat',
      '--from',
      '22:00',
      '--minutes',
      '60',
      '--all',
    );
    expect(refused).toMatchObject({ code: 1, err: expect.stringMatching(/the lead of IT or the members of IT/) });
  });

  test('shows the rule set, writes a draft of it and judges the fleet by that', async () => {
    expect((await baton('rules', 'show')).out).toMatch(/^Rule set as shipped\.[\s\S]*stale-scan/);
    const own = {
      id: 'own-workstations',
      label: 'Workstations of ours',
      summary: 'they have an owner of their own',
      explanation: '{device} has an owner of its own.',
      nextAction: 'Ask the owner',
      owner: 'both',
      when: { fact: 'device.name', matches: 'WKS-*' },
    };
    const file = join(folder, 'rules.json');
    writeFileSync(file, JSON.stringify({ order: [own.id], own: [{ ...own, when: { fact: 'device.nme', is: 'x' } }] }));
    expect(await baton('rules', 'apply', file)).toMatchObject({
      code: 1,
      err: expect.stringContaining('own.0.when.fact'),
    });
    writeFileSync(file, JSON.stringify({ order: [own.id], own: [own] }));
    expect((await baton('rules', 'apply', file)).out).toContain(
      'New rule “Workstations of ours” (own-workstations), tried first.',
    );
    const preview = await baton('rules', 'preview');
    expect(preview).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^2 of 2 cells on 2 of 4 devices would be judged otherwise/),
    });
    expect((await baton('rules', 'show', '--document')).out).toContain('"own-workstations"');
    expect((await baton('rules', 'show', '--facts')).out).toMatch(/it\.lastSeen +time +is, olderThanHours/);
    const offer = await baton('rules', 'offer', '--note', 'They have owners.');
    expect(offer).toMatchObject({ code: 1, err: expect.stringMatching(/lead/) });
    expect((await baton('scorecard')).out).toMatch(/InfoSec has answered no positive proof yet/);
    expect(await baton('vex')).toMatchObject({ code: 1, err: expect.stringMatching(/nothing to state/) });
  });

  test.each([
    [['why', 'WKS-9999', KB], /WKS-9999/],
    [['import', 'none.csv', '--team', 'infosec'], /none\.csv/],
    [['cells', '--cause', 'bad-weather'], /cause/],
    [['board', '--colour'], /unknown option/],
  ])('ends %j with what was wrong', async (args, message) => {
    const { code, err } = await baton(...args);
    expect(code).not.toBe(0);
    expect(err).toMatch(message);
  });
});
