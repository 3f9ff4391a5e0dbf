import type { CycleGap, Retrospective } from '@baton/domain/cycles/retrospective.ts';
import type { View } from '@baton/store/board/device-set.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { keepGapDevices, readGapDevices } from '@baton/store/cycles/gap-devices.ts';
import { keepFigures } from '@baton/store/cycles/patch-cycles.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { insertNotifications, readActivePeople } from '@baton/store/service-levels/notifications.ts';
import { SYSTEM } from '../actor.ts';
import { riskLeft } from '../leadership/risk-left.ts';
import { appendLog } from '../log/append-log.ts';
import { currentRules } from '../rules/current-rules.ts';
import { currentPolicy } from '../service-levels/policy-book.ts';
import { breachesOfCycle } from './breaches-of-cycle.ts';
import { deploymentsOfCycle } from './deployments-of-cycle.ts';
import { type KnownCycle, requireCycle } from './known-cycle.ts';
import { readLevels } from './read-levels.ts';
import { readProgress } from './read-progress.ts';

/** Cycles that a device's stay in the gap is looked back on. */
const LOOKED_BACK = 6;
const MOST_GAP_DEVICES = 25;

/**
 * Makes the retrospective of a cycle that has ended: every figure from data, as of its end. Once: a second call changes nothing.
 * From then on both teams fill in theirs, and its leads close it.
 */
export async function makeRetrospective(db: Database, number: number, now: string): Promise<void> {
  const cycle = await requireCycle(db, number);
  if (cycle.figures !== null || Temporal.Instant.compare(cycle.endsAt, now) > 0) return;
  const figures = await gatherFigures(db, cycle, now);
  await db.transaction().execute(async (trx) => {
    const held = await requireCycle(trx, number);
    if (held.figures !== null) return;
    await keepGapDevices(trx, cycle.cycleId, {
      from: { scope: [], at: cycle.startsAt },
      to: endOf(cycle),
    });
    const gap = await gapOf(trx, number);
    await keepFigures(trx, cycle.cycleId, { figures: { ...figures, gap }, madeAt: now });
    await appendLog(trx, {
      actor: SYSTEM,
      action: 'cycle.retrospective-made',
      subject: { kind: 'cycle', id: cycle.cycleId, name: `cycle ${number}` },
      details: { agreed: { ...figures.end.agreed }, breaches: figures.breaches.total },
    });
    await publishEvent(trx, { topic: 'cycle' });
    await tellPeople(trx, cycle, now);
  });
}

async function gatherFigures(db: Database, cycle: KnownCycle, now: string): Promise<Omit<Retrospective, 'gap'>> {
  const view = endOf(cycle);
  const window = { from: cycle.startsAt, to: cycle.endsAt };
  const policy = await currentPolicy(db, cycle.endsAt, cycle.timeZone);
  const risk = await riskLeft(db, view);
  return {
    ...(await readProgress(db, cycle, { view, asOf: cycle.endsAt })),
    levels: await readLevels(db, now, window),
    breaches: await breachesOfCycle(db, now, window),
    deployments: await deploymentsOfCycle(db, window),
    kevCells: risk.kevCells,
    policy: { name: policy.name, version: policy.version },
    rulesVersion: (await currentRules(db)).version,
  };
}

function endOf({ endsAt }: KnownCycle): View {
  return { scope: [], at: endsAt };
}

async function gapOf(trx: DatabaseTransaction, number: number): Promise<CycleGap> {
  const lookedBack = Math.min(number, LOOKED_BACK);
  const { totals, longest } = await readGapDevices(trx, { number, lookedBack, limit: MOST_GAP_DEVICES });
  return { ...totals, lookedBack, longest };
}

/** Both teams fill it in: all who do not only read are told, once. */
async function tellPeople(trx: DatabaseTransaction, { cycleId, number }: KnownCycle, now: string): Promise<void> {
  const people = await readActivePeople(trx);
  const told = await insertNotifications(
    trx,
    people.map(({ personId }) => ({
      person_id: personId,
      message_key: `retrospective ${cycleId}`,
      kind: 'retrospective',
      subject_kind: 'cycle',
      subject_id: cycleId,
      title: `Cycle ${number} has ended: say what worked, what failed, what to adjust`,
      body: 'Its figures are there. What people write stands beside them, and the leads close it together.',
      path: `/cycles/${number}/retrospective`,
      created_at: now,
    })),
  );
  for (const personId of told) await publishEvent(trx, { topic: 'notification', id: personId });
}
