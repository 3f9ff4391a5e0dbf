import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readAll } from '../../testing/read-all.ts';
import { PIECE_SIZE } from './host-report.ts';
import { nessusReader } from './nessus-reader.ts';

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');
const windows = await readAll(nessusReader, fixture('windows.nessus'), { zone: 'Europe/Berlin' });
const linux = await readAll(nessusReader, fixture('linux.nessus'), { zone: 'Europe/Berlin' });

describe('the scope of a Nessus report', () => {
  test('comes from its policy and from what 19506 says', () => {
    expect(windows.scope).toEqual({
      tool: 'Nessus',
      policy: 'Monthly, logged in',
      checks: {
        kind: 'ids',
        ids: ['19506', '35453', '93962', '208284', '208299', '66334', '51192', '48942', '209040'],
      },
      familiesOff: ['Databases'],
      targets: ['10.20.4.0/24', 'wks-0999'],
      feedDate: '2024-10-09T00:12:00Z',
      ports: 'default',
      showsSuperseded: false,
    });
  });

  test('names the checks of a family that is on in part', async () => {
    const plugin = (id: number, family: string, status: string) =>
      `<PluginItem><PluginId>${id}</PluginId><PluginName>KB${5044000 + id}: Windows</PluginName><Family>${family}</Family><Status>${status}</Status></PluginItem>`;
    const of = (family: string, status: string) =>
      `<FamilyItem><FamilyName>${family}</FamilyName><Status>${status}</Status></FamilyItem>`;
    const { scope } = await readAll(
      nessusReader,
      `<?xml version="1.0" ?><NessusClientData_v2><Policy><FamilySelection>${of('Windows', 'mixed')}${of('General', 'enabled')}</FamilySelection><IndividualPluginSelection>${plugin(1, 'Windows', 'enabled')}${plugin(2, 'Windows', 'disabled')}${plugin(3, 'General', 'enabled')}</IndividualPluginSelection></Policy><Report name="r"></Report></NessusClientData_v2>`,
      { zone: 'UTC' },
    );
    expect(scope?.partFamilies).toEqual([{ family: 'Windows', on: ['1'], off: ['2'], kbs: { KB5044001: '1' } }]);
    expect(scope?.checks).toEqual({ kind: 'unknown' });
  });

  test('is unknown where the report has no policy', () => {
    expect(linux.scope?.checks).toEqual({ kind: 'unknown' });
  });
});

describe('a host that the scan did not come to the end of', () => {
  const WHOLE = Array.from({ length: 50_000 }, (_, index) => String(19_500 + index)).join(';');
  const END = '<tag name="HOST_END_TIMESTAMP">1728788700</tag>';
  const TOLD =
    '<ReportItem pluginID="19506" severity="0" pluginFamily="Settings"><plugin_output>Credentialed checks : yes</plugin_output></ReportItem>';
  const endOf = async (plugins: string, tag: string, items: string) => {
    const { devices } = await readAll(
      nessusReader,
      `<?xml version="1.0" ?><NessusClientData_v2><Policy><Preferences><ServerPreferences><preference><name>plugin_set</name><value>${plugins}</value></preference></ServerPreferences></Preferences></Policy><Report name="r"><ReportHost name="a"><HostProperties><tag name="HOST_START_TIMESTAMP">1728788400</tag>${tag}</HostProperties>${items}</ReportHost></Report></NessusClientData_v2>`,
      { zone: 'UTC' },
    );
    return devices[0]?.look?.to;
  };

  test('has no end where the file has none, or where the whole set ran and 19506, which is last, did not', async () => {
    expect(await endOf(WHOLE, END, TOLD)).toBe('2024-10-13T03:05:00Z');
    expect(await endOf(WHOLE, '', TOLD)).toBeNull();
    expect(await endOf(WHOLE, END, '')).toBeNull();
    // A template of a few checks, or one without 19506, may leave it out.
    expect(await endOf('19506;208303', END, '')).toBe('2024-10-13T03:05:00Z');
    expect(await endOf(WHOLE.replace(';19506;', ';'), END, '')).toBe('2024-10-13T03:05:00Z');
  });
});

