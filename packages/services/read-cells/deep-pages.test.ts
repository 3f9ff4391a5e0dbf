import { FLEET_NOW } from '@baton/store/board/device-set.ts';
import { readMilestones, walkCells } from '@baton/store/board/walk-cells.ts';
import { connectDatabase } from '@baton/store/connection/connect-database.ts';
import { newTestDatabase } from '@baton/store/testing/test-database.ts';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { judgeAs, makeDevices, makeFixes, TOLD_CELLS } from '../reconcile-devices/testing/told-history.ts';

const FIXES = ['KB1', 'KB2', 'KB3', 'KB4', 'KB5'];
/** Open cells of a device: none, one, or several, so that milestones fall into devices and between them. */
const openCells = (device: number): number => (device * 7) % (FIXES.length + 1);
const OPEN = TOLD_CELLS.find(({ verdict }) => verdict === 'open');

test.each([false, true])(
  'a page reached by milestones is the page that walking gives (descending: %s)',
  async (descending) => {
    const connection = connectDatabase(await newTestDatabase());
    try {
      const { db } = connection;
      await makeFixes(db, new Map(FIXES.map((fix) => [fix, []])));
      // Names come twice: the id decides then.
      const names = Array.from({ length: 120 }, (_, n) => `dev-${Math.floor(n / 2)}`);
      const ids = await makeDevices(db, names);
      const told = ids.map((deviceId, n) => ({
        deviceId,
        name: names[n] ?? '',
        operatingSystem: 'Debian 12',
        cells: new Map(OPEN === undefined ? [] : FIXES.slice(0, openCells(n)).map((fix) => [fix, OPEN] as const)),
      }));
      await judgeAs(db, Temporal.Now.instant(), told);
      const { rows } = await sql<{ state_id: number }>`SELECT DISTINCT state_id FROM cell`.execute(db);
      const wanted = {
        states: rows.map(({ state_id }) => state_id),
        withProven: false,
        total: 1_000_000,
        devices: 120,
      };
      await db.transaction().execute(async (trx) => {
        const milestones = await readMilestones(trx, FLEET_NOW, wanted, { descending });
        expect(milestones.length).toBeGreaterThanOrEqual(10);
        for (let offset = 0; offset < 300; offset += 5) {
          const page = { offset, limit: 5, descending };
          const walked = await walkCells(trx, FLEET_NOW, wanted, page);
          const from = milestones.findLast(({ before }) => before <= offset);
          expect(await walkCells(trx, FLEET_NOW, wanted, { ...page, from })).toEqual(walked);
        }
      });
    } finally {
      await connection.close();
    }
  },
);
