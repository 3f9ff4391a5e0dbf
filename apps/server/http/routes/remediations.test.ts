import { randomUUID } from 'node:crypto';
import * as batonContract from '@baton/contract/baton.ts';
import { createClient } from '@baton/contract/client.ts';
import { createKey } from '@baton/contract/people.ts';
import { listRemediationDevices } from '@baton/contract/remediation-devices.ts';
import * as moves from '@baton/contract/remediation-moves.ts';
import { previewAct } from '@baton/contract/remediation-preview.ts';
import * as contract from '@baton/contract/remediations.ts';
import * as verification from '@baton/contract/verification-requests.ts';
import { keepCommandResult } from '@baton/services/command-device/follow-command.ts';
import { sampleInventory } from '@baton/services/receive-inventory/sample-inventory.ts';
import { enrolTestAgent, wireOf } from '@baton/services/receive-inventory/test-agent.ts';
import { followCells } from '@baton/services/relay/follow-cells.ts';
import { recordDeployResult } from '@baton/services/relay/record-deploy-result.ts';
import {
  EXPAT_FIXES,
  keepCells,
  openCell,
  provenCell,
  staleCell,
  type ToldCell,
} from '@baton/services/relay/testing/kept-cells.ts';
import { writeInventories } from '@baton/store/agents/check-ins.ts';
import { packSection } from '@baton/store/agents/packed-section.ts';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { relayContext } from '../../relay-context.ts';
import { type TestPerson, useTestServer } from '../../testing/test-server.ts';

const server = useTestServer();
let novak: TestPerson;
let brandt: TestPerson;
let sato: TestPerson;
let viewer: TestPerson;
let withAgent = '';
let agentId = '';
let fix = '';
let fixes = 0;
let id = '';
let devices: string[] = [];

beforeAll(async () => {
  novak = await server.person({ team: 'it', name: 'S. Novak' });
  brandt = await server.person({ team: 'it', role: 'lead', name: 'K. Brandt' });
  sato = await server.person({ team: 'infosec', name: 'M. Sato' });
  viewer = await server.person({ team: 'infosec', role: 'viewer' });
  withAgent = await enrolDevice();
});

beforeEach(async () => {
  fix = EXPAT_FIXES[fixes] ?? '';
  fixes += 1;
  devices = [withAgent, randomUUID()];
  await tell(devices.map(openCell));
  const { rows } = await sato.call(contract.listRemediations, { query: { search: fix } });
  id = rows.find((row) => row.fix === fix)?.id ?? '';
});

/** The cells of the fix are these from now on, and the relay has followed them. */
async function tell(cells: readonly ToldCell[]): Promise<void> {
  const { db } = server.database;
  await keepCells(db, fix, cells);
  await db.transaction().execute((trx) => followCells(trx, relayContext(db), [fix]));
}

async function enrolDevice(): Promise<string> {
  const { db } = server.database;
  const expat = {
    name: 'libexpat1',
    version: '2.5.0-1',
    architecture: 'amd64',
    source: 'expat',
    sourceVersion: '2.5.0-1',
    installedAt: null,
  };
  const inventory = { ...sampleInventory(3, 1), packages: [expat] };
  const { deviceId, ...agent } = await enrolTestAgent(db, inventory.names);
  agentId = agent.agentId;
  const { sections, hashes } = wireOf(inventory);
  const packed = [sections.names, sections.system, sections.packages, sections.candidates, sections.restarts] as const;
  await db.transaction().execute((trx) =>
    writeInventories(
      trx,
      [
        {
          agentId,
          deviceId,
          hashes: Object.values(hashes).join(' '),
          sections: [
            packSection(packed[0]),
            packSection(packed[1]),
            packSection(packed[2]),
            packSection(packed[3]),
            packSection(packed[4]),
          ],
        },
      ],
      '2026-11-01T00:00:00Z',
    ),
  );
  return deviceId;
}

const params = () => ({ remediationId: id });
const detail = (person = sato) => person.call(contract.getRemediation, { params: params() });
const version = async () => (await detail()).version;
const note = 'It is ready.';

async function handOver(person: TestPerson, more: object = {}) {
  return person.call(moves.handOver, { params: params(), body: { version: await version(), note, ...more } });
}

async function walkToDeploy(): Promise<void> {
  await handOver(sato);
  await handOver(novak);
  await handOver(novak, { testResult: { devices: 2, good: 2, summary: 'No trouble.' } });
  await handOver(brandt);
}

async function deploy(person = novak, deviceIds = devices) {
  return person.call(moves.deployFix, { params: params(), body: { version: await version(), deviceIds } });
}

