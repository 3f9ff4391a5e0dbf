import { hasDeployed } from '../charter/separation-of-duties.ts';
import { TEAM_NAMES } from '../charter/words.ts';
import type { Doer } from './doer.ts';
import { holderOf, type MovingAct, type Place, type RejectReason } from './leg.ts';
import { type Gate, type Move, moveOf } from './moves.ts';
import type { RelayState } from './relay-state.ts';

/** How many cells the fix has, excepted ones left out, and what they come to. */
export interface CellCounts {
  readonly required: number;
  readonly proven: number;
  /** By IT's word, proven ones included. */
  readonly installed: number;
  readonly excepted: number;
  /** Not proven, and verified by a person of InfoSec; their evidence has not changed since. None where it is left out. */
  readonly byHand?: number;
  /** On which a part of the fix is not done yet. None where it is left out. */
  readonly partsLeft?: number;
  /** On which forensic evidence is still to be collected before the patch. None where it is left out. */
  readonly evidenceLeft?: number;
}

/** What somebody wants to do. */
export interface ActRequest {
  readonly act: MovingAct;
  readonly by: Doer;
  readonly note: string | null;
  readonly testPassed?: boolean;
  readonly rejectReason?: RejectReason;
}

export type Refusal =
  | 'no-such-move'
  | 'not-your-turn'
  | 'person-only'
  | 'viewer'
  | 'deployer-cannot-verify'
  | 'note-missing'
  | 'not-all-proven'
  | 'not-all-installed'
  | 'test-result-missing'
  | 'reason-missing'
  | 'still-required'
  | 'not-all-excepted'
  | 'evidence-missing'
  | 'parts-missing'
  | 'merged'
  | 'approved-already'
  | 'no-emergency';

export type Decision =
  | { readonly allowed: true; readonly to: Place }
  | { readonly allowed: false; readonly refusal: Refusal; readonly why: string };

/**
 * Whether an act may be done now, and where the baton goes. Refused with the first thing that stands against it, in the
 * order in which a person can do something about it: the place, the team, the duty, the evidence, the words. Who of the team
 * may act at all is the charter's, and asked before (permissions.ts).
 */
export function decideAct(state: RelayState, request: ActRequest, cells: CellCounts): Decision {
  const move = moveOf(request.act, state.place);
  if (move === undefined) return refuse('no-such-move', `“${words(request.act)}” is no act of the leg ${state.place}.`);
  return (
    refuseDoer(move, request.by) ??
    refuseDuty(state, move, request.by) ??
    refuseGate(move.gate, state, request, cells) ??
    refuseNote(request) ?? { allowed: true, to: destination(move, state) }
  );
}

function refuseDoer(move: Move, by: Doer): Decision | null {
  const team = holderOf(move.from);
  if (by.kind === 'system') {
    return move.who === 'system' || move.systemToo ? null : refuse('person-only', 'A hand-over is signed by a person.');
  }
  if (move.who === 'system') return refuse('no-such-move', 'Baton does this by itself, as the cells say.');
  if (by.kind === 'device') return refuse('person-only', 'A device does not move the baton.');
  if (by.team !== team) return refuse('not-your-turn', `${TEAM_NAMES[team]} holds the baton in ${move.from}.`);
  if (by.kind === 'key') return refuse('person-only', 'A key does not move the baton: a signed-in person does.');
  if (by.role === 'viewer') return refuse('viewer', 'Viewers read; members and leads act.');
  return null;
}

/** Separation of duties: whoever deployed cannot verify, whatever team or role they have by now. */
function refuseDuty(state: RelayState, move: Move, by: Doer): Decision | null {
  if (!move.verifies || !hasDeployed(by, state.deployers)) return null;
  return refuse('deployer-cannot-verify', 'Whoever deployed cannot verify.');
}

function refuseGate(
  gate: Gate | undefined,
  state: RelayState,
  request: ActRequest,
  cells: CellCounts,
): Decision | null {
  switch (gate) {
    case undefined:
      return null;
    case 'all-proven':
      return refuseUnverified(request, cells);
    case 'all-installed':
      if (cells.required > 0 && cells.installed === cells.required) return refuseWithoutEvidence(cells);
      return refuse(
        'not-all-installed',
        `IT’s evidence shows the fix in place on ${cells.installed} of ${cells.required} devices.`,
      );
    case 'evidence-collected':
      return refuseUntestedEmergency(state) ?? refuseWithoutEvidence(cells);
    case 'not-merged':
      return state.closedAs === 'merged' ? refuse('merged', 'Another remediation has its devices now.') : null;
    case 'test-result':
      if (request.testPassed === true) return null;
      return refuse('test-result-missing', 'The test is signed off with its devices and what was seen.');
    case 'reject-reason':
      return request.rejectReason ? null : refuse('reason-missing', 'A rejection names one of the reasons.');
    case 'nothing-required':
      return cells.required === 0 && cells.excepted === 0
        ? null
        : refuse('still-required', `${cells.required + cells.excepted} cells still need this fix.`);
    case 'all-excepted':
      return cells.required === 0 && cells.excepted > 0
        ? null
        : refuse('not-all-excepted', `${cells.required} cells that need this fix are under no exception.`);
  }
}

/** What a person of InfoSec verified counts for a person who closes; evidence alone closes by evidence alone. */
function refuseUnverified({ by }: ActRequest, cells: CellCounts): Decision | null {
  const verified = cells.proven + (by.kind === 'system' ? 0 : (cells.byHand ?? 0));
  if (cells.required === 0 || verified < cells.required) return refuse('not-all-proven', closingSentence(cells));
  const left = cells.partsLeft ?? 0;
  return left === 0 ? null : refuse('parts-missing', `Parts of the fix are not done on ${left} devices.`);
}

/** The forensic triage of BOD 26-04: evidence before the patch, or both sides do without. */
function refuseWithoutEvidence({ evidenceLeft = 0 }: CellCounts): Decision | null {
  if (evidenceLeft === 0) return null;
  return refuse(
    'evidence-missing',
    `Forensic evidence comes before the patch: ${evidenceLeft} devices are without. Collect it, or both sides waive it.`,
  );
}

/** In an emergency testing goes on beside deploying, and is not left out. */
function refuseUntestedEmergency({ emergency }: RelayState): Decision | null {
  if (emergency === null || emergency.tested) return null;
  return refuse('test-result-missing', 'In an emergency the test goes on beside: note one result before handing over.');
}

/** "Close opens when 406 of 406 are proven; 6 more are excepted." */
export function closingSentence(cells: CellCounts): string {
  const required = cells.required.toLocaleString('en-US');
  const excepted = cells.excepted === 0 ? '' : `; ${cells.excepted.toLocaleString('en-US')} more are excepted`;
  return `Close opens when ${required} of ${required} are proven${excepted}.`;
}

function refuseNote(request: ActRequest): Decision | null {
  if (request.by.kind === 'system' || (request.note ?? '').trim() !== '') return null;
  return refuse('note-missing', 'A hand-over has a note: what the other team must know.');
}

function destination(move: Move, state: RelayState): Place {
  if (move.to !== 'tested') return move.to;
  const wasVerified = state.closedAs === 'proven' || state.closedAs === 'verified';
  return state.approved && wasVerified ? 'deploy' : 'prioritise';
}

function words(act: MovingAct): string {
  return act.replaceAll('-', ' ');
}

export function refuse(refusal: Refusal, why: string): Decision & { readonly allowed: false } {
  return { allowed: false, refusal, why };
}
