import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createEnrolmentToken, listDeviceCommands } from '@baton/contract/agent.ts';
import { type CellRow, listCells } from '@baton/contract/cells.ts';
import type { Client } from '@baton/contract/client.ts';
import { createImport, getImport } from '@baton/contract/imports.ts';
import { loadKnowledge as deliverKnowledge } from '@baton/contract/knowledge.ts';
import * as moves from '@baton/contract/remediation-moves.ts';
import * as relay from '@baton/contract/remediations.ts';
import { BUNDLED_KNOWLEDGE } from '@baton/formats/knowledge/bundled-knowledge.ts';
import { loadKnowledge } from '@baton/formats/knowledge/load-knowledge.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AGENT_IN_DEVICE, installAgent } from './harness/agent-bundle.ts';
import { type BatonServer, startBatonServer } from './harness/baton-server.ts';
import { debianRoot, NODE_IN_DEVICE } from './harness/debian-root.ts';
import { type DebsecanSource, openDebsecanSource, scan } from './harness/debsecan-source.ts';
import { Device } from './harness/device.ts';
import { type VersionPair, versionPair } from './harness/version-pair.ts';

/**
 * The whole relay on a real machine: one fix, from InfoSec's scan that finds it missing, over IT's real deployment, to
 * InfoSec's second scan that closes it. Two scans by a program that is not ours, one real apt, one real process that still
 * uses the old library.
 */
const SOURCE = 'openssl';
const LIBRARY = 'libssl3';
const STATE = '/var/lib/baton-agent';
const soon = { timeout: 60_000, interval: 500 };

let server: BatonServer;
let device: Device;
let debsecan: DebsecanSource;
let pair: VersionPair;
let fix: string;
let brandt: Client;
let novak: Client;
let sato: Client;

beforeAll(async () => {
  const knowledge = await loadKnowledge(createReadStream(BUNDLED_KNOWLEDGE));
  server = await startBatonServer();
  brandt = await server.person('K. Brandt', 'it', 'lead');
  novak = await server.person('S. Novak', 'it', 'member');
  sato = await server.person('M. Sato', 'infosec', 'lead');
  await sato(deliverKnowledge, { file: new Uint8Array(await readFile(BUNDLED_KNOWLEDGE)) });

  device = await Device.start(await debianRoot(), 'web01');
  pair = await versionPair(device, LIBRARY);
  fix = `${SOURCE} ${pair.newest}`;
  const known = knowledge.packageFixes('debian:12', SOURCE).some((known) => known.fixedVersion === pair.newest);
  if (!known) throw new Error(`The bundle does not know ${fix}: build a newer one (docs/guides/knowledge.md).`);
  const older = [LIBRARY, 'openssl'].map((name) => `${name}=${pair.older}`);
  await device.must('apt-get', ['install', '-y', '--allow-downgrades', '--no-install-recommends', ...older]);
  debsecan = await openDebsecanSource(knowledge, 'debian:12', [SOURCE]);
  device.start('python3', ['-c', 'import ssl, time; time.sleep(100000)']);

  await installAgent(device);
  const { token } = await novak(createEnrolmentToken, { body: { note: 'web01', hours: 1, uses: 1 } });
  const first = ['--server', server.url, '--token', token, '--state', STATE, '--once'];
  await device.must(NODE_IN_DEVICE, [AGENT_IN_DEVICE, ...first]);
  device.start(NODE_IN_DEVICE, [AGENT_IN_DEVICE, '--state', STATE, '--inventory-seconds', '2']);
});

afterAll(async () => {
  debsecan?.close();
  await device?.stop();
  await server?.close();
});

let failed = false;
beforeEach(() => {
  // Each leg builds on the one before: after a failure the rest fails at once, and does not wait for what cannot come.
  if (failed) throw new Error('A leg before this one failed.');
});
afterEach(({ task }) => {
  failed ||= task.result?.state === 'fail';
});

/** InfoSec scans with its own tool and delivers what it printed. */
async function scanAndDeliver(): Promise<void> {
  const printed = await scan(device, debsecan, 'report');
  const at = Temporal.Now.instant().toString({ smallestUnit: 'second' });
  const query = { fileName: 'web01.debsecan.txt', team: 'infosec' as const, device: 'web01', at };
  const { importId } = await sato(createImport, { query, file: printed });
  await vi.waitFor(async () => {
    const delivery = await sato(getImport, { params: { importId } });
    expect(delivery, delivery.error?.message).toMatchObject({ state: 'done' });
  }, soon);
}

async function cell(): Promise<CellRow> {
  const { rows } = await sato(listCells, { query: { fix } });
  const [found] = rows;
  if (found === undefined || rows.length > 1) throw new Error(`${rows.length} cells of ${fix}`);
  return found;
}

