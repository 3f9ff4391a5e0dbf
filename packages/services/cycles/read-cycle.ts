import type { CycleDto } from '@baton/contract/cycles.ts';
import type { CycleLevels, CycleProgress } from '@baton/domain/cycles/retrospective.ts';
import type { View } from '@baton/store/board/device-set.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { cycleDto, type KnownCycle, requireCycle } from './known-cycle.ts';
import { SETTLES_AFTER } from './open-cycles.ts';
import { readLevels } from './read-levels.ts';
import { readProgress } from './read-progress.ts';

/** Devices from which on the progress of a running cycle is looked at every ten minutes, and not with each report. */
const LARGE_FLEET = 20_000;
const TEN_MINUTES_MS = 600_000;

/** A cycle with what became of it: as of now while it runs, as of its end afterwards. */
export async function readCycle(
  db: Database,
  number: number,
  now: string,
): Promise<{ readonly cycle: CycleDto; readonly progress: CycleProgress; readonly levels: CycleLevels }> {
  const known = await requireCycle(db, number);
  const cycle = cycleDto(known, now);
  if (known.figures !== null) return { cycle, progress: known.figures, levels: known.figures.levels };
  const progress = await readProgress(db, known, momentOf(known, now));
  return { cycle, progress, levels: await readLevels(db, now, { from: known.startsAt, to: known.endsAt }) };
}

function momentOf(
  { startsAt, endsAt, start }: KnownCycle,
  now: string,
): { readonly view: View; readonly asOf: string } {
  const at = (moment: string) => ({ view: { scope: [], at: moment }, asOf: moment });
  if (Temporal.Instant.compare(endsAt, now) <= 0) return at(endsAt);
  if (start.devices.total < LARGE_FLEET) return { view: { scope: [], at: null }, asOf: now };
  const settled = Temporal.Instant.from(now).subtract(SETTLES_AFTER).epochMilliseconds;
  const whole = Temporal.Instant.fromEpochMilliseconds(Math.floor(settled / TEN_MINUTES_MS) * TEN_MINUTES_MS);
  // In its first minutes a cycle is where it began.
  return at(Temporal.Instant.compare(whole, startsAt) < 0 ? startsAt : whole.toString());
}
