import { readFixFigures } from '@baton/store/board/fix-figures.ts';
import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import { expect, test } from 'vitest';
import {
  judgeAs,
  makeDevices,
  makeFixes,
  TOLD_CELLS,
  tellAttribute,
} from '../reconcile-devices/testing/told-history.ts';

const database = useTestDatabase();
const NOW = Temporal.Now.instant();

test('devices of a scope that are alike count each, so that a past day keeps what it had', async () => {
  const { db } = database;
  const proven = TOLD_CELLS.find(({ verdict }) => verdict === 'proven') ?? expect.fail('no proven cell');
  await makeFixes(db, new Map([['KB1', []]]));
  const names = ['first', 'second', 'third'];
  const ids = await makeDevices(db, names);
  const had = (devices: readonly number[]) =>
    ids.map((deviceId, n) => ({
      deviceId,
      name: names[n] ?? '',
      operatingSystem: 'Debian 12',
      cells: new Map(devices.includes(n) ? [['KB1', proven] as const] : []),
    }));
  const from = NOW.subtract({ hours: 72 });
  for (const deviceId of ids) await tellAttribute(db, deviceId, { kind: 'site', value: 'Berlin', from, until: null });
  await judgeAs(db, NOW.subtract({ hours: 48 }), had([0]));
  await judgeAs(db, NOW, had([0, 1, 2]));
  const scope = [{ kind: 'site' as const, values: ['Berlin'] }];
  const fixesAt = async (at: string | null) =>
    (await db.transaction().execute((trx) => readFixFigures(trx, { scope, at }))).byFix.counted;
  expect(await fixesAt(null)).toMatchObject({ required: 1, proven: 1 });
  expect(await fixesAt(NOW.subtract({ hours: 24 }).toString())).toMatchObject({ required: 1, proven: 1 });
});
