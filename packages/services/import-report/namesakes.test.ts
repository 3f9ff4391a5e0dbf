import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { hoursAgo, nessusScan, patchCsv } from '../evidence/testing/sample-reports.ts';
import { DeliveredFleet, type FileOfSource } from './testing/delivered-fleet.ts';

const KB = 'KB5044273';
const row = (computer: string, serial = '') => ({
  computer,
  serial,
  kb: KB,
  status: 'Installed',
  installedOn: hoursAgo(60),
  lastBoot: hoursAgo(50),
});
const looked = { from: Math.floor(Date.now() / 1000) - 7200 };
const berlin = { name: 'srv01.berlin.example', ...looked };
/** The one that lacks the fix. */
const paris = { name: 'srv01.paris.example', ...looked, findings: [{ plugin: '208284', kb: KB }] };
const other = { name: 'srv02.berlin.example', ...looked };

const IT = { team: 'it', source: 'WSUS', fileName: 'wsus.csv', text: patchCsv([row('SRV01'), row('SRV02')]) } as const;
const scan = (source: string, ...hosts: Parameters<typeof nessusScan>[0]) =>
  ({
    team: 'infosec',
    source,
    fileName: `${hosts.map(({ name }) => name).join()}.nessus`,
    text: nessusScan(hosts),
  }) as const;

const APART = [
  ['SRV01', 'it', 'unproven', 'not-in-infosec-scope'],
  ['SRV02', 'infosec it', 'proven', null],
  ['srv01.paris.example', 'infosec', 'unproven', 'not-in-it-inventory'],
];

test.each<[string, readonly FileOfSource[]]>([
  ['one scan of both', [IT, scan('Nessus', berlin, paris, other)]],
  ['one scan of both, first', [scan('Nessus', paris, berlin, other), IT]],
  ['a scan of each', [IT, scan('Nessus', berlin, other), scan('Nessus', paris)]],
  ['a scan of each, the other way', [IT, scan('Nessus', paris, other), scan('Nessus', berlin)]],
  ['between them', [scan('Nessus', berlin, other), IT, scan('Nessus', paris)]],
  ['two scanners', [scan('Nessus', berlin, other), IT, scan('Tenable', paris)]],
  [
    'delivered again',
    [IT, scan('Nessus', berlin, other), scan('Nessus', paris), IT, scan('Nessus', berlin, other), IT],
  ],
])('a bare name that two hosts bear proves nothing: %s', async (_title, deliveries) => {
  await using fleet = await DeliveredFleet.open();
  for (const file of deliveries) await fleet.deliver(file);
  expect(await fleet.cells()).toEqual(APART);
});

test('each of three records that nothing else joins is a device, with its own names alone', async () => {
  await using fleet = await DeliveredFleet.open();
  // By name MECM comes before WSUS and keeps the device; WSUS leaves it first, and Nessus after it.
  const mecm = { ...IT, source: 'MECM', text: patchCsv([row('SRV01')]) };
  const wsus = { ...IT, text: patchCsv([row('SRV01', '5CG2317K0V')]) };
  for (const file of [wsus, mecm, scan('Nessus', berlin), scan('Tenable', paris)]) await fleet.deliver(file);
  const { rows } = await sql<{ names: readonly string[] }>`
    SELECT array_agg(value ORDER BY value) AS names FROM device_identifier
    WHERE kind IN ('serial', 'fqdn', 'hostname') AND device_id IN (SELECT device_id FROM device_identifier WHERE value = 'srv01')
    GROUP BY device_id ORDER BY 1`.execute(fleet.db);
  expect(rows.map(({ names }) => names)).toEqual([
    ['5cg2317k0v', 'srv01'],
    ['srv01'],
    ['srv01', 'srv01.berlin.example'],
    ['srv01', 'srv01.paris.example'],
  ]);
});

test.each<[string, readonly FileOfSource[]]>([
  [
    'both first',
    [
      { ...IT, text: patchCsv([row('srv01.berlin.example'), row('srv01.paris.example')]) },
      scan('Nessus', { ...berlin, name: 'SRV01' }),
    ],
  ],
  [
    'both last',
    [
      scan('Nessus', { ...berlin, name: 'SRV01' }),
      { ...IT, text: patchCsv([row('srv01.berlin.example'), row('srv01.paris.example')]) },
    ],
  ],
  [
    'one after the other',
    [
      { ...IT, text: patchCsv([row('srv01.berlin.example')]) },
      scan('Nessus', { ...berlin, name: 'SRV01' }),
      { ...IT, source: 'MECM', text: patchCsv([row('srv01.paris.example')]) },
    ],
  ],
])('nor where it is the scanner that tells the bare name: %s', async (_title, deliveries) => {
  await using fleet = await DeliveredFleet.open();
  for (const file of deliveries) await fleet.deliver(file);
  expect(await fleet.cells()).toEqual([
    ['srv01.berlin.example', 'it', 'unproven', 'not-in-infosec-scope'],
    ['srv01.paris.example', 'it', 'unproven', 'not-in-infosec-scope'],
  ]);
});
