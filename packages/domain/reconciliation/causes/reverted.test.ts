import { expect, test } from 'vitest';
import { deviceOf, judgeDevice } from '../testing/situation.ts';

const NAMES = { application: '7-Zip' };

/** What one of IT's tools says of 7-Zip 24.08, in a list of a day of October. */
function listed(day: string, says: 'installed' | 'missing', path: string | null) {
  const installedVersion = says === 'installed' ? '24.08' : '23.01';
  const claim = { names: NAMES, says, raw: says, installedAt: null, installedVersion, requiredVersion: '24.08', path };
  return deviceOf({ it: { state: { lastSeen: `2024-10-${day}T09:00:00Z` }, claims: [claim] } });
}

test.each([
  ['one tool saw it before the other saw it gone', '12', '14', null, null, 'reverted'],
  ['the paths are one, written in two ways', '12', '14', 'C:\\7-Zip\\', 'c:/7-zip', 'reverted'],
  ['both saw it at one moment', '14', '14', null, null, 'unexplained'],
  ['they tell of two copies', '12', '14', 'C:\\7-Zip', 'D:\\7-Zip', 'unexplained'],
])('%s', (_, before, after, pathThen, pathNow, cause) => {
  const device = listed(after, 'missing', pathNow);
  const other = listed(before, 'installed', pathThen);
  for (const it of [
    [...device.it, ...other.it],
    [...other.it, ...device.it],
  ])
    expect(judgeDevice({ ...device, it }).map(({ cell }) => cell.cause)).toEqual([cause]);
});
