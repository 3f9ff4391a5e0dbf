import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type ReadParts, readAll } from '../../testing/read-all.ts';
import type { ReadReportOptions } from '../reader.ts';
import { csvReader, inspectCsv } from './csv-reader.ts';

const bytesOf = (name: string) => readFileSync(new URL(`./fixtures/${name}.csv`, import.meta.url));
const read = (content: string | Uint8Array, options: Partial<ReadReportOptions> = {}) =>
  readAll(csvReader, content, { zone: 'Europe/Berlin', ...options });
const claims = (parts: ReadParts) =>
  parts.devices.flatMap(({ names, claims: own }) => own.map((claim) => ({ device: names.shown, claim })));
const said = (parts: ReadParts) =>
  claims(parts).map(({ device, claim }) => [
    device,
    claim.names.kbs.join() || (claim.names.package ?? claim.names.application),
    claim.says,
  ]);

describe('exports of patch tools', () => {
  test('WSUS: titles with KBs, states, American times, approvals', async () => {
    const parts = await read(bytesOf('wsus'));
    expect(said(parts)).toEqual([
      ['wks-0412.corp.example', 'KB5044273', 'installed'],
      ['wks-0413.corp.example', 'KB5044273', 'installed'],
      ['wks-0414.corp.example', 'KB5044273', 'missing'],
      ['wks-0414.corp.example', 'KB5044091', 'not_applicable'],
      ['wks-0415.corp.example', 'KB5044091', 'unknown'],
    ]);
    expect(parts.devices.map((device) => device.state.rebootPending)).toEqual([null, true, null, null, null]);
    expect(parts.devices[0]?.state.lastSeen).toBe('2024-10-13T04:41:07Z');
    expect(parts.devices[1]?.state.lastSeen).toBe('2024-10-13T21:02:00Z');
    expect(claims(parts).map(({ claim }) => claim.approved)).toEqual([true, true, true, false, true]);
    expect(parts.problems).toEqual([]);
  });

  test('Configuration Manager: lines above the headings, semicolons, German times, error codes', async () => {
    const parts = await read(bytesOf('config-manager'));
    expect(said(parts)).toEqual([
      ['WKS-0412', 'KB5044273', 'installed'],
      ['WKS-0413', 'KB5044273', 'installed'],
      ['WKS-0414', 'KB5044273', 'failed'],
      ['WKS-0415', 'KB5044273', 'unknown'],
    ]);
    expect(parts.devices.map((device) => device.state.rebootPending)).toEqual([null, true, null, null]);
    expect(parts.devices[0]?.state).toMatchObject({ osBuild: '19045.5011', lastSeen: '2024-10-13T04:41:00Z' });
    expect(claims(parts).map(({ claim }) => [claim.exitCode, claim.place.line])).toEqual([
      [0, 5],
      [3010, 6],
      [-2145124329, 7],
      [null, 8],
    ]);
  });

  test('Intune: builds, ids, fillers left out', async () => {
    const { devices } = await read(bytesOf('intune'));
    expect(new Set(devices.map(({ state }) => state.distribution))).toEqual(new Set(['windows:10-22H2']));
    expect(devices.map(({ names, state }) => [names.serials, names.agentIds.length, state.osBuild])).toEqual([
      [['B5T8N32'], 1, '19045.5011'],
      [[], 1, '19045.4894'],
      [[], 1, '19045.4894'],
    ]);
    expect(devices.map(({ claims: own }) => own[0]?.says)).toEqual(['installed', 'installed', 'missing']);
  });

  test('PDQ: programs with versions and paths; rows without a program or a device', async () => {
    const parts = await read(bytesOf('pdq'));
    expect(claims(parts)[0]?.claim).toMatchObject({
      says: 'installed',
      names: { application: 'Google Chrome' },
      installedVersion: '129.0.6668.100',
      installedAt: '2024-10-09',
      path: 'C:\\Program Files\\Google\\Chrome\\Application',
    });
    expect(parts.devices.at(-1)?.names.shown).toBe('B5T8N34');
    expect(parts.problems.map(({ line, where }) => [line, where])).toEqual([
      [5, 'update'],
      [6, 'Computer Name'],
    ]);
  });

  test('Automox: packages of distributions, times with their zone', async () => {
    const parts = await read(bytesOf('automox'));
    expect(said(parts)).toEqual([
      ['web-01', 'libexpat1', 'installed'],
      ['web-01', 'libssl3', 'missing'],
      ['db-01', 'openssl-libs', 'missing'],
    ]);
    expect(parts.devices.map(({ state }) => state.distribution)).toEqual(['debian:12', 'debian:12', 'rhel:9']);
    expect(claims(parts)[0]?.claim.names.cves).toEqual(['CVE-2024-45490', 'CVE-2024-45491']);
    expect(parts.devices[0]?.state.lastSeen).toBe('2024-10-13T04:41:07Z');
  });

  test('ManageEngine: its own patch numbers are no KBs; cells of several lines; what is declined', async () => {
    const parts = await read(bytesOf('manage-engine'));
    expect(said(parts)).toEqual([
      ['WKS-0412', 'KB5044273', 'installed'],
      ['WKS-0413', 'KB5044273', 'missing'],
      ['WKS-0414', 'Mozilla Firefox', 'failed'],
    ]);
    expect(claims(parts).map(({ claim }) => [claim.place.line, claim.approved])).toEqual([
      [2, true],
      [4, false],
      [5, true],
    ]);
    expect(claims(parts)[2]?.claim.requiredVersion).toBe('131.0.2');
    expect(claims(parts)[0]?.claim.installedAt).toBe('2024-10-09T20:15:00Z');
  });

  test('a list of one’s own: no status, so the versions speak; what still has to restart', async () => {
    const parts = await read(bytesOf('own-list'));
    expect(said(parts)).toEqual([
      ['web-01', 'openssl', 'installed'],
      ['web-02', 'openssl', 'missing'],
      ['web-03', 'linux-image-6.1.0-26-amd64', 'installed'],
    ]);
    expect(parts.devices[0]?.state).toMatchObject({
      lastBoot: '2024-10-01T01:00:00Z',
      runningKernel: '6.1.0-25-amd64',
      restartNeeded: [{ package: 'openssl', processes: ['nginx', 'postfix'] }],
    });
    expect(parts.devices[2]?.state).toMatchObject({
      lastSeen: '2024-10-13T04:00:00Z',
      lastBoot: '2024-10-12T01:00:00Z',
    });
    expect(parts.problems).toMatchObject([{ line: 3, where: 'Last Boot' }]);
  });
});

