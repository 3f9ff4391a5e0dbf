import { expect, test } from 'vitest';
import { hoursAgo, nessusScan, patchCsv } from '../evidence/testing/sample-reports.ts';
import { listImportProblems } from '../read-imports/list-imports.ts';
import { DeliveredFleet } from './testing/delivered-fleet.ts';

const KB = 'KB5044273';
const row = { kb: KB, status: 'Installed', installedOn: hoursAgo(60), lastBoot: hoursAgo(50) };
const WSUS = {
  team: 'it',
  source: 'WSUS',
  fileName: 'wsus.csv',
  text: patchCsv([
    { computer: 'WKS-1', ...row },
    { computer: 'WKS-2', ...row },
  ]),
} as const;

/** A scan of both by a clock that is so many minutes ahead; the second lacks the fix. */
function scan(minutesAhead: number) {
  const from = Math.floor(Date.now() / 1000) + minutesAhead * 60;
  const text = nessusScan([
    { name: 'WKS-1', from },
    { name: 'WKS-2', from, findings: [{ plugin: '208284', kb: KB }] },
  ]);
  return { team: 'infosec', source: 'Nessus', fileName: `ahead-${minutesAhead}.nessus`, text } as const;
}

test('a visit dated after its delivery reports, and its silence proves nothing; the delivery says so', async () => {
  await using fleet = await DeliveredFleet.open();
  await fleet.deliver(WSUS);
  await fleet.deliver(scan(26 * 60));
  expect(await fleet.cells()).toEqual([
    ['WKS-1', 'infosec it', 'unproven', 'out-of-scan-scope'],
    ['WKS-2', 'infosec it', 'disputed', 'unexplained'],
  ]);
  const reports = await fleet.db.selectFrom('report').select('report_id').where('team', '=', 'infosec').execute();
  const { rows } = await listImportProblems(fleet.db, reports[0]?.report_id ?? '', { page: 1, pageSize: 10 });
  expect(rows).toMatchObject([{ line: 1, what: expect.stringContaining('2 visits are dated after this file') }]);
});

test('clocks may differ by a little', async () => {
  await using fleet = await DeliveredFleet.open();
  await fleet.deliver(WSUS);
  await fleet.deliver(scan(2));
  expect((await fleet.cells())[0]).toEqual(['WKS-1', 'infosec it', 'proven', null]);
});