describe('a remediation', () => {
  test('goes through the whole relay by two teams, told leg by leg', async () => {
    await walkToDeploy();
    const deployed = await deploy();
    expect(deployed.queued).toMatchObject([{ deviceId: withAgent }]);
    expect(deployed.refused).toMatchObject([{ deviceId: devices[1], why: expect.stringMatching(/No agent of ours/) }]);
    await tell(devices.map(staleCell));
    expect(await handOver(novak)).toMatchObject({ place: 'verify', holder: 'infosec' });

    const seen = await detail();
    expect(seen).toMatchObject({
      place: 'verify',
      holder: 'infosec',
      carrier: null,
      itSays: { numerator: 2, denominator: 2 },
      agreed: { numerator: 0, denominator: 2 },
      infosecSays: { numerator: 0, denominator: 2 },
    });
    expect(seen.visits.map(({ leg, summary }) => [leg, summary])).toEqual([
      ['identify', '2 devices'],
      ['prioritise', ''],
      ['accept', ''],
      ['test', '2 devices, all good'],
      ['approve', 'IT lead'],
      ['deploy', '2 of 2'],
      ['verify', '0 of 2 proven'],
    ]);
    expect(seen.panel).toMatchObject({
      yours: true,
      left: [{ count: 2, what: 'to look at again', detail: 'Scan older than the fix 2', causes: ['stale-scan'] }],
      remarks: ['Close opens when 2 of 2 are proven.', 'S. Novak deployed and therefore cannot verify.'],
    });
    expect(seen.panel.acts.filter(({ primary }) => primary)).toMatchObject([
      { act: 'request-verification', label: 'Rescan 2' },
    ]);
    expect(seen.ahead).toEqual([{ leg: 'closed', team: 'infosec', summary: 'at 2 of 2' }]);
    const asked = await sato.call(verification.listVerificationRequests, { params: params() });
    expect(asked.rows).toMatchObject([{ answered: 0, by: { name: 'S. Novak' } }]);
    expect(asked.rows[0]?.devices).toHaveLength(2);

    await tell(devices.map(provenCell));
    expect(await detail()).toMatchObject({ place: 'closed', closedAs: 'proven', panel: { remarks: [] } });
    const { rows, total } = await sato.call(contract.listActivity, { params: params(), query: { pageSize: 3 } });
    expect(total).toBe(9);
    expect(rows.map(({ sentence }) => sentence)).toEqual([
      'Closed by the evidence, 2 of 2 proven',
      'S. Novak handed over 2 of 2',
      'S. Novak deploys to 1 device',
    ]);
  });

  test('shows each team its own next step, and why the other acts are closed', async () => {
    const forInfosec = (await detail(sato)).panel;
    expect(forInfosec.acts.filter(({ primary }) => primary)).toMatchObject([{ act: 'hand-over', label: 'Hand to IT' }]);
    const forIt = (await detail(novak)).panel;
    expect(forIt).toMatchObject({ yours: false, team: 'infosec' });
    expect(forIt.acts.filter(({ open }) => open).map(({ act }) => act)).toEqual(['comment']);
    expect(forIt.acts.find(({ act }) => act === 'hand-over')?.why).toBe('InfoSec holds the baton in prioritise.');
    expect((await detail(viewer)).panel.acts.every(({ open }) => !open)).toBe(true);
  });

  test('says beforehand what an act would do and leave unfinished', async () => {
    await walkToDeploy();
    const preview = await novak.call(previewAct, { params: params(), query: { act: 'hand-over' } });
    expect(preview).toMatchObject({
      from: 'deploy',
      to: 'verify',
      fromTeam: 'it',
      toTeam: 'infosec',
      open: true,
      missing: [{ count: 2, what: 'for IT: Missing, say both 2' }],
    });
    const nothing = novak.call(previewAct, { params: params(), query: { act: 'uphold' } });
    await expect(nothing).rejects.toMatchObject({ status: 409 });
  });

  test('is not moved by somebody who has not seen the last move', async () => {
    await handOver(sato);
    const stale = novak.call(moves.handOver, { params: params(), body: { version: 2, note } });
    await expect(stale).rejects.toMatchObject({ status: 409, code: 'baton-moved' });
  });

  test('is handed over with words, and tested with a result', async () => {
    await expect(handOver(sato, { note: '  ' })).rejects.toMatchObject({ status: 400, where: 'body.note' });
    await handOver(sato);
    await handOver(novak);
    await expect(handOver(novak)).rejects.toMatchObject({ status: 409, code: 'relay-refused' });
  });
});

