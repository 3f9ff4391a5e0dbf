import type { Place } from '@baton/domain/relay/leg.ts';
import { type MoveRequest, moveBaton } from '@baton/services/relay/move-baton.ts';
import { listRemediations } from '@baton/store/relay/list-remediations.ts';
import { chanceOf } from './chance.ts';
import { relayAt } from './demo-clock.ts';
import type { Cast } from './demo-people.ts';
import { type Stage, work } from './play-turn.ts';

type Step = Omit<MoveRequest, 'remediationId' | 'version'>;

/** Of how many fixes the remediation goes on from a place when its people first come to it. The rest waits, as work does, once. */
const SHARE: Readonly<Partial<Record<Place, number>>> = {
  prioritise: 0.97,
  accept: 0.95,
  test: 0.93,
  approve: 0.97,
  deploy: 0.95,
  rejected: 0.7,
};

/**
 * Lets the people of both teams carry on with everything that stands in `place`, at a time of the past.
 *
 * @param isAgain they come to it a second time: nothing waits any more
 */
export async function actOut(stage: Stage, place: Place, at: number, isAgain: boolean): Promise<void> {
  const { db, cast } = stage;
  const page = { sort: 'fix', descending: false, limit: 500, offset: 0 } as const;
  const { rows } = await listRemediations(db, { state: 'open', place }, page, new Date(at).toISOString());
  let minutes = 0;
  for (const { remediation_id: remediationId, fix_id: fixId } of rows) {
    const chance = chanceOf(`${fixId} ${place} ${new Date(at).toISOString().slice(0, 10)}`);
    if (!isAgain && chance >= (SHARE[place] ?? 0)) continue;
    const step = stepFrom(place, cast, fixId, chance);
    if (step === null) continue;
    minutes += 4 + Math.floor(chance * 30);
    const context = relayAt(db, at + minutes * 60_000);
    await db.transaction().execute((trx) => moveBaton(trx, context, { ...step, remediationId, version: null }));
  }
  await work(stage, at);
}

function stepFrom(place: Place, cast: Cast, fixId: string, chance: number): Step | null {
  switch (place) {
    case 'prioritise':
      return handOver(cast.analyst, `${fixId}: exploited or critical first; please take it into this window.`);
    case 'accept':
      if (chance < 0.04) return rejection(cast, fixId);
      return handOver(cast.tester, 'Taken. Test ring first, then the rest in the maintenance nights.');
    case 'test': {
      const summary = 'Installed on the test ring, started again, sign-in and line-of-business applications work.';
      return { ...handOver(cast.tester, summary), test: { devices: 5, good: 5, summary } };
    }
    case 'approve':
      return handOver(cast.itLead, 'Approved for all rings.');
    case 'deploy':
      return handOver(cast.deployer, 'Deployed in the maintenance nights; what failed is listed in our tool.');
    case 'rejected':
      return {
        actor: cast.infosecLead,
        act: 'hand-back',
        note: 'The vendor confirmed that it works. Please test again.',
      };
    default:
      return null;
  }
}

function handOver(actor: Step['actor'], note: string): Step {
  return { actor, act: 'hand-over', note };
}

function rejection(cast: Cast, fixId: string): Step {
  return {
    actor: cast.tester,
    act: 'reject',
    rejectReason: 'breaks-application',
    note: `${fixId} breaks the label printers in the warehouse.`,
  };
}
