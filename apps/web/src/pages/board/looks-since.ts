import type { Coverage } from '@baton/contract/board.ts';

type Bands = Coverage['teams'][number]['looks'];

/** Devices that were not looked at since a time. */
export interface Looks {
  readonly words: string;
  readonly devices: number;
  readonly since: string;
}

/** A time before any look: what was not seen since was never seen. */
export const NEVER_SEEN = '1970-01-01T00:00:00Z';

const DAY_MS = 86_400_000;

/** From the band of the freshest look to that of none: what "not since" leaves out, one band after the other. */
const SINCE = [
  { freshest: 'day', words: 'for more than a day', days: 1 },
  { freshest: 'week', words: 'for more than a week', days: 7 },
  { freshest: 'month', words: 'for more than 30 days', days: 30 },
  { freshest: 'quarter', words: 'for more than 90 days', days: 90 },
] as const;

/** Bands of the age of the last look, added up: each counts the devices not seen for longer, the never seen among them. */
export function looksSince(bands: Bands, asOf: string): readonly Looks[] {
  const devicesOf = (wanted: Bands[number]['lastLook']): number =>
    bands.find(({ lastLook }) => lastLook === wanted)?.devices ?? 0;
  let left = bands.reduce((sum, { devices }) => sum + devices, 0);
  const since = SINCE.map(({ freshest, words, days }) => {
    left -= devicesOf(freshest);
    return { words, devices: left, since: new Date(Date.parse(asOf) - days * DAY_MS).toISOString() };
  });
  return [...since, { words: 'never', devices: devicesOf('never'), since: NEVER_SEEN }];
}