describe('a host', () => {
  test('is known under every name of its own, and not under the network’s name of its address', () => {
    expect(windows.devices[0]?.names).toEqual({
      shown: '10.20.4.12',
      hostnames: ['WKS-0412'],
      fqdns: ['wks-0412.corp.example'],
      ips: ['10.20.4.12'],
      macs: ['b4:45:06:11:22:33'],
      biosUuids: ['4c4c4544-0042-3510-8054-b4c04f4e3332'],
      serials: ['B5T8N32'],
      agentIds: [],
    });
  });

  test('was looked at when its timestamps say so', () => {
    expect(windows.devices[0]?.look).toMatchObject({ from: '2024-10-11T02:31:00Z', to: '2024-10-11T02:40:00Z' });
  });

  test('without timestamps was looked at in the zone of the import', () => {
    expect(windows.devices[1]?.look).toMatchObject({ from: '2024-10-11T02:41:00Z', to: '2024-10-11T02:50:00Z' });
    expect(linux.devices[0]?.look).toMatchObject({ from: '2024-10-11T00:31:00Z', to: '2024-10-11T00:45:00Z' });
  });

  test('with one timestamp only takes its zone from that', async () => {
    const text = fixture('windows.nessus').replace('<tag name="HOST_START_TIMESTAMP">1728613860</tag>', '');
    const { devices } = await readAll(nessusReader, text, { zone: 'Asia/Tokyo' });
    expect(devices[0]?.look?.from).toBe('2024-10-11T02:31:00Z');
  });

  test('without any timestamp takes the zone that 19506 names', async () => {
    const text = fixture('windows.nessus').replaceAll(/<tag name="HOST_(?:START|END)_TIMESTAMP">\d+<\/tag>/g, '');
    const { devices } = await readAll(nessusReader, text, { zone: 'Asia/Tokyo' });
    expect(devices[0]?.look?.from).toBe('2024-10-11T02:31:00Z');
  });

  test.each([
    ['24786', ''],
    ['26917', ''],
    ['10428', ''],
    ['110695', ''],
    ['117886', ''],
    ['12634', 'Local security checks have NOT been enabled for this host.'],
  ])('was not logged in to well enough where %s says so, whatever 19506 says', async (id, output) => {
    const said = `<ReportItem port="0" severity="0" pluginID="19506" pluginName="n" pluginFamily="Settings"><plugin_output>Credentialed checks : yes</plugin_output></ReportItem>`;
    const refused = `<ReportItem port="0" severity="0" pluginID="${id}" pluginName="n" pluginFamily="Settings"><plugin_output>${output}</plugin_output></ReportItem>`;
    const host = `<ReportHost name="h"><HostProperties><tag name="HOST_START">Mon Oct 14 03:10:00 2024</tag></HostProperties>${said}${refused}</ReportHost>`;
    const { devices } = await readAll(
      nessusReader,
      `<NessusClientData_v2><Report name="r">${host}</Report></NessusClientData_v2>`,
    );
    expect(devices[0]?.look?.authenticated).toBe(false);
    expect(devices[0]?.look?.authentication).toContain(id);
  });

  test('was logged in to where 19506 says so', () => {
    expect(windows.devices[0]?.look).toMatchObject({
      authenticated: true,
      authentication: "Credentialed checks : yes, as 'CORP\\svc-nessus' via SMB",
      reached: true,
    });
  });

  test('was not logged in to where its local checks were not run, whatever 19506 says', () => {
    expect(windows.devices[1]?.look).toMatchObject({
      authenticated: false,
      authentication: 'Credentialed checks : yes; local checks were not run (21745)',
    });
  });

  test('was not logged in to where only its tag says so, and unknown where nothing does', () => {
    expect(linux.devices.map((device) => device.look?.authenticated)).toEqual([null, false]);
  });

  test('that is dead was not reached', () => {
    expect(windows.devices[2]?.look?.reached).toBe(false);
    expect(windows.devices[2]?.state.lastSeen).toBeNull();
  });

  test('tells its system, build, kernel and pending reboot', () => {
    expect(windows.devices[0]?.state).toMatchObject({
      operatingSystem: 'Microsoft Windows 10 Enterprise Build 19045',
      distribution: 'windows:10-22H2',
      osBuild: '19045.4894',
      rebootPending: true,
      lastSeen: '2024-10-11T02:40:00Z',
    });
    expect(linux.devices[0]?.state).toMatchObject({ distribution: 'debian:12', runningKernel: '6.1.0-25-amd64' });
  });

  test.each([
    [
      'Linux Kernel 5.14.0-427.13.1.el9_4.x86_64 on Red Hat Enterprise Linux release 9.4',
      true,
      '5.14.0-427.13.1.el9_4.x86_64',
    ],
    ['Linux Kernel 6.1.147-172.266.amzn2023.x86_64 on Amazon Linux 2023', true, '6.1.147-172.266.amzn2023.x86_64'],
    ['Linux Kernel 5.14.0-427.13.1.el9_4.x86_64 on Red Hat Enterprise Linux release 9.4', false, null],
    ['Linux Kernel 5.4 on Ubuntu 20.04', true, null],
    ['Linux Kernel 6.1.147 on Amazon Linux 2023', true, null],
  ])('of the system “%s”, logged in: %s, runs %s', async (system, isLoggedIn, kernel) => {
    const { devices } = await readAll(
      nessusReader,
      `<NessusClientData_v2><Report name="r"><ReportHost name="a"><HostProperties>
       <tag name="operating-system">${system}</tag><tag name="Credentialed_Scan">${isLoggedIn}</tag>
       </HostProperties></ReportHost></Report></NessusClientData_v2>`,
    );
    expect(devices[0]?.state.runningKernel).toBe(kernel);
  });

  test('of very many findings comes in pieces, the last of which has the visit', async () => {
    const item = fixture('linux.nessus').match(/<ReportItem [^>]*pluginID="206000"[\s\S]*?<\/ReportItem>/)?.[0] ?? '';
    const text = fixture('linux.nessus').replace(item, item.repeat(PIECE_SIZE));
    const { devices } = await readAll(nessusReader, text);
    const pieces = devices.filter((device) => device.names.shown === 'web01');
    expect(pieces.map((device) => device.look === null)).toEqual([true, true, false]);
    expect(pieces.flatMap((device) => device.claims)).toHaveLength(2 * PIECE_SIZE + 2);
  });
});

