import type { Principal } from '@baton/domain/charter/separation-of-duties.ts';
import { decideAct } from '@baton/domain/relay/decide-act.ts';
import { stateOf } from '@baton/domain/relay/relay-state.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { SYSTEM } from '../actor.ts';
import { cellCounts, type HeldRemediation, recordAct } from './record-act.ts';
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
  const counts = cellCounts(held.counts);
  const decision = decideAct(state, { act: 'close', by: { kind: 'system' }, note: null }, counts);
  if (!decision.allowed) return false;
  if (!(await isProofIndependent(trx, context, held.record.fix_id, state.deployers))) return false;
  await recordAct(trx, context, held, {
    act: 'close',
    actor: SYSTEM,
    doer: { kind: 'system' },
    to: decision.to,
    note: null,
    details: { ...counts },
  });
  return true;
}

/** Whether InfoSec's evidence for a fix was brought by neither IT nor anybody who deployed it. */
export async function isProofIndependent(
  db: Database | DatabaseTransaction,
  { evidence }: RelayContext,
  fixId: string,
  deployers: ReadonlySet<Principal>,
): Promise<boolean> {
  const deliverers = await evidence.infosecDeliverers(db, fixId);
  return !deliverers.some(
    ({ id, team, personId }) =>
      team === 'it' ||
      deployers.has(`person:${personId}`) ||
      deployers.has(`person:${id}`) ||
      deployers.has(`key:${id}`),
  );
}
