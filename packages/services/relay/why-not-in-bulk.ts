import type { BulkAct } from '@baton/contract/remediations-in-bulk.ts';
import { type Decision, decideAct } from '@baton/domain/relay/decide-act.ts';
import type { Doer } from '@baton/domain/relay/doer.ts';
import type { Place } from '@baton/domain/relay/leg.ts';
import { stateOf } from '@baton/domain/relay/relay-state.ts';
import { decideStay } from '@baton/domain/relay/stays.ts';
import { testOf } from '@baton/domain/relay/test-leg.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { type KeptEvent, readHistories } from '@baton/store/relay/history.ts';
import type { RemediationRecord } from '@baton/store/relay/remediations.ts';
import type { TeamActor } from '../actor.ts';
import { isPermitted, type Permission, refusalOf } from '../permissions.ts';
import { permissionFor, STAY_PERMISSIONS } from './act-permission.ts';
import { countRemediations } from './count-remediations.ts';
import { NO_CELLS } from './fix-evidence.ts';
import { gateCounts } from './gate-counts.ts';
import { doerOf, type RelayContext } from './relay-context.ts';

interface Judged {
  readonly why: string | null;
  /** Where the baton goes; null where it stays or nothing is done. */
  readonly to: Place | null;
}

/** Of each remediation why the act is not done there, by the same rules as when it is done. */
export async function whyNotInBulk(
  db: Database,
  context: RelayContext,
  actor: TeamActor,
  act: BulkAct,
  records: readonly RemediationRecord[],
): Promise<ReadonlyMap<string, Judged>> {
  const histories = await readHistories(
    db,
    records.map(({ remediation_id }) => remediation_id),
  );
  const counts = await countRemediations(db, context.evidence, records);
  const doer = await doerOf(db, actor);
  const judged = new Map<string, Judged>();
  for (const record of records) {
    const history = histories.get(record.remediation_id) ?? [];
    if (act === 'hand-over' || act === 'reject') {
      const counted = counts.get(record.remediation_id) ?? NO_CELLS;
      const gates = await gateCounts(db, context, { record, history, counts: counted });
      const request = { act, by: doer, note: '-', rejectReason: 'no-fix', testPassed: isTested(history) } as const;
      const decision = decideAct(stateOf(history), request, gates);
      judged.set(record.remediation_id, judge(actor, permissionFor(act, record.place), decision));
    } else {
      judged.set(record.remediation_id, judgeStay(actor, doer, act, history));
    }
  }
  return judged;
}

/** A test that is signed off in bulk has its results noted, device by device. */
function isTested(history: readonly KeptEvent[]): boolean {
  const { results, open } = testOf(history);
  return results.length > 0 && open.length === 0;
}

function judge(actor: TeamActor, permission: Permission, decision: Decision): Judged {
  if (!isPermitted(actor, permission)) return { why: refusalOf(actor, permission), to: null };
  return decision.allowed ? { why: null, to: decision.to } : { why: decision.why, to: null };
}

function judgeStay(
  actor: TeamActor,
  doer: Doer,
  act: Exclude<BulkAct, 'hand-over' | 'reject'>,
  history: readonly KeptEvent[],
): Judged {
  if (act === 'watch') {
    const why = isPermitted(actor, 'notice.watch') ? null : refusalOf(actor, 'notice.watch');
    return { why, to: null };
  }
  return { ...judge(actor, STAY_PERMISSIONS[act], decideStay(stateOf(history), act, doer)), to: null };
}
