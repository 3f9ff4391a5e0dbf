import type { MeasuresDto } from '@baton/contract/service-levels.ts';
import { measure, type Window } from '@baton/domain/service-levels/measures.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { readBoardTotals, readCauseTotals } from '@baton/store/evidence/board.ts';
import { readLegMinutes, readRounds } from '@baton/store/service-levels/rounds.ts';
import { ServiceError } from '../service-error.ts';
import { currentPolicy, tierName } from './policy-book.ts';

export interface MeasuresQuery {
  readonly days: number;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** How well the service levels are kept in a window: the last so many days, or from one moment to another. */
export async function readMeasures(db: Database, now: string, query: MeasuresQuery): Promise<MeasuresDto> {
  const window = windowOf(query, now);
  const end = Date.parse(window.to) < Date.parse(now) ? window.to : now;
  const found = measure(await readRounds(db, window), window, now);
  const policy = await currentPolicy(db, now, 'UTC');
  const legs = await readLegMinutes(db, { from: window.from, to: end });
  const totals = await readBoardTotals(db);
  const required = totals.proven + totals.open + totals.disputed + totals.unproven + totals.excepted;
  const unexplained = (await readCauseTotals(db)).find(({ part, cause }) => part === 'all' && cause === 'unexplained');
  return {
    ...window,
    attainment: { ...found.attainment },
    attainmentByTier: found.attainmentByTier.map(({ tierId, attainment }) => ({
      tier: tierName(policy, tierId),
      attainment: { ...attainment },
    })),
    timeToRemediate: { ...found.timeToRemediate },
    ageOfOpen: { ...found.ageOfOpen },
    timeToVerify: { ...found.timeToVerify },
    halfLife: { minutes: found.survival.halfLifeMinutes, of: found.survival.of },
    survival: found.survival.steps.map((step) => ({ ...step })),
    reopened: { ...found.reopened },
    coverage: { numerator: totals.in_both, denominator: totals.devices },
    disputed: { numerator: totals.disputed, denominator: required },
    unexplained: { numerator: unexplained?.cells ?? 0, denominator: required },
    legs: legs.map(({ place, team, minutes }) => ({ leg: place, team, minutes })),
  };
}

function windowOf({ days, from, to }: MeasuresQuery, now: string): Window {
  const end = to ?? now;
  const begin =
    from ??
    Temporal.Instant.from(end)
      .subtract({ hours: 24 * days })
      .toString();
  if (Temporal.Instant.compare(begin, end) < 0) return { from: begin, to: end };
  throw new ServiceError('invalid', 'The window ends before it begins.', { where: 'query.from' });
}