describe('a finding', () => {
  test('of a cumulative update names its KB, its file and both versions', () => {
    expect(windows.devices[0]?.claims[0]).toMatchObject({
      says: 'missing',
      names: { kbs: ['KB5044273'], cves: ['CVE-2024-43572', 'CVE-2024-43573'] },
      installedVersion: '10.0.19041.4894',
      requiredVersion: '10.0.19041.5011',
      path: 'C:\\Windows\\system32\\ntoskrnl.exe',
      check: { tool: 'Nessus', id: '208284', published: '2024-10-08', modified: '2024-10-10', local: true },
      severity: 'critical',
      cvss: ['CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H', 'AV:N/AC:L/Au:N/C:C/I:C/A:C'],
      port: 445,
      place: { line: 61 },
    });
  });

  test('shows what Nessus said, not the words of its vendor', () => {
    const excerpt = windows.devices[0]?.claims[0]?.place.excerpt ?? '';
    expect(excerpt).toMatch(/^<ReportItem port="445".*pluginID="208284"/);
    expect(excerpt).toContain('Should be      : 10.0.19041.5011');
    expect(excerpt).not.toContain('Words of the vendor');
  });

  test('with a KB for every release names the one that this host misses', () => {
    expect(windows.devices[0]?.claims[1]?.names.kbs).toEqual(['KB5044091']);
  });

  test('of an application is one claim a copy', () => {
    const copies = windows.devices[0]?.claims.filter((claim) => claim.names.application !== null);
    expect(copies?.map(({ names, installedVersion, path }) => [names.application, installedVersion, path])).toEqual([
      ['Google Chrome', '129.0.6668.58', 'C:\\Program Files\\Google\\Chrome\\Application'],
      ['Google Chrome', '120.0.6099.71', 'C:\\Users\\k.brandt\\AppData\\Local\\Google\\Chrome\\Application'],
    ]);
  });

  test('of a distribution is one claim a package', () => {
    const packages = linux.devices.flatMap((device) => device.claims).filter((claim) => claim.names.package !== null);
    expect(
      packages.map(({ names, installedVersion, requiredVersion }) => [
        names.package,
        installedVersion,
        requiredVersion,
      ]),
    ).toEqual([
      ['expat', '2.5.0-1', '2.5.0-1+deb12u1'],
      ['libexpat1', '2.5.0-1', '2.5.0-1+deb12u1'],
      ['linux-image-6.1.0-25-amd64', '6.1.106-3', '6.1.112-1'],
      ['openssl-libs', '1:3.0.7-27.el9', '1:3.0.7-28.el9_4'],
      ['bash', '5.1.8-6.el9_1', '5.1.8-9.el9_4'],
      ['linux', null, null],
      ['libssl3', '3.0.2-0ubuntu1.17', '3.0.2-0ubuntu1.18'],
    ]);
  });

  test('over the network has the version that the banner gave', () => {
    expect(linux.devices[0]?.claims.at(-1)).toMatchObject({
      names: { application: 'OpenSSL' },
      installedVersion: '3.0.14',
      requiredVersion: '3.0.15',
      check: { local: false },
      port: 443,
    });
  });

  test('is no roll-up, no certificate and no list of what is installed', () => {
    const ids = windows.devices.flatMap((device) => device.claims).map((claim) => claim.check?.id);
    expect(new Set(ids)).toEqual(new Set(['208284', '208299', '209040']));
  });

  test('that cannot be read is a problem with its line', () => {
    expect(windows.problems).toEqual([
      { line: 143, what: 'An item with pluginID “11111”, severity “9” was left out.', where: 'ReportItem' },
    ]);
  });
});

