import { describe, expect, test } from 'vitest';
import { readAll } from '../testing/read-all.ts';
import { csvReader } from './csv/csv-reader.ts';
import { nameAndVersion } from './csv/name-and-version.ts';
import { debsecanReader } from './debsecan/debsecan-reader.ts';
import { nessusReader } from './nessus/nessus-reader.ts';

/** Whoever may deliver a report could stop the server for everybody with one file, if reading took more than linear time. */
const LONG = 150_000;

/** Runs of what the patterns for names and versions repeat; each took minutes to hours once. */
const RUNS = [' ', '=', ',', '-', '.', ':', '1.', '(x64', '\t ', '0', '-1', 'a ', '<', 'CVE-1 '];

const nessus = (item: string) =>
  `<?xml version="1.0" ?><NessusClientData_v2><Report name="r"><ReportHost name="h"><HostProperties>
<tag name="HOST_START_TIMESTAMP">1728730000</tag><tag name="Credentialed_Scan">true</tag></HostProperties>${item}</ReportHost></Report></NessusClientData_v2>`;

describe('a hostile report is read in linear time', () => {
  test.each(RUNS)('a title that is a run of %j', (run) => {
    const title = `a${run.repeat(LONG / run.length)}!`;
    const { name, version } = nameAndVersion(title);
    expect(name.length).toBeLessThanOrEqual(300);
    expect(version).toBeNull();
  });

  test.each(RUNS)('cells of a CSV that are runs of %j', { timeout: 10_000 }, async (run) => {
    const cell = `"x${run.repeat(LONG / run.length)}!"`;
    const row = [cell, cell, cell, cell, cell].join(',').slice(0, 1_000_000);
    const head = 'Computer,Update,Installed Version,Status,Install Date';
    await readAll(
      csvReader,
      `${head}\nPC-1,KB5044285,1.0,Installed,2024-10-13\n${row}"\n`.replace('""', '"'),
      {},
    ).catch(() => null);
  });

  test('line ends inside a cell', { timeout: 10_000 }, async () => {
    const cell = `"x${'\n'.repeat(LONG)}x"`;
    const text = `Computer,KB,Status,Install Date\nPC-1,KB5044285,Installed,2024-10-13\nPC-2,KB5044285,${cell},2024-10-13\n`;
    await readAll(csvReader, text, {}).catch(() => null);
  });

  test.each(RUNS)('the name of a check, and its output, that are runs of %j', { timeout: 10_000 }, async (run) => {
    const text = run.repeat(LONG / run.length).replaceAll('<', '&lt;');
    const item = `<ReportItem port="0" svc_name="general" protocol="tcp" severity="3" pluginID="1" pluginName="Foo ${text}!" pluginFamily="Windows"><cve>CVE-2024-1</cve><plugin_output>
  Installed version : ${text}!
  Fixed version : ${text}!
Linux ${text}
${text.replaceAll(' ', '\n')}!</plugin_output></ReportItem>`;
    await readAll(nessusReader, nessus(item), {});
  });

  test.each([' ', ',', '(', ')', '(a'])(
    'a line of debsecan’s that is a run of %j',
    { timeout: 10_000 },
    async (run) => {
      const text = `Security report based on the bookworm release\n\n*** Available security updates\n\nCVE-2024-45490 Words.\n  <u>\n  - a${run.repeat(LONG / run.length)}!\n  - bash (high urgency)\n\n`;
      const { devices, problems } = await readAll(debsecanReader, text, { device: 'd', at: '2024-10-11T02:31:00Z' });
      expect(problems).toHaveLength(1);
      expect(devices.flatMap(({ claims }) => claims.map(({ names }) => names.package))).toEqual(['bash']);
    },
  );
});