const becomes = (expected: Partial<CellRow>) =>
  vi.waitFor(async () => expect(await cell()).toMatchObject(expected), soon);

async function remediation() {
  const { rows } = await sato(relay.listRemediations, { query: { state: 'all', search: fix } });
  const [row] = rows;
  if (row === undefined) throw new Error(`there is no remediation of ${fix}`);
  return sato(relay.getRemediation, { params: { remediationId: row.id } });
}

async function handOver(person: Client, note: string, testResult?: { devices: number; good: number; summary: string }) {
  const { id, version } = await remediation();
  const body = { version, note, ...(testResult === undefined ? {} : { testResult }) };
  return person(moves.handOver, { params: { remediationId: id }, body });
}

describe('one fix through the whole relay on a real device', () => {
  it('is found missing by both sides: debsecan says so, and IT’s inventory does', async () => {
    await scanAndDeliver();
    await becomes({ verdict: 'open', device: 'web01' });
    await vi.waitFor(async () => expect((await remediation()).place).toBe('prioritise'), soon);
  });

  it('is prioritised by InfoSec, accepted and tested by IT, and approved by IT’s lead only', async () => {
    expect(await handOver(sato, 'High, on a server: within the week.')).toMatchObject({
      place: 'accept',
      holder: 'it',
    });
    await handOver(novak, 'Ours.');
    await handOver(novak, 'Installs cleanly.', { devices: 1, good: 1, summary: 'Upgraded a copy, services answer.' });
    await expect(handOver(novak, 'Go.')).rejects.toThrow();
    expect(await handOver(brandt, 'Approved.')).toMatchObject({ place: 'deploy', holder: 'it' });
  });

  it('is deployed by apt at the exact version, with what it printed kept', async () => {
    const { id, version } = await remediation();
    const { deviceId } = await cell();
    const body = { version, deviceIds: [deviceId], note: 'Maintenance window.' };
    await expect(sato(moves.deployFix, { params: { remediationId: id }, body })).rejects.toThrow();
    const { queued, refused } = await novak(moves.deployFix, { params: { remediationId: id }, body });
    expect({ queued: queued.length, refused }).toEqual({ queued: 1, refused: [] });
    await vi.waitFor(async () => {
      const { rows } = await novak(listDeviceCommands, { params: { deviceId }, query: {} });
      expect(rows[0]).toMatchObject({
        state: 'ended',
        createdBy: 'S. Novak',
        result: { outcome: 'succeeded', exitCode: 0 },
      });
      expect(rows[0]?.result?.output).toContain(`Setting up ${LIBRARY}:amd64 (${pair.newest})`);
    }, soon);
    expect(await device.must('dpkg', ['-s', LIBRARY])).toContain(`Version: ${pair.newest}\n`);
  });

  it('is then a disagreement with its causes: InfoSec’s scan is older, and a process still maps the old library', async () => {
    await vi.waitFor(async () => {
      const now = await cell();
      expect(now.verdict).not.toBe('open');
      expect(['stale-scan', 'restart-needed']).toContain(now.cause);
      expect([now.cause, ...now.also]).toEqual(expect.arrayContaining(['stale-scan', 'restart-needed']));
    }, soon);
  });

  it('cannot be verified by whoever deployed, nor by IT, and not before it is proven', async () => {
    await handOver(novak, 'Installed on web01.');
    const { id, version, place } = await remediation();
    expect(place).toBe('verify');
    const close = { params: { remediationId: id }, body: { version, note: 'Done.' } };
    await expect(novak(moves.closeRemediation, close)).rejects.toThrow();
    await expect(brandt(moves.closeRemediation, close)).rejects.toThrow();
    await expect(sato(moves.closeRemediation, close)).rejects.toThrow();
  });

  it('stays unproven after a clean scan while the old library is in use', async () => {
    await scanAndDeliver();
    await becomes({ verdict: 'unproven', cause: 'restart-needed', owner: 'it' });
    expect((await remediation()).place).toBe('verify');
  });

  it('is proven and closed by the next scan once the process is gone', async () => {
    const find = 'for p in /proc/[0-9]*; do grep -q "libssl.*deleted" $p/maps && kill "$(basename $p)"; done; true';
    await device.must('sh', ['-c', find]);
    await vi.waitFor(async () => expect((await cell()).cause).not.toBe('restart-needed'), soon);
    await scanAndDeliver();
    await becomes({ verdict: 'proven' });
    const closed = await vi.waitFor(async () => {
      const now = await remediation();
      expect(now.place).toBe('closed');
      return now;
    }, soon);
    expect(closed).toMatchObject({ closedAs: 'proven', agreed: { numerator: 1, denominator: 1 } });
  });
});