describe('the deployer cannot verify', () => {
  /** Whatever the team is called by then: here the key of a deployer tries every way in. */
  test('not by session, not by a key, not by handing back and forth, not by sending the report of somebody else', async () => {
    await walkToDeploy();
    await deploy();
    await handOver(novak);
    const { secret } = await novak.call(createKey, { body: { name: 'mine', role: 'member' } });
    const byKey = createClient({ baseUrl: server.url, key: secret });
    await tellWithoutFollowing(devices.map(provenCell));
    const body = { version: await version(), note, cause: 'found-again' as const };
    for (const call of [novak.call, brandt.call, byKey]) {
      for (const route of [moves.closeRemediation, moves.handBack, moves.upholdRejection, moves.reopenRemediation]) {
        await expect(call(route, { params: params(), body })).rejects.toMatchObject({ status: 403 });
      }
    }
    expect(await sato.call(moves.closeRemediation, { params: params(), body })).toMatchObject({ place: 'closed' });
  });

  test('and a key of InfoSec, which could have deployed nothing, does not sign either', async () => {
    await walkToDeploy();
    await handOver(novak);
    const { secret } = await sato.call(createKey, { body: { name: 'scanner', role: 'member' } });
    const byKey = createClient({ baseUrl: server.url, key: secret });
    const body = { version: await version(), note };
    await expect(byKey(moves.closeRemediation, { params: params(), body })).rejects.toMatchObject({
      status: 403,
      code: 'not-permitted',
    });
  });

  const tellWithoutFollowing = (cells: readonly ToldCell[]) => keepCells(server.database.db, fix, cells);
});

describe('lists', () => {
  test('count legs, find what is searched for, and sort by what is due', async () => {
    await handOver(sato);
    const list = await novak.call(contract.listRemediations, { query: { place: 'accept', search: fix } });
    expect(list).toMatchObject({ total: 1, rows: [{ fix, place: 'accept', holder: 'it' }] });
    expect(list.byPlace.find(({ place }) => place === 'accept')?.remediations).toBe(1);
    const all = await novak.call(contract.listRemediations, { query: {} });
    const due = all.rows.map(({ clock }) => clock.dueAt ?? '9');
    expect(due).toEqual([...due].sort());
    await expect(novak.call(contract.listRemediations, { query: { sort: 'colour' } })).rejects.toMatchObject({
      status: 400,
    });
  });

  test('say who holds the baton, and what I carry', async () => {
    await handOver(sato);
    await handOver(novak);
    const baton = await novak.call(batonContract.getBaton);
    expect(baton.teams.map(({ remediations }) => remediations).reduce((a, b) => a + b)).toBe(baton.open);
    expect(baton.legs.map(({ leg }) => leg)).toEqual([
      'identify',
      'prioritise',
      'accept',
      'test',
      'approve',
      'deploy',
      'verify',
    ]);
    expect(baton.yours.find(({ leg }) => leg === 'test')?.remediations).toBeGreaterThan(0);
    expect((await sato.call(batonContract.getBaton)).yours).toEqual([]);
    const mine = await novak.call(contract.listRemediations, { query: { mine: 'true', search: fix } });
    expect(mine.total).toBe(1);
  });

  test('name the devices with what can be installed there', async () => {
    const { rows, total } = await novak.call(listRemediationDevices, { params: params(), query: {} });
    expect(total).toBe(2);
    expect(rows.find(({ deviceId }) => deviceId === withAgent)).toMatchObject({
      deployable: true,
      packages: [{ name: 'libexpat1', version: fix.slice('expat '.length) }],
      deployment: null,
    });
    await walkToDeploy();
    await deploy();
    const [deployable] = (await novak.call(listRemediationDevices, { params: params(), query: { deployable: 'true' } }))
      .rows;
    expect(deployable).toMatchObject({
      deviceId: withAgent,
      deployment: { state: 'queued', by: { name: 'S. Novak' } },
    });
  });

  test('show what came of a deployment as IT’s claim, once, and let it be tried again', async () => {
    await walkToDeploy();
    const [queued] = (await deploy()).queued;
    expect((await deploy()).refused.map(({ why }) => why)).toContain('A deployment to this device is under way.');
    const commandId = queued?.commandId ?? '';
    const device = { kind: 'device' as const, deviceId: withAgent, name: 'web01' };
    const { db } = server.database;
    const result = {
      outcome: 'failed',
      exitCode: 100,
      summary: 'apt-get ended with 100.',
      output: 'E: Version was not found',
      outputCut: false,
      startedAt: null,
      endedAt: '2026-11-23T12:00:09Z',
    } as const;
    await db.transaction().execute((trx) => keepCommandResult(trx, { device, agentId, commandId, result }));
    for (const _time of [1, 2]) {
      await db.transaction().execute((trx) => recordDeployResult(trx, relayContext(db), commandId));
    }
    const { rows } = await novak.call(contract.listActivity, { params: params(), query: {} });
    expect(rows.filter(({ act }) => act === 'deploy-result')).toMatchObject([
      { by: { kind: 'device' }, sentence: expect.stringMatching(/could not install it, exit code 100$/) },
    ]);
    const devicesNow = await novak.call(listRemediationDevices, { params: params(), query: {} });
    expect(devicesNow.rows.find(({ deviceId }) => deviceId === withAgent)?.deployment).toMatchObject({
      state: 'ended',
      outcome: 'failed',
      exitCode: 100,
      output: 'E: Version was not found',
    });
    expect((await deploy()).queued).toHaveLength(1);
  });
});
