import { FLEET_NOW, type View } from '@baton/store/board/device-set.ts';
import { readMilestones, walkCells } from '@baton/store/board/walk-cells.ts';
import { connectDatabase } from '@baton/store/connection/connect-database.ts';
import { findCell } from '@baton/store/evidence/list-cells.ts';
import { newTestDatabase } from '@baton/store/testing/test-database.ts';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import {
  judgeAs,
  makeDevices,
  makeFixes,
  TOLD_CELLS,
  type ToldDevice,
} from '../reconcile-devices/testing/told-history.ts';

const FIXES = ['KB1', 'KB2', 'KB3', 'KB4', 'KB5'];
const DEVICES = 120;
const OPEN = TOLD_CELLS.find(({ verdict }) => verdict === 'open');
const NOW = Temporal.Now.instant();
const TWO_DAYS_AGO = NOW.subtract({ hours: 48 });
const YESTERDAY: View = { scope: [], at: NOW.subtract({ hours: 24 }).toString() };

/** Open cells of a device: none, one, or several, so that milestones fall into devices and between them. */
const openThen = (device: number): number => (device * 7) % (FIXES.length + 1);
const openNow = (device: number): number => (device * 5 + 2) % (FIXES.length + 1);

test.each([
  ['now', FLEET_NOW, openNow, false],
  ['now, descending', FLEET_NOW, openNow, true],
  ['a day ago', YESTERDAY, openThen, false],
])('a page reached by milestones is the page that walking gives: %s', async (_when, view, open, descending) => {
  const connection = connectDatabase(await newTestDatabase());
  try {
    const { db } = connection;
    await makeFixes(db, new Map(FIXES.map((fix) => [fix, []])));
    // Names come twice: the id decides then.
    const names = Array.from({ length: DEVICES }, (_, n) => `dev-${Math.floor(n / 2)}`);
    const ids = await makeDevices(db, names);
    const fleet = (cells: (device: number) => number): readonly ToldDevice[] =>
      ids.map((deviceId, n) => ({
        deviceId,
        name: names[n] ?? '',
        operatingSystem: 'Debian 12',
        cells: new Map(OPEN === undefined ? [] : FIXES.slice(0, cells(n)).map((fix) => [fix, OPEN] as const)),
      }));
    await judgeAs(db, TWO_DAYS_AGO, fleet(openThen));
    await judgeAs(db, NOW, fleet(openNow));
    const { rows } = await sql<{ state_id: number }>`SELECT DISTINCT state_id FROM cell`.execute(db);
    const states = rows.map(({ state_id }) => state_id);
    const wanted = { states, withProven: false, total: 1_000_000, devices: DEVICES };
    await db.transaction().execute(async (trx) => {
      const milestones = await readMilestones(trx, view, wanted, { descending });
      expect(milestones.length).toBeGreaterThanOrEqual(9);
      const all = Array.from({ length: DEVICES }, (_, n) => open(n)).reduce((sum, cells) => sum + cells, 0);
      const listed = await walkCells(trx, view, wanted, { offset: 0, limit: all + 1, descending });
      expect(listed).toHaveLength(all);
      // One cell that is looked up is the one in the list.
      for (const cell of view.at === null ? listed.slice(0, 12) : [])
        expect(await findCell(trx, cell.deviceId, cell.fix)).toEqual(cell);
      for (let offset = 0; offset < all; offset += 5) {
        const page = { offset, limit: 5, descending };
        const from = milestones.findLast(({ before }) => before <= offset);
        expect(await walkCells(trx, view, wanted, { ...page, from })).toEqual(listed.slice(offset, offset + 5));
      }
    });
  } finally {
    await connection.close();
  }
});