describe('a list of installed programs', () => {
  test('names versions that are there, and asks for nothing', async () => {
    const rows = ['PC-1,WinSCP 6.3.4,6.3.4', 'PC-1,Git,2.46.0', 'PC-1,PuTTY release 0.81 (64-bit),'];
    const parts = await read(`Computer,Software,Version\n${rows.join('\n')}\n`);
    expect(
      claims(parts).map(({ claim }) => [claim.says, claim.raw, claim.installedVersion, claim.requiredVersion]),
    ).toEqual([
      ['installed', '', '6.3.4', null],
      ['installed', '', '2.46.0', null],
      ['installed', '', '0.81', null],
    ]);
  });
});

describe('a CSV', () => {
  const ROWS = 'Computer,Update,Status,Installed On\nWKS-1,KB5044273,Installed,2024-10-09\nWKS-2,KB5044273,Missing,\n';

  test.each(['automox', 'config-manager', 'intune', 'manage-engine', 'own-list', 'pdq', 'wsus'])(
    '%s says the same however it comes in pieces, and in whatever encoding',
    async (name) => {
      const bytes = bytesOf(name);
      const whole = await read(bytes);
      for (const size of [1, 17, 1000]) {
        expect(await readAll(csvReader, bytes, { zone: 'Europe/Berlin' }, size)).toEqual(whole);
      }
      const text = bytes.toString('utf8').replace(/^\ufeff/, '');
      const utf16be = Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
      for (const other of [
        Buffer.from(`\ufeff${text}`, 'utf16le'),
        utf16be,
        Buffer.from(text.replaceAll('\n', '\r\n')),
      ]) {
        expect(csvReader.detect(other, 'export')).toBeGreaterThan(0.5);
        expect(said(await read(other))).toEqual(said(whole));
      }
    },
  );

  test('in Windows-1252 keeps its letters', async () => {
    const text = 'Rechner;Programm;Version;Betriebssystem\nMünchen-1;Übersetzer;1.2;Windows 10\n';
    const { devices } = await read(Buffer.from(text, 'latin1'));
    expect(devices[0]?.names.shown).toBe('München-1');
    expect(devices[0]?.claims[0]?.names.application).toBe('Übersetzer');
  });

  test('whose rows list several KBs in a cell makes a claim of each', async () => {
    const parts = await read('Computer,Installed,HotFixID\nWKS-1,True,"KB5044273, KB5043064;KB5044091"\n');
    expect(said(parts)).toEqual([
      ['WKS-1', 'KB5044273', 'installed'],
      ['WKS-1', 'KB5043064', 'installed'],
      ['WKS-1', 'KB5044091', 'installed'],
    ]);
  });

  test('with a row a device tells its KBs by the columns that list them', async () => {
    const parts = await read(
      'Computer,OS,Installed KBs,Missing KBs,Failed KBs,Missing updates (count)\n' +
        'WKS-1,Windows 11,"KB5094126; KB5066131",,,0\n' +
        'WKS-2,Windows 11,5066131,"5094126,5002858",KB5089549,2\n' +
        'WKS-3,Windows 11,,,,0\n',
    );
    expect(said(parts)).toEqual([
      ['WKS-1', 'KB5094126', 'installed'],
      ['WKS-1', 'KB5066131', 'installed'],
      ['WKS-2', 'KB5066131', 'installed'],
      ['WKS-2', 'KB5094126', 'missing'],
      ['WKS-2', 'KB5002858', 'missing'],
      ['WKS-2', 'KB5089549', 'failed'],
    ]);
    expect(parts.devices.map(({ names }) => names.shown)).toEqual(['WKS-1', 'WKS-2', 'WKS-3']);
    expect(parts.problems).toEqual([]);
  });

  test.each([
    ['Missing KBs', 'missing'],
    ['Fehlende Updates', 'missing'],
    ['Updates needed', 'missing'],
    ['Mises à jour manquantes', 'missing'],
    ['Not installed updates', 'missing'],
    ['Installierte Updates', 'installed'],
    ['Failed security updates', 'failed'],
  ])('reads a column “%s” alone as what it says', async (heading, says) => {
    const parts = await read(`Computer;${heading}\nWKS-1;KB5094126, KB5066131\n`);
    expect(said(parts)).toEqual([
      ['WKS-1', 'KB5094126', says],
      ['WKS-1', 'KB5066131', says],
    ]);
  });

  test('with a row an update tells its devices by the columns that list them', async () => {
    const parts = await read(
      'KB,Title,Installed on,Missing on\n' +
        'KB5094126,June,"WKS-1; WKS-2",srv-3.corp.example\n' +
        '5066131,NET,,"WKS-1,WKS-2"\n' +
        'KB5089549,May,,\n',
    );
    expect(said(parts)).toEqual([
      ['WKS-1', 'KB5094126', 'installed'],
      ['WKS-2', 'KB5094126', 'installed'],
      ['srv-3.corp.example', 'KB5094126', 'missing'],
      ['WKS-1', 'KB5066131', 'missing'],
      ['WKS-2', 'KB5066131', 'missing'],
    ]);
    expect(parts.problems).toEqual([]);
  });

  test.each(['11-Oct-2024', '20241011T200000Z', '2024-10-11'])('keeps “Installed on” a time: %s', async (time) => {
    const parts = await read(`Computer,KB,Installed on\nWKS-1,KB5094126,${time}\n`);
    expect(said(parts)).toEqual([['WKS-1', 'KB5094126', 'installed']]);
  });

  test('with a column a KB tells what stands in each, a word or the time of install', async () => {
    const parts = await read(
      'Computer,KB5094126,NET (KB5066131),Last Seen\nWKS-1,Installed,Missing,2026-11-20\nWKS-2,2026-11-12 03:00,,2026-11-20\nWKS-3,?!,Declined,2026-11-20\n',
    );
    expect(said(parts)).toEqual([
      ['WKS-1', 'KB5094126', 'installed'],
      ['WKS-1', 'KB5066131', 'missing'],
      ['WKS-2', 'KB5094126', 'installed'],
      ['WKS-3', 'KB5094126', 'unknown'],
      ['WKS-3', 'KB5066131', 'missing'],
    ]);
    expect(claims(parts).map(({ claim }) => [claim.installedAt, claim.approved])).toEqual([
      [null, null],
      [null, null],
      ['2026-11-12T02:00:00Z', null],
      [null, null],
      [null, false],
    ]);
    expect(parts.problems).toMatchObject([{ line: 4 }]);
  });

  test('with a column a KB tells that a device waits for a restart', async () => {
    const parts = await read(
      'Computer,KB5094126,KB5066131,Last Seen\nWKS-1,Installed,Pending reboot,2026-11-20\nWKS-2,Installed,Missing,2026-11-20\n',
    );
    expect(said(parts)[1]).toEqual(['WKS-1', 'KB5066131', 'installed']);
    expect(parts.devices.map(({ state }) => state.rebootPending)).toEqual([true, null]);
  });

  test('of dpkg’s states is a list of what is there', async () => {
    const parts = await read(
      'host,distribution,package,version,status\n' +
        'd-1,Debian 12,openssl,3.0.13-1~deb12u1,ii\n' +
        'd-1,Debian 12,bash,5.2.15-2+b2,install ok installed\n' +
        'd-1,Debian 12,libexpat1,2.5.0-1,rc\n',
    );
    expect(claims(parts).map(({ claim }) => [claim.names.package, claim.says, claim.raw])).toEqual([
      ['openssl', 'installed', ''],
      ['bash', 'installed', ''],
    ]);
    expect(parts.problems).toEqual([]);
  });

  test.each(['install ok half-configured', 'install ok unpacked', 'iF', 'iU'])(
    'takes what dpkg calls “%s” for a failed install',
    async (state) => {
      const rows = claims(await read(`Host,Package,Version,Status\nsrv1,openssl,3.0.14-1~deb12u2,${state}\n`));
      expect(rows[0]?.claim).toMatchObject({ says: 'failed', raw: state });
    },
  );

  test('takes counts of updates for no status', async () => {
    const parts = await read('Computer;Installed;Needed;Failed;Needed KBs\nWKS-1;34;1;0;KB5094126\nWKS-2;35;0;0;\n');
    expect(said(parts)).toEqual([['WKS-1', 'KB5094126', 'missing']]);
    expect(parts.problems).toEqual([]);
  });

  test('whose column of devices lists several is of each of them', async () => {
    const parts = await read(
      'KB;Status;Computers\nKB5094126;Missing;WKS-1, WKS-2\nKB5094126;Installed;"Doe, John"\nKB5094126;Installed;WKS-4\n',
    );
    expect(said(parts)).toEqual([
      ['WKS-1', 'KB5094126', 'missing'],
      ['WKS-2', 'KB5094126', 'missing'],
      ['Doe, John', 'KB5094126', 'installed'],
      ['WKS-4', 'KB5094126', 'installed'],
    ]);
  });

  test('goes by the status where one column of KBs stands beside it', async () => {
    const parts = await read('Computer,Missing KB,Status\nWKS-1,KB5094126,Installed\n');
    expect(said(parts)).toEqual([['WKS-1', 'KB5094126', 'installed']]);
  });

  test('is not laid out by a row of data that lists more KBs than there are headings', async () => {
    const parts = await read('Rechner;Fehlende Updates;Status\nWKS-1;KB5094126, KB5066131, KB5002858, KB890830;\n');
    expect(parts.devices.map(({ names, claims: own }) => [names.shown, own.length])).toEqual([['WKS-1', 4]]);
  });

  test('keeps a day without a time as a day', async () => {
    expect(claims(await read(ROWS))[0]?.claim.installedAt).toBe('2024-10-09');
  });

  test('says which order its dates are in by any of them', async () => {
    const dated = (dates: string[]) =>
      `Computer,KB,Status,Installed On\n${dates.map((date) => `A,5044273,Installed,${date}`).join('\n')}\n`;
    const days = async (dates: string[], zone: string) =>
      claims(await read(dated(dates), { zone })).map(({ claim }) => claim.installedAt);
    expect(await days(['03/04/2024', '25/04/2024'], 'America/New_York')).toEqual(['2024-04-03', '2024-04-25']);
    expect(await days(['03/04/2024', '04/25/2024'], 'Europe/Berlin')).toEqual(['2024-03-04', '2024-04-25']);
    expect(await days(['03/04/2024'], 'Europe/Berlin')).toEqual(['2024-04-03']);
    expect(await days(['03/04/2024'], 'America/New_York')).toEqual(['2024-03-04']);
    expect(await days(['3.4.2024'], 'UTC')).toEqual(['2024-04-03']);
  });

  test('tells of a date that speaks against the others of its column', async () => {
    const { problems } = await read(
      'Computer,KB,Status,Installed On\nA,5044273,Installed,25/04/2024\nA,5044273,Installed,04/26/2024\n',
    );
    expect(problems).toEqual([
      {
        line: 3,
        where: 'Installed On',
        what: '“04/26/2024” is written month first; this column was taken as day first. Check its other dates too.',
      },
    ]);
  });

  test('takes the zero of a calendar and words for never as no time', async () => {
    const zeros = ['0001-01-01T00:00:00', '01/01/1601 00:00:00', 'Never', '--', 'N/A', '1970-01-01 00:00'];
    const { devices, problems } = await read(
      `Computer,KB,Status,Last Boot\n${zeros.map((zero) => `A,5044273,Installed,${zero}`).join('\n')}\n`,
    );
    expect(devices.map((device) => device.state.lastBoot)).toEqual(zeros.map(() => null));
    expect(problems).toEqual([]);
  });

  test('with numbered devices does not take the numbers for names', async () => {
    const { devices } = await read(
      'Device ID,Computer,KB,Status,IP Address\n12,WKS-1,5044273,Installed,"10.0.0.1, 127.0.0.1"\n',
    );
    expect(devices[0]?.names).toMatchObject({ shown: 'WKS-1', agentIds: [], ips: ['10.0.0.1'] });
  });

  test('can be read otherwise than proposed', async () => {
    const text = 'Node,Thing,State,Other\nA,7-Zip 24.08,Installed,KB1234567\n';
    expect(inspectCsv(Buffer.from(text)).map(({ meaning }) => meaning)).toEqual([
      'device',
      'ignore',
      'status',
      'update',
    ]);
    const parts = await read(text, { mapping: { Thing: 'program', Other: 'ignore' } });
    expect(said(parts)).toEqual([['A', '7-Zip', 'installed']]);
  });

  test('that repeats its headings has no device called Computer', async () => {
    expect((await read(ROWS + ROWS)).devices.map(({ names }) => names.shown)).toEqual([
      'WKS-1',
      'WKS-2',
      'WKS-1',
      'WKS-2',
    ]);
  });

  test('with a word of status that nobody knows says so and counts it as unknown', async () => {
    const parts = await read(ROWS.replace('Missing', 'Frobnicated'));
    expect(said(parts)[1]).toEqual(['WKS-2', 'KB5044273', 'unknown']);
    expect(parts.problems).toMatchObject([{ line: 3, where: 'Status' }]);
  });

  test('with headings only is told as such', async () => {
    const { problems } = await read(`${ROWS.split('\n', 1)[0]}\n`);
    expect(problems).toMatchObject([{ line: 1, what: 'The file has headings and no rows below them.' }]);
  });

  test.each([
    ['is empty', '', 'empty'],
    ['has no headings', '1,2,3\n4,5,6\n', 'other-format'],
    ['names no device', 'Update,Status,Severity\nKB5044273,Installed,High\n', 'other-format'],
    ['names no fix', 'Computer,Last Seen,Serial Number\nA,2024-10-09,B5T8N32\n', 'other-format'],
    [
      'is a Nessus export',
      'Plugin ID,CVE,CVSS,Risk,Host,Protocol,Port,Name\n19506,,,None,a,tcp,0,Scan\n',
      'other-format',
    ],
    ['is a Qualys export', 'IP,DNS,NetBIOS,OS,QID,Title,Severity\n10.0.0.1,a,A,Windows,90000,x,5\n', 'other-format'],
    ['ends in the middle of a row', ROWS.slice(0, -12), 'cut'],
    ['ends in the middle of a quoted cell', `${ROWS}WKS-3,"KB50`, 'cut'],
    ['lost a quote', `${ROWS}WKS-3,"KB50${'x,y\n'.repeat(400_000)}`, 'malformed'],
  ])('that %s is refused with a word on why', async (_what, text, code) => {
    await expect(read(text)).rejects.toMatchObject({ name: 'FormatError', code });
  });

  test('whose headings say nothing to us is laid out by its first row, for people to say what they mean', async () => {
    const text = 'Postazione;Agg;Esito\nPC-1;KB5044273;Installed\nPC-2;KB5044273;Missing\n';
    expect(inspectCsv(Buffer.from(text)).map(({ heading, samples }) => [heading, samples[0]])).toEqual([
      ['Postazione', 'PC-1'],
      ['Agg', 'KB5044273'],
      ['Esito', 'Installed'],
    ]);
    const mapping = { Postazione: 'device', Agg: 'kb', Esito: 'status' };
    expect(said(await read(text, { mapping }))).toEqual([
      ['PC-1', 'KB5044273', 'installed'],
      ['PC-2', 'KB5044273', 'missing'],
    ]);
    await expect(read(text)).rejects.toMatchObject({ message: expect.stringContaining('which device') });
    const titled = await read(`Rapporto;;\n${text}`, { mapping });
    expect(said(titled)).toHaveLength(2);
  });

  test('tells a column of completed deployments by what stands below it', async () => {
    const text = (value: string) => `Computer,KB,Deployment completed\nPC-1,KB5044273,${value}\n`;
    expect(claims(await read(text('No')))[0]?.claim).toMatchObject({ says: 'missing', installedAt: null });
    expect(claims(await read(text('2024-10-11T20:00:00Z')))[0]?.claim).toMatchObject({
      says: 'installed',
      installedAt: '2024-10-11T20:00:00Z',
    });
  });

  test('leaves out the total below its rows', async () => {
    const parts = await read('Computer,KB,Status\ntotal-1,KB5044273,Installed\n\nTotal: 1 rows,,\n');
    expect(parts.devices.map(({ names }) => names.shown)).toEqual(['total-1']);
    expect(parts.problems).toMatchObject([{ line: 4, where: 'Computer' }]);
  });

  test.each([
    ['Patch Type', 'Security Patch'],
    ['Update Classification', 'Security Updates'],
    ['Patch Release Date', '2024-10-08'],
  ])('takes nothing under “%s” for an update or its install', async (heading, value) => {
    const [one] = claims(await read(`Computer,${heading},QNumber,Status\nPC-1,${value},Q5044273,Installed\n`));
    expect(one?.claim).toMatchObject({ names: { kbs: ['KB5044273'] }, installedAt: null });
  });

  test.each([
    ['Name,Version,Available', '7-Zip 23.01,23.01,24.08', ['7-Zip', '23.01', '24.08']],
    ['Name,Version,Publisher', '7-Zip,23.01,Igor', ['7-Zip', '23.01', null]],
    ['name,epoch,version,release,arch', 'bind-libs,32,9.16.23,18.el9,x86_64', ['bind-libs', '32:9.16.23-18.el9', null]],
    ['name,epoch,version,release,arch', 'sudo,(none),1.9.5p2,10.el9,x86_64', ['sudo', '1.9.5p2-10.el9', null]],
    [
      'Installed Package,Latest Version',
      'sudo-1.9.5p2-10.el9.x86_64,1.9.5p2-11.el9',
      ['sudo', '1.9.5p2-10.el9', '1.9.5p2-11.el9'],
    ],
    ['App name,App version,Version detected', '7-Zip,24.08,23.01', ['7-Zip', '23.01', '24.08']],
    ['Package,Package Version,Exit Code', '7-Zip,24.08,0', ['7-Zip', null, '24.08']],
  ])('with “%s” reads “%s”', async (headings, values, [name, installed, required]) => {
    const [one] = claims(await read(`Host,${headings}\nPC-1,${values}\n`));
    const { names, installedVersion, requiredVersion } = one?.claim ?? expect.fail('no claim');
    expect([names.package ?? names.application, installedVersion, requiredVersion]).toEqual([
      name,
      installed,
      required,
    ]);
  });

  test.each([
    ['Uptime (days),Last Seen', '30,2024-10-14T08:00:00Z', { lastBoot: '2024-09-14' }],
    ['Uptime (hours),Last Seen', '5,2024-10-14T08:00:00Z', { lastBoot: '2024-10-14T03:00:00Z' }],
    ['Rebooted since install', 'No', { rebootPending: true }],
    ['Reboot Pending Since', '2024-10-10T20:00:00Z', { rebootPending: true }],
    ['Reboot Status', 'Reboot not required', { rebootPending: false }],
  ])('with “%s” of “%s” tells of the boot', async (headings, values, state) => {
    const { devices, problems } = await read(`Computer,KB,Status,${headings}\nPC-1,KB5044273,Installed,${values}\n`);
    expect(devices[0]?.state).toMatchObject(state);
    expect(problems).toEqual([]);
  });

  test('tells what still has to restart by the name of the package alone', async () => {
    const { devices } = await read('Host,Package,Services to restart\nsrv1,openssl-libs-3.0.7-28.el9_4.x86_64,httpd\n');
    expect(devices[0]?.state.restartNeeded).toEqual([{ package: 'openssl-libs', processes: ['httpd'] }]);
  });

  test('of a list of packages named with their versions says what is there, and asks for nothing', async () => {
    const { devices } = await read(
      'Host,NEVRA,Install time,Distribution\nsrv1,openssl-libs-3.0.7-27.el9.i686,2024-10-01,RedHat 9.4\n',
    );
    expect(devices[0]?.claims[0]).toMatchObject({
      says: 'installed',
      raw: '',
      installedVersion: '3.0.7-27.el9',
      requiredVersion: null,
    });
  });

  test('of a browser’s own words reads the version before them', async () => {
    const { devices } = await read(
      'Computer,Application,Installed version,Status\npc-1,Google Chrome,140.0.7339.81 (Official Build) (64-bit),Installed\n',
    );
    expect(devices[0]?.claims[0]?.installedVersion).toBe('140.0.7339.81');
  });

  test('of a deployment named after its package asks for what the name says', async () => {
    const { devices } = await read('Host,Package,Status\nsrv1,openssl-libs-3.0.7-28.el9_4.x86_64,Success\n');
    expect(devices[0]?.claims[0]).toMatchObject({ installedVersion: null, requiredVersion: '3.0.7-28.el9_4' });
  });

  test.each([
    ['Advisory,Synopsis', 'RHSA-2024:8617,Moderate: kernel security update'],
    ['Title,Erratum', 'Moderate: kernel security update,RHSA-2024:8617'],
  ])('of notices under “%s” keeps number and title', async (headings, values) => {
    const { devices } = await read(`Host,${headings},Status,Services to restart\nsrv1,${values},Applied,httpd\n`);
    expect(devices[0]?.claims[0]?.names).toMatchObject({ application: null, package: null });
    expect(devices[0]?.claims[0]?.names.title).toContain('RHSA-2024:8617');
    expect(devices[0]?.claims[0]?.names.title).toContain('kernel');
    expect(devices[0]?.state.restartNeeded[0]?.package).toBe('RHSA-2024:8617');
  });

  test('that logs deployments under “Time” tells when each ran', async () => {
    const { devices } = await read(
      'Time,Computer,KB,Result,Exit code\n2024-10-01T10:00:00Z,pc-1,KB5044273,Failed,1603\n2024-10-02T10:00:00Z,pc-1,KB5044273,Succeeded,0\n',
    );
    const claims = devices.flatMap((device) => device.claims);
    expect(claims.map((claim) => claim.observedAt ?? claim.installedAt)).toEqual([
      '2024-10-01T10:00:00Z',
      '2024-10-02T10:00:00Z',
    ]);
  });

  test('of patches that stand under “Name” beside a status is a list of updates', async () => {
    const { devices } = await read('Hostname;Name;Status\nsrv1;SUSE-SLE-Module-Basesystem-15-SP5-2024-3512;needed\n');
    expect(devices[0]?.claims[0]).toMatchObject({ says: 'missing' });
    expect(devices[0]?.claims[0]?.names.title).toBe('SUSE-SLE-Module-Basesystem-15-SP5-2024-3512');
  });

  test('names its devices by the column of names where another one counts them', async () => {
    const { devices } = await read('Computer,Hostname,KB,Status\n17,pc-1,KB5044273,Installed\n');
    expect(devices[0]?.names.shown).toBe('pc-1');
  });

  test('with a device’s groups behind its name leaves them out', async () => {
    const { devices } = await read(
      'Machine.Group ID,KB Article,Patch Status\npc-1.berlin.example,KB5044273,Installed\n',
    );
    expect(devices[0]?.names).toMatchObject({ shown: 'pc-1', fqdns: [] });
  });

  test('keeps when a row that is no install happened', async () => {
    const rows = claims(await read('Computer,KB,Status,Finished\nPC-1,KB5044273,Failed,2024-10-09T20:00:00Z\n'));
    expect(rows[0]?.claim).toMatchObject({ says: 'failed', installedAt: null, observedAt: '2024-10-09T20:00:00Z' });
  });

  test('is left at once when the import is called off', async () => {
    await expect(read(ROWS, { signal: AbortSignal.abort(new Error('called off')) })).rejects.toThrow('called off');
  });
});

