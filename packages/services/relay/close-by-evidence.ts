import type { Principal } from '@baton/domain/charter/separation-of-duties.ts';
import { decideAct } from '@baton/domain/relay/decide-act.ts';
import type { Place } from '@baton/domain/relay/leg.ts';
import { moveOf } from '@baton/domain/relay/moves.ts';
import { stateOf } from '@baton/domain/relay/relay-state.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import type { Cover } from '@baton/store/evidence/fix-cells.ts';
import { SYSTEM } from '../actor.ts';
import { gateCounts } from './gate-counts.ts';
import { type HeldRemediation, recordAct } from './record-act.ts';
import type { RelayContext } from './relay-context.ts';

/**
 * Closes a remediation by evidence alone, where InfoSec holds the baton and every required cell is proven: what a person
 * could add is nothing. Not where the reports that prove it were brought by IT, or by somebody who deployed: then a person
 * of InfoSec looks and closes. @returns whether it closed
 */
export async function closeByEvidence(
  trx: DatabaseTransaction,
  context: RelayContext,
  held: HeldRemediation,
): Promise<boolean> {
  const state = stateOf(held.history);
  if (!mayClose(state.place)) return false;
  const counts = await gateCounts(trx, context, held);
  const decision = decideAct(state, { act: 'close', by: { kind: 'system' }, note: null }, counts);
  if (!decision.allowed) return false;
  if (!(await isProofIndependent(trx, context, held.record, state.deployers))) return false;
  await recordAct(trx, context, held, {
    act: 'close',
    actor: SYSTEM,
    doer: { kind: 'system' },
    to: decision.to,
    note: null,
    details: {
      proven: counts.proven,
      required: counts.required,
      installed: counts.installed,
      excepted: counts.excepted,
    },
  });
  return true;
}

/** Most remediations are in no place from which evidence closes: their parts need not be looked at. */
function mayClose(place: Place): boolean {
  return moveOf('close', place) !== undefined;
}

/** Whether InfoSec's evidence for a remediation was brought by neither IT nor anybody who deployed it. */
export async function isProofIndependent(
  db: Database | DatabaseTransaction,
  { evidence }: RelayContext,
  cover: Cover,
  deployers: ReadonlySet<Principal>,
): Promise<boolean> {
  const deliverers = await evidence.infosecDeliverers(db, cover);
  return !deliverers.some(
    ({ id, team, personId }) =>
      team === 'it' ||
      deployers.has(`person:${personId}`) ||
      deployers.has(`person:${id}`) ||
      deployers.has(`key:${id}`),
  );
}
