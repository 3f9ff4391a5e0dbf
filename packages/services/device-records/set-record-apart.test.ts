import { readBoardTotals } from '@baton/store/evidence/board.ts';
import { expect, test } from 'vitest';
import type { PersonActor } from '../actor.ts';
import { defaultStanding } from '../charter/standing.ts';
import { hoursAgo, nessusScan, patchCsv } from '../evidence/testing/sample-reports.ts';
import { DeliveredFleet } from '../import-report/testing/delivered-fleet.ts';
import { listLog } from '../log/list-log.ts';
import { getDevice } from '../read-devices/get-device.ts';
import { listDevices } from '../read-devices/list-devices.ts';
import { putRecordBack, setRecordApart } from './set-record-apart.ts';

const KB = 'KB5044273';
const row = { kb: KB, status: 'Installed', installedOn: hoursAgo(60), lastBoot: hoursAgo(50) };
const WSUS = {
  team: 'it',
  source: 'WSUS',
  fileName: 'wsus.csv',
  text: patchCsv([
    { computer: 'SRV01', ...row },
    { computer: 'SRV02', ...row },
  ]),
} as const;
const scanned = { name: 'SRV01', from: Math.floor(Date.now() / 1000) - 7200 };
const NESSUS = { team: 'infosec', source: 'Nessus', fileName: 'scan.nessus', text: nessusScan([scanned]) } as const;

const analyst: PersonActor = {
  kind: 'person',
  personId: '01900000-0000-7000-8000-000000000001',
  name: 'Analyst',
  team: 'infosec',
  role: 'member',
  administrator: false,
  standing: defaultStanding({ team: 'infosec', role: 'member' }),
};
const because = { source: 'nessus', reason: 'Another SRV01, in the test network' };

const JOINED = [
  ['SRV01', 'infosec it', 'proven', null],
  ['SRV02', 'it', 'unproven', 'not-in-infosec-scope'],
];
const APART = [
  ['SRV01', 'it', 'unproven', 'not-in-infosec-scope'],
  ['SRV02', 'it', 'unproven', 'not-in-infosec-scope'],
];

async function fleetJoined(): Promise<{ readonly fleet: DeliveredFleet; readonly joined: string }> {
  const fleet = await DeliveredFleet.open();
  for (const file of [WSUS, NESSUS]) await fleet.deliver(file);
  expect(await fleet.cells()).toEqual(JOINED);
  const [device] = await fleet.db.selectFrom('device').select('device_id').where('name', '=', 'SRV01').execute();
  return { fleet, joined: device?.device_id ?? '' };
}

test('what people set apart proves nothing any more, stays apart in later deliveries, and is put back whole', async () => {
  const { fleet, joined } = await fleetJoined();
  await using _ = fleet;
  const { db } = fleet;
  const apart = await setRecordApart(db, analyst, joined, because);
  await fleet.judge();
  expect(await fleet.cells()).toEqual(APART);
  for (const file of [NESSUS, WSUS, NESSUS]) await fleet.deliver(file);
  expect(await fleet.cells()).toEqual(APART);
  expect((await listDevices(db, { page: 1, pageSize: 10 })).total).toBe(3);
  expect((await getDevice(db, apart.deviceId)).names).toMatchObject([
    { source: 'Nessus', apartFrom: { deviceId: joined, name: 'SRV01' }, canBeSetApart: false },
  ]);

  expect(await putRecordBack(db, analyst, apart.deviceId, because)).toMatchObject({ deviceId: joined });
  await fleet.judge();
  expect(await fleet.cells()).toEqual(JOINED);
  for (const file of [NESSUS, WSUS]) await fleet.deliver(file);
  expect(await fleet.cells()).toEqual(JOINED);
  const gone = await getDevice(db, apart.deviceId);
  expect(gone).toMatchObject({ names: [], joinedInto: { deviceId: joined }, required: 0 });
  const listed = await listDevices(db, { page: 1, pageSize: 10 });
  expect([listed.total, listed.rows.map(({ name }) => name)]).toEqual([2, ['SRV01', 'SRV02']]);
  expect(await readBoardTotals(db)).toMatchObject({ devices: 2, in_it: 2, in_infosec: 1, in_both: 1 });
});

test('what people said holds against a serial number that both sources tell later', async () => {
  await using fleet = await DeliveredFleet.open();
  const told = (source: string, serial: string) => {
    const text = patchCsv([{ computer: 'SRV01', serial, ...row, lastSeen: hoursAgo(source === 'PDQ' ? 2 : 1) }]);
    return { team: 'it', source, fileName: `${source} ${serial}.csv`, text } as const;
  };
  for (const source of ['WSUS', 'PDQ']) await fleet.deliver(told(source, ''));
  const [joined] = await fleet.db.selectFrom('device').select('device_id').execute();
  const apart = await setRecordApart(fleet.db, analyst, joined?.device_id ?? '', { ...because, source: 'PDQ' });
  for (const source of ['WSUS', 'PDQ']) await fleet.deliver(told(source, '5CG2317K0V'));
  const records = await fleet.db
    .selectFrom('device_record')
    .innerJoin('source', 'source.source_id', 'device_record.source_id')
    .select(['source.name', 'device_id'])
    .orderBy('source.name')
    .execute();
  expect(records).toEqual([
    { name: 'PDQ', device_id: apart.deviceId },
    { name: 'WSUS', device_id: joined?.device_id },
  ]);
});

test('is in the log with who, what and why', async () => {
  const { fleet, joined } = await fleetJoined();
  await using _ = fleet;
  const { deviceId } = await setRecordApart(fleet.db, analyst, joined, because);
  const { rows } = await listLog(fleet.db, { action: 'device.record-set-apart', page: 1, pageSize: 10 });
  expect(rows).toMatchObject([
    {
      subject: { kind: 'device', id: joined },
      details: { source: 'Nessus', shown: 'SRV01', device: deviceId, deviceName: 'SRV01', reason: because.reason },
    },
  ]);
});

test('says what it cannot do, and changes nothing', async () => {
  const { fleet, joined } = await fleetJoined();
  await using _ = fleet;
  const { db } = fleet;
  const refused = (act: Promise<unknown>) =>
    act.then(
      () => 'done',
      (error: Error) => error.message,
    );
  expect(await refused(setRecordApart(db, analyst, joined, { ...because, source: 'Intune' }))).toBe(
    'No source “Intune” knows this device.',
  );
  expect(await refused(putRecordBack(db, analyst, joined, because))).toBe(
    'Nobody set apart what Nessus calls this device.',
  );
  expect(await refused(setRecordApart(db, { ...analyst, role: 'viewer' }, joined, because))).toMatch(/^To set names/);
  const { deviceId } = await setRecordApart(db, analyst, joined, because);
  expect(await refused(setRecordApart(db, analyst, deviceId, because))).toBe(
    'Only Nessus knows this device: there is nothing to set it apart from.',
  );
});