describe('what a column says of the vendor', () => {
  const row = async (headings: string, values: string) => {
    const parts = await read(
      `Computer,OS,Software,Installed Version,${headings}\nsrv1,Debian 12,curl,7.88.1-10+deb12u5,${values}\n`,
    );
    expect(parts.problems).toEqual([]);
    const [claim] = parts.devices[0]?.claims ?? [];
    return [claim?.vendorStatus, claim?.says];
  };

  test.each([
    ['Fix State', 'wont-fix', 'will-not-fix', 'missing'],
    ['Fix Status', 'will_not_fix', 'will-not-fix', 'missing'],
    ['Vendor Status', 'Fix deferred', 'no-fix-yet', 'missing'],
    ['vendor_fix_status', 'affected', 'no-fix-yet', 'missing'],
    ['Distro Fix Status', 'needed', 'no-fix-yet', 'missing'],
    ['Support Status', 'End of Life', 'end-of-life', 'missing'],
    ['Lifecycle State', 'Unsupported', 'end-of-life', 'missing'],
    ['EOL', 'Yes', 'end-of-life', 'missing'],
    ['Unsupported by vendor', 'TRUE', 'end-of-life', 'missing'],
    ['Status', 'will_not_fix', 'will-not-fix', 'missing'],
    ['Status', 'Affected', 'no-fix-yet', 'missing'],
    ['Fixed Version', "(won't fix)", 'will-not-fix', 'missing'],
    ['Fixed Version', 'not fixed', 'no-fix-yet', 'missing'],
    ['CVE,Fix Available', 'CVE-2024-7264,No', 'no-fix-yet', 'missing'],
    ['Status,Fix State', 'Compliant,wont-fix', 'will-not-fix', 'installed'],
    ['Patch Available', 'No', null, 'installed'],
    ['Vendor Status', 'fixed', null, 'installed'],
    ['EOL', 'No', null, 'installed'],
    ['Status', 'Deferred', null, 'missing'],
    ['Status', 'Up to date', null, 'installed'],
  ])('%s: %s', async (headings, values, status, says) => {
    expect(await row(headings, values)).toEqual([status, says]);
  });

  test.each(['Update Channel', 'Office Channel', 'M365 Apps Channel', 'CDNBaseUrl', 'Office update branch', 'Channel'])(
    'the channel under “%s”',
    async (heading) => {
      const parts = await read(
        `Computer,Software,Version,${heading}\nw,Microsoft 365 Apps - en-us,16.0.17928.20216,MEC\n`,
      );
      expect(claims(parts)[0]?.claim.channel).toBe('MEC');
    },
  );
});
