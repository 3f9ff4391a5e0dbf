import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readAll } from '../../testing/read-all.ts';
import { FormatError } from '../format-error.ts';
import { tenableReader } from './tenable-reader.ts';

const FINDINGS = readFileSync(new URL('fixtures/findings.csv', import.meta.url), 'utf8');
const [HEADINGS = ''] = FINDINGS.split('\n', 1);

/** A row with these cells; all others are empty. */
function rowOf(cells: Readonly<Record<string, string>>): string {
  return HEADINGS.split(',')
    .map((heading) => cells[heading] ?? '')
    .join(',');
}

const OPENSSL = {
  'Plugin ID': '208901',
  Host: 'web-02',
  Name: 'Debian dsa-5764 : openssl - security update',
  'Plugin Output': 'Remote package installed : libssl3_3.0.13-1~deb12u1',
  'Plugin Family': 'Debian Local Security Checks',
  Severity: '3',
  'Last Found': '2024-10-11T02:40:00Z',
  'Last Authenticated Results Date': '2024-10-13T03:10:00Z',
};

describe('Tenable’s list of findings', () => {
  test('tells when a finding was really seen, and when the device was looked at last', async () => {
    const { devices, problems } = await readAll(tenableReader, FINDINGS);
    expect(problems).toEqual([]);
    const [windows] = devices;
    expect(windows?.look).toMatchObject({ from: '2024-10-13T03:10:00Z', authenticated: true, reached: true });
    expect(windows?.claims).toHaveLength(1);
    expect(windows?.claims[0]).toMatchObject({
      says: 'missing',
      names: { kbs: ['KB5044273'], cves: ['CVE-2024-43572', 'CVE-2024-43573'] },
      installedVersion: '10.0.19041.4894',
      requiredVersion: '10.0.19041.5011',
      observedAt: '2024-10-11T02:40:00Z',
      severity: 'critical',
      cvss: ['AV:N/AC:L/Au:S/C:C/I:C/A:C', 'CVSS:3.0/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H'],
      port: 445,
      check: { id: '208303', local: true, published: '2024-10-08' },
      place: { line: 2 },
    });
    expect(windows?.claims[0]?.place.excerpt).toContain('Last Found: 2024-10-11T02:40:00.100Z');
    expect(windows?.names).toMatchObject({ hostnames: ['WKS-0412'], ips: ['10.20.4.12'] });
  });

  test('takes what was seen in the last look for no old finding, and a look without a login for what it is', async () => {
    const { devices } = await readAll(tenableReader, FINDINGS);
    const linux = devices.find(({ names }) => names.shown === '10.20.8.21');
    expect(linux?.look).toMatchObject({ from: '2024-10-13T03:10:00Z', authenticated: false });
    expect(linux?.state.distribution).toBe('debian:12');
    expect(linux?.claims.map(({ names, observedAt }) => [names.package, observedAt])).toEqual([['libexpat1', null]]);
  });

  test('claims nothing of what is fixed or only informs, and knows that the device was looked at', async () => {
    const { devices } = await readAll(tenableReader, FINDINGS);
    expect(devices.map(({ names, claims }) => [names.shown, claims.length])).toEqual([
      ['wks-0412.corp.example', 1],
      ['wks-0412.corp.example', 0],
      ['10.20.8.21', 1],
      ['10.20.8.22', 0],
    ]);
  });

  test('has a scope in which silence says nothing', async () => {
    const { scope } = await readAll(tenableReader, FINDINGS);
    expect(scope).toMatchObject({ tool: 'Tenable', checks: { kind: 'ids', ids: [] }, feedDate: null });
  });

  test('keeps a finding that is newer than the dates of its device apart, as a visit of its own', async () => {
    const later = { ...OPENSSL, 'Last Found': '2024-10-15T02:40:00Z' };
    const { devices } = await readAll(tenableReader, `${HEADINGS}\n${rowOf(OPENSSL)}\n${rowOf(later)}\n`);
    expect(devices.map(({ look, visit }) => [look?.from, look?.authenticated, visit !== undefined])).toEqual([
      ['2024-10-13T03:10:00Z', true, false],
      ['2024-10-15T02:40:00Z', null, true],
    ]);
  });

  test('goes by the finding alone where the device has no dates', async () => {
    const bare = { ...OPENSSL, 'Last Authenticated Results Date': '' };
    const { devices } = await readAll(tenableReader, `${HEADINGS}\n${rowOf(bare)}\n`);
    expect(devices[0]?.look).toMatchObject({ from: '2024-10-11T02:40:00Z', authenticated: null });
    expect(devices[0]?.claims[0]?.observedAt).toBeNull();
  });

  test('tells which rows it cannot read, and reads the rest', async () => {
    const text = `${HEADINGS}\n${rowOf({ ...OPENSSL, Host: '' })}\n${rowOf({ ...OPENSSL, 'Plugin ID': '' })}\n1,2\n${rowOf(OPENSSL)}\n`;
    const { devices, problems } = await readAll(tenableReader, text);
    expect(devices).toHaveLength(1);
    expect(problems.map(({ line, what }) => `${line} ${what}`)).toEqual([
      '2 The row names no host. It was left out.',
      '3 The row names no plugin. It was left out.',
      '4 The row has 2 of 38 columns. It was left out.',
    ]);
    expect((await readAll(tenableReader, `${HEADINGS}\n`)).problems).toHaveLength(1);
  });

  test('is the same in chunks of one byte, with a byte order mark, semicolons and quotes around headings', async () => {
    const whole = await readAll(tenableReader, FINDINGS);
    expect(await readAll(tenableReader, FINDINGS, {}, 1)).toEqual(whole);
    expect(await readAll(tenableReader, `\ufeff${FINDINGS}`)).toEqual(whole);
    const quoted = HEADINGS.split(',').map((heading) => `"${heading}"`);
    const row = rowOf(OPENSSL).replaceAll(',', ';');
    expect((await readAll(tenableReader, `${quoted.join(';')}\n${row}\n`)).devices).toHaveLength(1);
  });

  test.each([
    ['another CSV', 'Computer,Update,Status\nWKS-1,KB5044273,Installed\n', 'other-format'],
    ['nothing', '', 'empty'],
    ['a file that is cut in a quote', FINDINGS.slice(0, 900), 'cut'],
    ['a file that is cut in a row', `${HEADINGS}\n208303,CVE-2024-43572,6.8`, 'cut'],
  ])('refuses %s with a word on why', async (_what, text, code) => {
    const failed = readAll(tenableReader, text);
    await expect(failed).rejects.toBeInstanceOf(FormatError);
    await expect(failed).rejects.toMatchObject({ code });
  });
});