describe('a file', () => {
  test('says the same however it comes in pieces', async () => {
    for (const size of [1, 7, 100, 4096]) {
      expect(await readAll(nessusReader, fixture('linux.nessus'), { zone: 'Europe/Berlin' }, size)).toEqual(linux);
    }
  });

  test('in UTF-16 or Latin-1 is read like one in UTF-8', async () => {
    const text = fixture('linux.nessus').replace('web01', 'wéb01');
    const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
    const latin1 = Buffer.from(
      text.replace('<?xml version="1.0" ?>', '<?xml version="1.0" encoding="ISO-8859-1"?>'),
      'latin1',
    );
    for (const bytes of [Buffer.from(text), utf16, latin1]) {
      expect(nessusReader.detect(bytes, 'scan')).toBe(1);
      expect((await readAll(nessusReader, bytes)).devices[0]?.names.shown).toBe('wéb01');
    }
  });

  test.each([
    ['is empty', '', 'empty'],
    ['is cut', fixture('linux.nessus').slice(0, 1500), 'cut'],
    ['is not well-formed', fixture('linux.nessus').replace('</HostProperties>', ''), 'malformed'],
    ['is another XML', '<html><body/></html>', 'other-format'],
    ['is of version 1', '<NessusClientData></NessusClientData>', 'other-format'],
    ['is a policy only', '<NessusClientData_v2><Policy></Policy></NessusClientData_v2>', 'other-format'],
    ['is a CSV', 'Plugin ID,CVE,Risk\n', 'other-format'],
    ['is in an encoding that nobody uses', '<?xml version="1.0" encoding="EBCDIC-US"?><a/>', 'malformed'],
    ['declares entities', '<!DOCTYPE x [<!ENTITY a "b">]><NessusClientData_v2/>', 'malformed'],
  ])('that %s is refused with a word on why', async (_what, content, code) => {
    await expect(readAll(nessusReader, content)).rejects.toMatchObject({ name: 'FormatError', code });
  });

  test('is left at once when the import is called off', async () => {
    const signal = AbortSignal.abort(new Error('called off'));
    await expect(readAll(nessusReader, fixture('linux.nessus'), { signal })).rejects.toThrow('called off');
  });
});

