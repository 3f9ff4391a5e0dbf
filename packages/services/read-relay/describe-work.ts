import type { RemediationWork } from '@baton/contract/remediation-work.ts';
import { owesApproval } from '@baton/domain/relay/emergency.ts';
import { isPartDone, partsOf } from '@baton/domain/relay/fix-parts.ts';
import { forensicsOf, isWaived, withoutEvidence } from '@baton/domain/relay/forensics.ts';
import type { LegVisit } from '@baton/domain/relay/leg-visits.ts';
import { stateOf } from '@baton/domain/relay/relay-state.ts';
import { decideStay, RECORDED_ACTS } from '@baton/domain/relay/stays.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import type { KeptEvent } from '@baton/store/relay/history.ts';
import { type RemediationRecord, readRemediations } from '@baton/store/relay/remediations.ts';
import { readWatchers } from '@baton/store/relay/watchers.ts';
import type { TeamActor } from '../actor.ts';
import { isPermitted, refusalOf } from '../permissions.ts';
import { STAY_PERMISSIONS } from '../relay/act-permission.ts';
import { emergencyDeclaredBy } from '../relay/emergency-approvals.ts';
import type { FixCell } from '../relay/fix-evidence.ts';
import { asksForEvidence } from '../relay/forensic-gate.ts';
import { doerOf, type RelayContext } from '../relay/relay-context.ts';
import { standingByHand } from '../relay/standing-by-hand.ts';
import { countsKept } from './describe-remediation.ts';
import { describeTest } from './describe-test.ts';

interface Looked {
  readonly record: RemediationRecord;
  readonly history: readonly KeptEvent[];
  readonly visits: readonly LegVisit[];
}

/** A fix is on so many devices at most that the page tells of each. */
const MOST_DEVICES = 100_000;

/** What is worked on in a remediation besides its baton: the test, the emergency, evidence, parts, people, files. */
export async function describeWork(
  db: Database,
  context: RelayContext,
  actor: TeamActor,
  looked: Looked,
): Promise<RemediationWork> {
  const { record, history, visits } = looked;
  const parts = partsOf(history);
  const asksEvidence = record.place !== 'closed' && (await asksForEvidence(db, record));
  const cells = parts.length > 0 || asksEvidence ? await allCells(db, context, record) : [];
  const watchers = await readWatchers(db, record.remediation_id);
  return {
    stays: await offeredStays(db, actor, history),
    watching: actor.kind === 'person' && watchers.some(({ personId }) => personId === actor.personId),
    watchers: watchers.map(({ name }) => name),
    test: await describeTest(db, context.evidence, record, history),
    emergency: describeEmergency(history),
    evidence: asksEvidence ? describeEvidence(history, cells) : null,
    parts: parts.map((part) => {
      const left = cells.filter((cell) => cell.verdict !== 'excepted' && !isPartDone(part, cell));
      return {
        id: part.id,
        kind: part.kind,
        words: part.words,
        done: { numerator: countNotExcepted(cells) - left.length, denominator: countNotExcepted(cells) },
        left: left.slice(0, LEFT_NAMED).map(({ device }) => device),
      };
    }),
    byHand: (await standingByHand(db, context.evidence, looked)).cells,
    siblings: await describeSiblings(db, record),
    isSplit: record.is_split,
    timeToVerify: timeToVerify(visits),
  };
}

const LEFT_NAMED = 5;

function countNotExcepted(cells: readonly FixCell[]): number {
  return cells.filter(({ verdict }) => verdict !== 'excepted').length;
}

async function allCells(
  db: Database,
  { evidence }: RelayContext,
  record: RemediationRecord,
): Promise<readonly FixCell[]> {
  return (await evidence.cells(db, record, { limit: MOST_DEVICES, offset: 0 })).rows;
}

/** Which acts beside the baton are open to the viewer, and why the others are not. Those that are of no other place are left out. */
async function offeredStays(
  db: Database,
  actor: TeamActor,
  history: readonly KeptEvent[],
): Promise<RemediationWork['stays']> {
  const state = stateOf(history);
  const doer = await doerOf(db, actor);
  return RECORDED_ACTS.flatMap((act) => {
    const decision = decideStay(state, act, doer);
    if (!decision.allowed && (decision.refusal === 'no-such-move' || decision.refusal === 'no-emergency')) return [];
    const permission = STAY_PERMISSIONS[act];
    if (!decision.allowed) return [{ act, why: decision.why }];
    return [{ act, why: isPermitted(actor, permission) ? null : refusalOf(actor, permission) }];
  });
}

function describeEmergency(history: readonly KeptEvent[]): RemediationWork['emergency'] {
  const { emergency } = stateOf(history);
  const last = history.findLast(({ act }) => act === 'emergency');
  const declared = last === undefined ? null : emergencyDeclaredBy(history, last.seq);
  if (emergency === null || declared === null) return null;
  return {
    declaredAt: declared.at,
    declaredBy: declared.by,
    approveBy: emergency.approveBy,
    approvals: [...declared.approvals],
    state: emergency.late ? 'late' : owesApproval(emergency) ? 'waiting' : 'approved',
    tested: emergency.tested,
  };
}

function describeEvidence(
  history: readonly KeptEvent[],
  cells: readonly FixCell[],
): NonNullable<RemediationWork['evidence']> {
  const forensics = forensicsOf(history);
  const waiting = cells.filter(({ verdict }) => verdict !== 'proven' && verdict !== 'excepted');
  const left = withoutEvidence(
    forensics,
    waiting.map(({ deviceId }) => deviceId),
  );
  return {
    collected: {
      numerator: waiting.filter(({ deviceId }) => forensics.collected.has(deviceId)).length,
      denominator: waiting.length,
    },
    waivedBy: [...forensics.waivedBy],
    open: isWaived(forensics) || left.length === 0,
  };
}

async function describeSiblings(db: Database, record: RemediationRecord): Promise<RemediationWork['siblings']> {
  const all = await readRemediations(db, { fixIds: [record.fix_id] });
  return all
    .filter(({ remediation_id, closed_as }) => remediation_id !== record.remediation_id && closed_as !== 'merged')
    .map((other) => ({
      id: other.remediation_id,
      place: other.place,
      holder: other.holder,
      devices: countsKept(other).required + other.excepted,
      isSplit: other.is_split,
      dueAt: other.due_at,
    }));
}

/** From the last hand-over to verify to its end, or to now. */
function timeToVerify(visits: readonly LegVisit[]): RemediationWork['timeToVerify'] {
  const last = visits.findLast(({ place }) => place === 'verify');
  return last ? { minutes: last.minutes, ended: last.leftAt !== null } : null;
}
