import { breachesByLeg } from '@baton/domain/cycles/breach-legs.ts';
import type { CycleBreach, Retrospective } from '@baton/domain/cycles/retrospective.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { listMissedDeadlines } from '../service-levels/list-breaches.ts';

/** Read at once, with the histories of their remediations. */
const SLICE = 5000;
const MOST_LISTED = 20;

/** The deadlines that were missed of those that fell into a cycle, by the leg that spent the most of each. */
export async function breachesOfCycle(
  db: Database,
  now: string,
  dueWithin: { readonly from: string; readonly to: string },
): Promise<Retrospective['breaches']> {
  const found: CycleBreach[] = [];
  for (let page = 1; ; page += 1) {
    const { rows } = await listMissedDeadlines(db, now, { state: 'all', dueWithin, page, pageSize: SLICE });
    for (const { remediationId, fix, title, tier, dueAt, endedAt, minutesOver, attribution } of rows) {
      const leg = attribution.legs.find((one) => one.leg === attribution.longest);
      const longest = leg === undefined ? null : { leg: leg.leg, team: leg.team, minutes: leg.minutes };
      found.push({ remediationId, fix, title, tier, dueAt, endedAt, minutesOver, longest });
    }
    if (rows.length < SLICE) break;
  }
  return {
    total: found.length,
    byLeg: breachesByLeg(found),
    longest: found.toSorted((a, b) => b.minutesOver - a.minutesOver || (a.fix < b.fix ? -1 : 1)).slice(0, MOST_LISTED),
  };
}
