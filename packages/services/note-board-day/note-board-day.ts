import { cellsByVerdict, unexplainedCells } from '@baton/domain/reconciliation/count-states.ts';
import { numbersOfCells } from '@baton/domain/reconciliation/unit-numbers.ts';
import { noteDay, readUnsettledDays } from '@baton/store/board/board-days.ts';
import { readFleetFigures } from '@baton/store/board/board-figures.ts';
import { FLEET_NOW, type View } from '@baton/store/board/device-set.ts';
import { readFiguresOfView } from '@baton/store/board/figures-of-view.ts';
import { readFixFigures } from '@baton/store/board/fix-figures.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import type { DayFigures } from '@baton/store/tables/day-figures.ts';
import { dayOf, endOfDay } from '../read-board/asked-view.ts';
import { isSettled, snapshot } from '../read-board/computed-once.ts';
import { knownStates } from '../read-board/known-states.ts';

/** Notes how the board stands now on the day of `now`. What moves later in the day is noted over it. */
export async function noteBoardDay(db: Database, now: Temporal.Instant = Temporal.Now.instant()): Promise<void> {
  const figures = await snapshot(db, async (trx) => ({
    ...(await readFleetFigures(trx)),
    ...(await readFixFigures(trx, FLEET_NOW)),
  }));
  await note(db, dayOf(now), figures, { settled: false });
}

/** A start after a long pause has many days to settle; each takes a look at what moved since. */
const DAYS_AT_ONCE = 40;

/** Notes past days as they were at their end, once nothing of them can come any more. */
export async function settleBoardDays(db: Database, now: Temporal.Instant = Temporal.Now.instant()): Promise<number> {
  const days = (await readUnsettledDays(db, dayOf(now), DAYS_AT_ONCE)).filter((day) => isSettled(endOfDay(day), now));
  for (const day of days) {
    const view: View = { scope: [], at: endOfDay(day) };
    const figures = await snapshot(db, async (trx) => ({
      ...(await readFiguresOfView(trx, view)),
      ...(await readFixFigures(trx, view)),
    }));
    await note(db, day, figures, { settled: true });
  }
  return days.length;
}

async function note(
  db: Database,
  day: string,
  figures: DayFigures,
  { settled }: { readonly settled: boolean },
): Promise<void> {
  const known = await knownStates(
    db,
    figures.states.map(({ stateId }) => stateId),
  );
  const states = figures.states.flatMap(({ stateId, cells }) => {
    const state = known.get(stateId);
    return state === undefined ? [] : [{ state, cells }];
  });
  await noteDay(db, {
    day,
    numbers: numbersOfCells(states),
    verdicts: cellsByVerdict(states),
    unexplained: unexplainedCells(states),
    figures,
    settled,
  });
}
