import type { CycleDto, listCycles as listRoute } from '@baton/contract/cycles.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { readCycles, readSchedule } from '@baton/store/cycles/patch-cycles.ts';
import type { z } from 'zod';
import { ServiceError } from '../service-error.ts';
import { currentPolicy } from '../service-levels/policy-book.ts';
import { cycleDto, knownCycle, requireCycle } from './known-cycle.ts';
import { scheduleOf } from './plan-cycles.ts';

interface Clock {
  readonly now: string;
  /** The customer's zone, until a policy or schedule says another. */
  readonly timeZone: string;
}

/** Every cycle, the newest first, and by which rule they begin. */
export async function listCycles(db: Database, { now, timeZone }: Clock): Promise<z.input<typeof listRoute.response>> {
  const rows = (await readCycles(db)).map((row): CycleDto => cycleDto(knownCycle(row), now));
  const kept = await readSchedule(db);
  const policy = await currentPolicy(db, now, timeZone);
  return {
    rows,
    total: rows.length,
    schedule:
      kept === undefined
        ? null
        : {
            ...scheduleOf(kept),
            version: kept.version,
            setBy: kept.set_by_name,
            setByTeam: kept.set_by_team,
            setAt: kept.set_at,
          },
    ofPolicy: { rule: { kind: 'weekday', ...policy.cycle }, timeZone: policy.timeZone },
  };
}

/** Cycles side by side, in the order asked for. @throws ServiceError `not-found`; `conflict` where one has no retrospective yet */
export async function compareCycles(db: Database, now: string, numbers: readonly number[]) {
  const cycles = [];
  for (const number of new Set(numbers)) {
    const known = await requireCycle(db, number);
    if (known.figures === null) {
      throw new ServiceError('conflict', `Cycle ${number} has no retrospective yet.`, {
        where: 'query.numbers',
        hint: 'Compare cycles that have ended.',
      });
    }
    cycles.push({ cycle: cycleDto(known, now), figures: known.figures });
  }
  return { cycles };
}
