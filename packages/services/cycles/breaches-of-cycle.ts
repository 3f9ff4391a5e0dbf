import type { BreachDto, DeadlineBreach } from '@baton/contract/service-levels.ts';
import { breachesByLeg } from '@baton/domain/cycles/breach-legs.ts';
import type { CycleBreach, LateApproval, Retrospective } from '@baton/domain/cycles/retrospective.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { listBreaches } from '../service-levels/list-breaches.ts';

/** Read at once, with the histories of their remediations. */
const SLICE = 5000;
const MOST_LISTED = 20;

interface DueWithin {
  readonly from: string;
  readonly to: string;
}

/**
 * What was missed of what fell into a cycle: deadlines by the leg that spent the most of each, and emergencies that both leads did
 * not approve in time, each with where the baton was then.
 */
export async function breachesOfCycle(
  db: Database,
  now: string,
  dueWithin: DueWithin,
): Promise<Retrospective['breaches']> {
  const deadlines: CycleBreach[] = [];
  const approvals: LateApproval[] = [];
  for await (const row of everyBreach(db, now, dueWithin)) {
    const { remediationId, fix, title, dueAt, endedAt, minutesOver } = row;
    const missed = { remediationId, fix, title, dueAt, endedAt, minutesOver };
    if (row.kind === 'deadline') {
      deadlines.push({ ...missed, tier: row.tier, longest: longestLeg(row) });
      continue;
    }
    const { declaredBy, leg, team } = row;
    const awaited = row.approvals.filter(({ late }) => late).map((one) => ({ team: one.team, by: one.by }));
    approvals.push({ ...missed, declaredBy, leg, team, awaited });
  }
  return {
    total: deadlines.length,
    byLeg: breachesByLeg(deadlines),
    longest: longestOver(deadlines),
    lateApprovals: { total: approvals.length, longest: longestOver(approvals) },
  };
}

async function* everyBreach(db: Database, now: string, dueWithin: DueWithin): AsyncGenerator<BreachDto> {
  for (let page = 1; ; page += 1) {
    const { rows } = await listBreaches(db, now, { state: 'all', dueWithin, page, pageSize: SLICE });
    yield* rows;
    if (rows.length < SLICE) return;
  }
}

function longestLeg({ attribution }: DeadlineBreach): CycleBreach['longest'] {
  const leg = attribution.legs.find((one) => one.leg === attribution.longest);
  return leg === undefined ? null : { leg: leg.leg, team: leg.team, minutes: leg.minutes };
}

function longestOver<Missed extends { readonly minutesOver: number; readonly fix: string }>(
  missed: readonly Missed[],
): readonly Missed[] {
  return missed.toSorted((a, b) => b.minutesOver - a.minutesOver || (a.fix < b.fix ? -1 : 1)).slice(0, MOST_LISTED);
}
