import { randomUUID } from 'node:crypto';
import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PersonActor } from '../actor.ts';
import { EXPAT_FIXES } from '../relay/testing/kept-cells.ts';
import { addPerson } from '../relay/testing/relay-people.ts';
import { listWindows, removeWindow, saveWindow, type WindowToSave } from './maintenance-windows.ts';
import { readFeasibility } from './read-feasibility.ts';
import { clockedRelay } from './testing/clocked-relay.ts';

const database = useTestDatabase();
const relay = clockedRelay(() => database.db);
let novak: PersonActor;
let names: string[] = [];
const [fix = '', otherFix = ''] = EXPAT_FIXES;
const NOW = '2026-11-24T08:00:00Z';

beforeAll(async () => {
  novak = await addPerson(database.db, 'S. Novak', 'it');
  relay.at(NOW);
  const { devices } = await relay.open(fix, 3);
  names = devices.map((id) => `pc-${id.slice(0, 8)}`);
  for (const [index, id] of devices.entries()) {
    await sql`UPDATE device SET name = ${names[index]} WHERE device_id = ${id}`.execute(database.db);
  }
  await sql`INSERT INTO device_attribute (device_id, kind, value, valid_from, told_by)
    VALUES (${devices[2]}, 'group', 'servers', now(), 'x')`.execute(database.db);
});

function window(change: Partial<WindowToSave>): WindowToSave {
  return {
    name: randomUUID(),
    weekdays: [6],
    weeks: [],
    startsAt: '22:00',
    minutes: 240,
    timeZone: 'Europe/Berlin',
    everywhere: false,
    groups: [],
    devices: [],
    ...change,
  };
}

describe('feasibility', () => {
  test('without windows every device may be changed at any time', async () => {
    expect(await readFeasibility(database.db, NOW)).toMatchObject({ devices: 0, remediations: 0 });
  });

  // Due at the latest on Monday 30 November, 09:00 in Berlin: 72 h to test and 72 h from then.
  test('names the devices that have windows and none of them before the deadline', async () => {
    const late = window({ name: 'Sundays in December', weekdays: [7], weeks: [1], devices: names.slice(0, 2) });
    expect(await saveWindow(database.db, novak, late, NOW)).toMatchObject({
      devices: names.slice(0, 2).toSorted(),
      next: { start: '2026-12-06T21:00:00Z', end: '2026-12-07T01:00:00Z' },
    });
    expect(await readFeasibility(database.db, NOW)).toMatchObject({
      sentence: 'These 2 devices have no maintenance window before their deadline.',
      rows: [{ fix, devices: 2, names: names.slice(0, 2).toSorted(), dueAt: '2026-11-30T08:00:00Z' }],
    });
  });

  test('counts the windows of groups, and the best of several', async () => {
    await saveWindow(
      database.db,
      novak,
      window({ name: 'Servers', weekdays: [2], weeks: [1], groups: ['servers'] }),
      NOW,
    );
    expect((await readFeasibility(database.db, NOW)).devices).toBe(3);
    await saveWindow(database.db, novak, window({ name: 'One', devices: names.slice(0, 1) }), NOW);
    expect(await readFeasibility(database.db, NOW)).toMatchObject({ devices: 2, remediations: 1 });
    await saveWindow(database.db, novak, window({ name: 'All', everywhere: true, weekdays: [5] }), NOW);
    expect((await readFeasibility(database.db, NOW)).devices).toBe(0);
    await removeWindow(database.db, novak, 'All');
    expect((await readFeasibility(database.db, NOW)).devices).toBe(2);
  });

  test('a window that begins before the deadline and ends after it is none', async () => {
    await saveWindow(
      database.db,
      novak,
      window({ name: 'All', everywhere: true, weekdays: [1], startsAt: '08:00' }),
      NOW,
    );
    expect((await readFeasibility(database.db, NOW)).devices).toBe(2);
  });

  test('names of each fix the devices that need it, and none that need another', async () => {
    await removeWindow(database.db, novak, 'All');
    relay.at(NOW);
    const { devices } = await relay.open(otherFix, 1);
    await sql`UPDATE device SET name = 'pc-other' WHERE device_id = ${devices[0]}`.execute(database.db);
    await saveWindow(
      database.db,
      novak,
      window({ name: 'Other', weekdays: [7], weeks: [1], devices: ['pc-other'] }),
      NOW,
    );
    const { rows } = await readFeasibility(database.db, NOW);
    expect(rows.map((row) => [row.fix, row.devices])).toEqual([
      [fix, 2],
      [otherFix, 1],
    ]);
    expect(rows[1]?.names).toEqual(['pc-other']);
  });
});

describe('a window', () => {
  test('is IT’s to set, for devices that there are, in a zone that there is', async () => {
    const infosec = await addPerson(database.db, 'M. Sato', 'infosec', 'lead');
    const save = (actor: PersonActor, change: Partial<WindowToSave>) =>
      saveWindow(database.db, actor, window(change), NOW);
    await expect(save(infosec, { everywhere: true })).rejects.toMatchObject({ code: 'not-permitted' });
    await expect(save(novak, { devices: ['nowhere'] })).rejects.toThrow('No device is called nowhere.');
    await expect(save(novak, { everywhere: true, timeZone: 'Berlin' })).rejects.toMatchObject({
      where: 'body.timeZone',
    });
    await expect(save(novak, {})).rejects.toThrow('for no device');
    await expect(removeWindow(database.db, novak, 'nothing')).rejects.toMatchObject({ code: 'not-found' });
  });

  test('is set anew under its name', async () => {
    await saveWindow(database.db, novak, window({ name: 'Once', everywhere: true }), NOW);
    await saveWindow(database.db, novak, window({ name: 'Once', devices: names.slice(0, 1), minutes: 60 }), NOW);
    expect((await listWindows(database.db, NOW)).rows.filter(({ name }) => name === 'Once')).toMatchObject([
      { minutes: 60, everywhere: false, devices: names.slice(0, 1) },
    ]);
  });
});
