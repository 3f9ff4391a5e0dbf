import { cellsOfFixes } from '@baton/store/board/cells-as-of.ts';
import { connectDatabase } from '@baton/store/connection/connect-database.ts';
import { chosenCells } from '@baton/store/disagreements/chosen-cells.ts';
import { listWorkCells } from '@baton/store/disagreements/list-work.ts';
import { readDeviceGroups, readFixGroups, readStateCounts } from '@baton/store/disagreements/queue-groups.ts';
import { newTestDatabase } from '@baton/store/testing/test-database.ts';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { judgeAs, makeDevices, makeFixes, TOLD_CELLS } from './testing/told-history.ts';

const AT = Temporal.Instant.from('2026-11-20T08:00:00.100Z');
const PAGE = { limit: 10, offset: 0 };

test('of a group of several fixes only the cell of the fix that is asked for is told, and every cell counts', async () => {
  const connection = connectDatabase(await newTestDatabase());
  try {
    const { db } = connection;
    await makeFixes(db, new Map(['KB1', 'KB2', 'KB3'].map((fix) => [fix, []])));
    const ids = await makeDevices(db, ['WKS-1', 'WKS-2']);
    const stale = TOLD_CELLS.find(({ cause }) => cause === 'stale-scan');
    if (stale === undefined) throw new Error('There is no such cell.');
    // The first device has three cells in one group, the second one of them.
    const devices = ids.map((deviceId, n) => ({
      deviceId,
      name: `WKS-${n + 1}`,
      operatingSystem: 'Windows 11',
      cells: new Map((n === 0 ? ['KB1', 'KB2', 'KB3'] : ['KB3']).map((fix) => [fix, stale] as const)),
    }));
    await judgeAs(db, AT, devices);
    const { rows } = await sql<{ fix_id: number; key: string; state_id: number }>`
      SELECT DISTINCT f.fix_id, f.key, c.state_id FROM cell c JOIN fix f USING (fix_id) ORDER BY f.key`.execute(db);
    const [first] = rows;
    if (first === undefined) throw new Error('There is no cell.');
    // In the hour of the limit the cells themselves are counted, not sums over hours.
    const over = AT.add({ seconds: 1 }).toString();
    const states = [{ stateId: first.state_id, hours: 1, over, risk: over }];
    const fixIds = [first.fix_id];
    expect((await listWorkCells(db, { states, fixIds }, PAGE)).map(({ device, fix }) => [device, fix])).toEqual([
      ['WKS-1', 'KB1'],
    ]);
    const chosen = await sql`SELECT device_id, fix_id FROM (${chosenCells({ states, fixIds })}) c`.execute(db);
    expect(chosen.rows).toEqual([{ device_id: ids[0], fix_id: first.fix_id }]);
    const asked = await sql`SELECT * FROM (${cellsOfFixes(fixIds, { at: null, withProven: false })}) c`.execute(db);
    expect(asked.rows).toHaveLength(1);
    expect(await readStateCounts(db, states)).toMatchObject([{ cells: 4, over: 4, risk: 0 }]);
    expect((await readDeviceGroups(db, states, PAGE)).rows.map(({ label, cells }) => [label, cells]).sort()).toEqual([
      ['WKS-1', 3],
      ['WKS-2', 1],
    ]);
    expect((await readFixGroups(db, states, PAGE)).rows.map(({ key, cells }) => [key, cells]).sort()).toEqual([
      ['KB1', 1],
      ['KB2', 1],
      ['KB3', 2],
    ]);
  } finally {
    await connection.close();
  }
});
