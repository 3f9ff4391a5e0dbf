import { expect, it } from 'vitest';
import { looksSince, NEVER_SEEN } from './looks-since.ts';

it('counts in each line the devices not seen for longer, down to those never seen', () => {
  const bands = [
    { lastLook: 'day', devices: 60 },
    { lastLook: 'week', devices: 20 },
    { lastLook: 'quarter', devices: 7 },
    { lastLook: 'older', devices: 5 },
    { lastLook: 'never', devices: 8 },
  ] as const;
  const looks = looksSince([...bands], '2024-10-14T10:40:00.000Z');
  expect(looks.map((look) => look.devices)).toEqual([40, 20, 20, 13, 8]);
  expect(looks[1]?.since).toBe('2024-10-07T10:40:00.000Z');
  expect(looks.at(-1)?.since).toBe(NEVER_SEEN);
});