describe('what a check says of the vendor', () => {
  const item = (name: string, output: string, elements: string, family = 'Misc.') =>
    `<ReportItem port="0" severity="2" pluginID="225001" pluginName="${name}" pluginFamily="${family}">${elements}<plugin_output>${output}</plugin_output></ReportItem>`;
  const claimsOf = async (items: string) => {
    const host = `<ReportHost name="h"><HostProperties><tag name="HOST_START">Mon Oct 14 03:10:00 2024</tag></HostProperties>${items}</ReportHost>`;
    const whole = `<NessusClientData_v2><Report name="r">${host}</Report></NessusClientData_v2>`;
    const { devices, problems } = await readAll(nessusReader, whole);
    expect(problems).toEqual([]);
    return (devices[0]?.claims ?? []).map(
      ({ names, vendorStatus, installedVersion, requiredVersion, remnant, channel }) => ({
        name: names.package ?? names.application,
        vendorStatus,
        installedVersion,
        requiredVersion,
        remnant,
        channel,
      }),
    );
  };
  const nothing = { installedVersion: null, requiredVersion: null, remnant: null, channel: null };
  const unpatched = '<vendor_unpatched>true</vendor_unpatched><cve>CVE-2024-7264</cve>';
  const will =
    '<synopsis>The host has packages with a vulnerability that the vendor indicates will not be patched.</synopsis>';

  test.each([
    ['a list', '\n  - curl\n  - libcurl4_7.88.1-10+deb12u5\n', ['curl', 'libcurl4']],
    ['a label', '\nPackage : curl\n', ['curl']],
    ['several behind a label', 'Affected packages : curl, libcurl4', ['curl', 'libcurl4']],
    ['a sentence', 'curl 7.88.1-10+deb12u5 is installed', ['curl']],
    ['the words of a patch check', 'Remote package installed : curl_7.88.1-10+deb12u5\n  Should be : none', ['curl']],
    ['nothing', 'No output recorded.', [null]],
  ])('unpatched, the packages as %s', async (_, output, names) => {
    const claims = await claimsOf(item('Linux Distros Unpatched Vulnerability : CVE-2024-7264', output, unpatched));
    expect(claims.map(({ name }) => name)).toEqual(names);
    expect(claims.every(({ vendorStatus, requiredVersion }) => vendorStatus === 'no-fix-yet' && !requiredVersion)).toBe(
      true,
    );
  });

  test('will not be patched, where the check says so; by its name alone, in a distribution’s family', async () => {
    expect(
      (await claimsOf(item('Linux Distros Unpatched Vulnerability', 'Package : curl', unpatched + will)))[0],
    ).toEqual({
      ...nothing,
      name: 'curl',
      vendorStatus: 'will-not-fix',
    });
    const named = item('RHEL 8 : curl (Unpatched Vulnerability)', '- curl', '', 'Red Hat Local Security Checks');
    expect((await claimsOf(named)).map(({ vendorStatus }) => vendorStatus)).toEqual(['no-fix-yet']);
  });

  test.each([
    ['Adobe Flash Player Unsupported Version Detection', 'Adobe Flash Player'],
    ['PHP Unsupported Version Detection', 'PHP'],
    ['Apache Tomcat SEoL (8.5.x)', 'Apache Tomcat'],
    ['Microsoft SQL Server 2012 SEoL', 'Microsoft SQL Server'],
    ['Microsoft Internet Explorer Unsupported Version Detection', 'Microsoft Internet Explorer'],
    ['Microsoft Windows Server 2012 R2 SEoL', null],
    ['Unsupported Windows OS (remote)', null],
    ['Canonical Ubuntu Linux SEoL (18.04.x)', null],
    ['Unix Operating System Unsupported Version Detection', null],
  ])('%s: end of life', async (name, product) => {
    const elements = name.startsWith('PHP') ? '<unsupported_by_vendor>true</unsupported_by_vendor>' : '';
    const [claim] = await claimsOf(
      item(name, '\n  Installed version : 5.6.40\n  Supported versions : 8.2.x\n', elements),
    );
    expect(claim).toEqual({ ...nothing, name: product, vendorStatus: 'end-of-life', installedVersion: '5.6.40' });
  });

  test.each([
    ['Devolutions Remote Desktop Manager &lt; 2025.1', 'Devolutions Remote Desktop Manager'],
    ['Microsoft SQL Server Elevation of Privilege', 'Microsoft SQL Server'],
    ['WinRAR Remote Code Execution', 'WinRAR'],
    ['Foxit Reader Memory Corruption', 'Foxit Reader'],
    ['PuTTY Information Disclosure', 'PuTTY'],
  ])('%s: the product’s whole name', async (name, product) => {
    const found = '\n  Path : C:\\P\n  Installed version : 3.7.9\n  Fixed version : 3.7.17\n';
    const [claim] = await claimsOf(item(name, found, ''));
    expect(claim?.name).toBe(product);
  });

  test('a check that names a fix says nothing of the vendor', async () => {
    const fixed = '\n  Path : C:\\Python\n  Installed version : 3.7.9\n  Fixed version : 3.7.17\n';
    expect(await claimsOf(item('Python 3.7.x Vulnerability', fixed, ''))).toMatchObject([
      { vendorStatus: null, requiredVersion: '3.7.17', remnant: null },
    ]);
  });

  test('an entry without files, and the channel of Office', async () => {
    const left = '\n  Path : C:\\FileZilla (file does not exist)\n  Installed version : 3.60\n  Fixed version : 3.67\n';
    expect(await claimsOf(item('FileZilla &lt; 3.67', left, ''))).toMatchObject([{ remnant: 'entry-only' }]);
    const office =
      '\n  Channel : Monthly Enterprise Channel\n  Installed version : 16.0.17928.20148\n  Fixed version : 16.0.17928.20216\n';
    expect(await claimsOf(item('Security Updates for Microsoft Office C2R', office, ''))).toMatchObject([
      { channel: 'Monthly Enterprise Channel' },
    ]);
  });
});
