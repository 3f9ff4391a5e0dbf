import { execFileSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DeviceReport } from '@baton/domain/evidence/report.ts';
import { FormatError } from '@baton/formats/reports/format-error.ts';
import { nessusReader } from '@baton/formats/reports/nessus/nessus-reader.ts';
import { detectReader } from '@baton/formats/reports/registry.ts';
import { tenableReader } from '@baton/formats/reports/tenable/tenable-reader.ts';
import { chunksOf } from '@baton/formats/testing/read-all.ts';
import { expect, test } from 'vitest';
import { describeShared, readShared, sharedPath } from './shared-data.ts';

const SCANS = ['credentialed_centos_2014.nessus', 'nessus_v_unknown.xml', 'nessus_with_cvssv3.nessus'];
const CSVS = ['issue_9612.csv', 'nessus-template.csv', 'nessus_many_vuln2-all.csv', 'nessus_new.csv'];

/** Counts with libxml2, which knows nothing of us. */
function xpath(file: string, expression: string): number {
  return Number(execFileSync('xmllint', ['--xpath', expression, fileURLToPath(sharedPath(`scanners/nessus/${file}`))]));
}

async function devicesOf(source: AsyncIterable<Uint8Array>): Promise<readonly DeviceReport[]> {
  const devices: DeviceReport[] = [];
  for await (const part of nessusReader.read(source, { fileName: 'scan.nessus', zone: 'UTC' }))
    if (part.part === 'device') devices.push(part.device);
  return devices;
}

/** A finding names a CVE, a KB, a package or a version, or that the vendor has ended its support; roll-ups and audits are none. */
const FINDING = `ReportItem[@severity > 0 and not(@pluginID='66334' or @pluginID='38153') and @pluginFamily!='Policy Compliance'
  and (cve or contains(plugin_output,'Remote package installed') or contains(plugin_output, 'Fixed version')
  or unsupported_by_vendor = 'true')]`;

describeShared('real Nessus reports', () => {
  test.each(SCANS)('%s: hosts, findings and CVEs are those that libxml2 counts', async (file) => {
    const devices = await devicesOf(createReadStream(sharedPath(`scanners/nessus/${file}`)));
    const claims = devices.flatMap((device) => device.claims);
    expect(devices).toHaveLength(xpath(file, 'count(//ReportHost)'));
    const items = new Set(
      devices.flatMap((device) => device.claims.map((claim) => `${device.names.shown}:${claim.place.line}`)),
    );
    expect(items.size).toBe(xpath(file, `count(//${FINDING})`));
    const pairs = new Set(
      devices.flatMap((device) =>
        device.claims.flatMap((claim) =>
          claim.names.cves.map((cve) => `${device.names.shown}:${claim.place.line}:${cve}`),
        ),
      ),
    );
    expect(pairs.size).toBe(xpath(file, `count(//${FINDING}/cve)`));
    const packages = claims.filter((claim) => claim.names.package !== null);
    const printed =
      readShared(`scanners/nessus/${file}`)
        .toString('utf8')
        .match(/^Remote package installed/gm) ?? [];
    expect(packages).toHaveLength(printed.length);
    expect(packages.every((claim) => claim.installedVersion !== null && claim.requiredVersion !== null)).toBe(true);
  });

  test.each(SCANS)('%s: every finding stands at the line that it gives', async (file) => {
    const lines = readShared(`scanners/nessus/${file}`).toString('utf8').split('\n');
    for (const device of await devicesOf(createReadStream(sharedPath(`scanners/nessus/${file}`)))) {
      expect(lines[(device.place.line ?? 0) - 1]).toContain('<ReportHost');
      for (const claim of device.claims) expect(lines[(claim.place.line ?? 0) - 1]).toContain('<ReportItem');
    }
  });

  test.each(SCANS)('%s: cut anywhere, it is refused and never hangs', async (file) => {
    const bytes = readShared(`scanners/nessus/${file}`);
    let seed = 20_260_101;
    for (let run = 0; run < 40; run += 1) {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      const cut = bytes.subarray(0, Math.floor((seed / 2_147_483_648) * (bytes.length - 40)));
      const error = await devicesOf(chunksOf(cut, 1 + (seed % 70_000))).catch((cause: unknown) => cause);
      expect(error).toBeInstanceOf(FormatError);
    }
  });

  test.each(SCANS)('%s is known without its name', (file) => {
    expect(detectReader(readShared(`scanners/nessus/${file}`), 'upload')?.id).toBe('nessus');
  });

  test('the credentialed scan of 2014 was logged in, and says so in 19506 only', async () => {
    const [host] = await devicesOf(createReadStream(sharedPath('scanners/nessus/credentialed_centos_2014.nessus')));
    expect(host?.look).toMatchObject({ authenticated: true, authentication: 'Credentialed checks : yes' });
    expect(host?.state).toMatchObject({ distribution: 'centos:6', runningKernel: '2.6.32-279.el6.x86_64' });
  });
});

describeShared('scanners’ CSV exports', () => {
  test.each(CSVS)('%s is refused with a word on what it is and what to do', async (file) => {
    const bytes = readShared(`scanners/nessus/${file}`);
    const reader = detectReader(bytes, file);
    expect(reader?.id).toBe('csv');
    const parts = reader?.read(chunksOf(bytes, 65_536), { fileName: file, zone: 'UTC' });
    const error = await parts?.next().catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 'other-format', message: expect.stringContaining('.nessus') });
  });
});

describeShared('Tenable’s real list of findings', () => {
  test('has the hosts, findings and CVEs that a table program counts, none of them repeated from an earlier look', async () => {
    const bytes = readShared('scanners/nessus/tenable_many_vuln.csv');
    expect(detectReader(bytes, 'upload')?.id).toBe('tenable');
    const devices: DeviceReport[] = [];
    for await (const part of tenableReader.read(chunksOf(bytes, 4_096), { fileName: 'upload', zone: 'UTC' })) {
      expect(part.part).not.toBe('problem');
      if (part.part === 'device') devices.push(part.device);
    }
    expect(new Set(devices.map(({ names }) => names.shown)).size).toBe(2);
    expect(devices).toHaveLength(9);
    const cves = devices.flatMap(({ claims }) => claims[0]?.names.cves ?? []);
    expect(cves).toHaveLength(20);
    expect(devices.every(({ look }) => look?.authenticated === true)).toBe(true);
    expect(devices.flatMap(({ claims }) => claims).every(({ observedAt }) => observedAt === null)).toBe(true);
    const [kernel] = devices;
    expect(kernel?.claims.map(({ names }) => names.package)).toEqual(['kernel', 'kernel-tools']);
  });
});
