import { cycleSnapshot, retrospectiveFigures } from '@baton/contract/cycle-figures.ts';
import type { CycleDto, CycleState } from '@baton/contract/cycles.ts';
import { causeId } from '@baton/contract/ratio.ts';
import type { CycleSnapshot, Retrospective } from '@baton/domain/cycles/retrospective.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { type CountedCycle, findCycle } from '@baton/store/cycles/patch-cycles.ts';
import { z } from 'zod';
import { ServiceError } from '../service-error.ts';

/** What is kept of the moment at which a cycle began. */
export const startFigures = z.object({
  snapshot: cycleSnapshot,
  causes: z.array(z.object({ cause: causeId, cells: z.int(), devices: z.int() })),
});
export type StartFigures = z.infer<typeof startFigures>;

/** A cycle with its figures parsed. */
export interface KnownCycle {
  readonly cycleId: string;
  readonly number: number;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly timeZone: string;
  /** Fixes that were required when it began. */
  readonly fixes: number;
  readonly start: CycleSnapshot;
  readonly startCauses: StartFigures['causes'];
  readonly figures: Retrospective | null;
  readonly madeAt: string | null;
  readonly closedAt: string | null;
}

export function knownCycle(row: CountedCycle): KnownCycle {
  const { snapshot, causes } = startFigures.parse(row.start_figures);
  return {
    cycleId: row.cycle_id,
    number: row.number,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    timeZone: row.time_zone,
    fixes: row.fixes,
    start: snapshot,
    startCauses: causes,
    figures: row.figures === null ? null : retrospectiveFigures.parse(row.figures),
    madeAt: row.made_at,
    closedAt: row.closed_at,
  };
}

/** @throws ServiceError `not-found` */
export async function requireCycle(db: Database | DatabaseTransaction, number: number): Promise<KnownCycle> {
  const row = await findCycle(db, number);
  if (row !== undefined) return knownCycle(row);
  throw new ServiceError('not-found', `There is no cycle ${number}.`, { where: 'params.number' });
}

/** A cycle that can still be written into, locked until the transaction ends. @throws ServiceError `conflict` once it is closed */
export async function holdOpenCycle(trx: DatabaseTransaction, number: number): Promise<KnownCycle> {
  const cycle = await requireCycle(trx, number);
  if (cycle.closedAt === null) return cycle;
  throw new ServiceError('conflict', `Both leads have closed the retrospective of cycle ${number}.`, {
    hint: 'Write it into the cycle that runs now.',
  });
}

export function cycleDto(cycle: KnownCycle, now: string): CycleDto {
  const { start, fixes, figures } = cycle;
  return {
    number: cycle.number,
    state: stateOf(cycle, now),
    startsAt: cycle.startsAt,
    endsAt: cycle.endsAt,
    timeZone: cycle.timeZone,
    firstDay: dayIn(cycle.startsAt, cycle.timeZone),
    // The end is the next one's first moment.
    lastDay: dayIn(Temporal.Instant.from(cycle.endsAt).subtract({ milliseconds: 1 }).toString(), cycle.timeZone),
    frozen: { devices: start.devices.total, fixes, cells: start.agreed.denominator },
    agreedAtStart: start.agreed,
    agreedAtEnd: figures?.end.agreed ?? null,
    madeAt: cycle.madeAt,
    closedAt: cycle.closedAt,
  };
}

function stateOf({ endsAt, figures, closedAt }: KnownCycle, now: string): CycleState {
  if (closedAt !== null) return 'closed';
  if (figures !== null) return 'review';
  return Temporal.Instant.compare(endsAt, now) > 0 ? 'running' : 'ended';
}

function dayIn(at: string, timeZone: string): string {
  return Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}
