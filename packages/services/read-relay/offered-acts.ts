import type { ActName, OfferedAct } from '@baton/contract/remediations.ts';
import { type CellCounts, type Decision, decideAct, type Refusal } from '@baton/domain/relay/decide-act.ts';
import type { Doer } from '@baton/domain/relay/doer.ts';
import { MOVING_ACTS, type MovingAct, type Place } from '@baton/domain/relay/leg.ts';
import { moveOf } from '@baton/domain/relay/moves.ts';
import { REJECTION_ANSWERS } from '@baton/domain/relay/rejection-answers.ts';
import { stateOf } from '@baton/domain/relay/relay-state.ts';
import { decideStay } from '@baton/domain/relay/stays.ts';
import { testOf } from '@baton/domain/relay/test-leg.ts';
import type { KeptEvent } from '@baton/store/relay/history.ts';
import type { TeamActor } from '../actor.ts';
import { isPermitted, refusalOf } from '../permissions.ts';
import { permissionFor, STAY_PERMISSIONS } from '../relay/act-permission.ts';
import { cellCounts } from '../relay/cell-counts.ts';
import type { CauseCount, FixCellCounts } from '../relay/fix-evidence.ts';

/** What a panel is made from. */
export interface PanelFacts {
  readonly place: Place;
  readonly history: readonly KeptEvent[];
  readonly counts: FixCellCounts;
  /** The same as the gates of the relay take them. */
  readonly gates: CellCounts;
  readonly causes: readonly CauseCount[];
  readonly actor: TeamActor;
  readonly doer: Doer;
  /** Whether InfoSec's proof was brought by neither IT nor anybody who deployed: else a person of InfoSec closes. */
  readonly proofIsIndependent: boolean;
}

/** Acts that can be done at this place by anybody, in order, the next step of whoever looks marked. */
export function offeredActs(facts: PanelFacts): OfferedAct[] {
  // A merge names another remediation: it is offered beside the list of those.
  const offered = MOVING_ACTS.filter((act) => act !== 'merge' && moveOf(act, facts.place)?.who === 'people');
  const moving = offered.map((act) => offerMove(facts, act));
  const acts = [
    ...moving,
    ...offerDeploy(facts),
    ...offerRequest(facts),
    ...offerVerify(facts),
    ...offerComment(facts),
  ];
  const next = NEXT_STEP[facts.place](facts).find((name) => acts.some(({ act, open }) => act === name && open));
  return acts.map((act) => ({ ...act, primary: act.act === next && act.open }));
}

function offerMove(facts: PanelFacts, act: MovingAct): OfferedAct {
  const state = stateOf(facts.history);
  // Words and results are filled in by whoever acts; here only what stands against the act itself counts.
  const request = { act, by: facts.doer, note: '-', testPassed: true, rejectReason: 'no-fix' } as const;
  const decision = decideAct(state, request, facts.gates);
  const why = whyNot(facts, act, decision);
  return {
    act: actName(act),
    label: labelOf(act, facts),
    to: decision.allowed ? decision.to : destinationOf(act, facts.place),
    primary: false,
    open: why === null,
    why,
    needs: {
      note: true,
      reason: act === 'reject',
      cause: act === 'reopen',
      devices: act === 'hand-back' && facts.place === 'verify',
      testResult: act === 'hand-over' && facts.place === 'test' && testOf(facts.history).results.length === 0,
    },
  };
}

/** Whose turn it is comes first, then whose the act is by the charter, then what the relay asks for. */
function whyNot({ actor, place }: PanelFacts, act: MovingAct, decision: Decision): string | null {
  if (!decision.allowed && TURN_FIRST.has(decision.refusal)) return decision.why;
  const permission = permissionFor(act, place);
  if (!isPermitted(actor, permission)) return refusalOf(actor, permission);
  return decision.allowed ? null : decision.why;
}

const TURN_FIRST: ReadonlySet<Refusal> = new Set(['not-your-turn', 'person-only', 'viewer']);

/** Acts of the system alone are not offered, so that every offered one has a route. */
function actName(act: MovingAct): ActName {
  return act === 'supersede' || act === 'merge' || act === 'set-aside' ? 'close' : act;
}

function destinationOf(act: MovingAct, place: Place): Place | null {
  const to = moveOf(act, place)?.to;
  return to === undefined || to === 'tested' ? null : to;
}

function offerDeploy({ place, actor, counts }: PanelFacts): OfferedAct[] {
  if (place !== 'test' && place !== 'deploy') return [];
  const missing = missingOf(counts);
  const why = !isPermitted(actor, 'remediation.deploy')
    ? refusalOf(actor, 'remediation.deploy')
    : missing === 0
      ? 'By IT’s word the fix is in place on every device.'
      : null;
  return [stayingAct('deploy', missing === 0 ? 'Deploy' : `Deploy to ${missing}`, why, { devices: true, note: false })];
}

function offerRequest(facts: PanelFacts): OfferedAct[] {
  if (facts.place !== 'deploy' && facts.place !== 'verify') return [];
  const again = toLookAgain(facts);
  const why = !isPermitted(facts.actor, 'remediation.request-verification')
    ? 'Viewers read; members and leads act.'
    : again === 0
      ? 'There is no device to look at again.'
      : null;
  const verb = facts.actor.team === 'infosec' ? 'Rescan' : 'Ask to rescan';
  return [
    stayingAct('request-verification', again === 0 ? verb : `${verb} ${again}`, why, { devices: false, note: false }),
  ];
}

/** Devices that no scanner can prove: a person of InfoSec verifies them and says how. */
function offerVerify({ place, actor, doer, history, counts }: PanelFacts): OfferedAct[] {
  if (place !== 'verify' || counts.unproven === 0) return [];
  const decision = decideStay(stateOf(history), 'verify-devices', doer);
  const permission = STAY_PERMISSIONS['verify-devices'];
  const why = decision.allowed ? (isPermitted(actor, permission) ? null : refusalOf(actor, permission)) : decision.why;
  return [stayingAct('verify-devices', 'Verify by hand', why, { devices: true, note: true })];
}

function offerComment({ actor, history }: PanelFacts): OfferedAct[] {
  if (stateOf(history).closedAs === 'merged') return [];
  const why = isPermitted(actor, 'remediation.comment') ? null : 'Viewers read; members and leads act.';
  return [stayingAct('comment', 'Comment', why, { devices: false, note: true })];
}

function stayingAct(
  act: ActName,
  label: string,
  why: string | null,
  needs: { readonly devices: boolean; readonly note: boolean },
): OfferedAct {
  return {
    act,
    label,
    to: null,
    primary: false,
    open: why === null,
    why,
    needs: { ...needs, reason: false, cause: false, testResult: false },
  };
}

/** The next step at each place, the best first. */
const NEXT_STEP: Readonly<Record<Place, (facts: PanelFacts) => readonly ActName[]>> = {
  identify: () => ['close', 'hand-over'],
  prioritise: () => ['close', 'hand-over'],
  accept: () => ['already-in-place', 'hand-over'],
  test: () => ['hand-over'],
  approve: () => ['hand-over'],
  deploy: ({ counts }) => (missingOf(counts) > 0 ? ['deploy', 'hand-over'] : ['hand-over']),
  verify: () => ['close', 'request-verification', 'hand-back'],
  rejected: () => ['uphold'],
  closed: () => [],
};

function labelOf(act: MovingAct, facts: PanelFacts): string {
  const { place, counts } = facts;
  switch (act) {
    case 'hand-over':
      if (place === 'deploy') return `Hand over ${counts.installed} of ${cellCounts(counts).required}`;
      return HAND_OVER_LABELS[place] ?? 'Hand over';
    case 'hand-back':
      if (place === 'verify') return forIt(facts) === 0 ? 'Hand back to IT' : `Hand ${forIt(facts)} to IT`;
      if (place === 'rejected') return answersOf(facts)?.refuse.label ?? 'Back to IT';
      return place === 'accept' ? 'Back to InfoSec' : 'Back to test';
    case 'already-in-place':
      return 'In place already';
    case 'reject':
      return 'Reject';
    case 'uphold':
      return answersOf(facts)?.agree.label ?? 'Agree and close';
    case 'reopen':
      return 'Open again';
    case 'emergency':
      return 'Emergency: deploy at once';
    case 'close':
    case 'supersede':
    case 'set-aside':
    case 'merge':
      return 'Close';
  }
}

/** The two answers to the rejection that waits for one. */
function answersOf({ history }: PanelFacts) {
  const reason = history.findLast(({ act }) => act === 'reject')?.rejectReason;
  return reason === undefined ? null : REJECTION_ANSWERS[reason];
}

const HAND_OVER_LABELS: { readonly [place in Place]?: string } = {
  identify: 'Hand to prioritise',
  prioritise: 'Hand to IT',
  accept: 'Accept',
  test: 'Sign off the test',
  approve: 'Approve',
};

/** Cells where IT has not got the fix in place by its own word. */
function missingOf(counts: FixCellCounts): number {
  return Math.max(0, cellCounts(counts).required - counts.installed);
}

function forIt({ causes }: PanelFacts): number {
  return sum(causes.filter(({ owner, verdict }) => owner === 'it' && isLeft(verdict)));
}

function toLookAgain({ causes }: PanelFacts): number {
  return sum(causes.filter(({ owner, verdict }) => owner === 'infosec' && isLeft(verdict)));
}

function isLeft(verdict: CauseCount['verdict']): boolean {
  return verdict !== 'proven' && verdict !== 'excepted';
}

function sum(causes: readonly CauseCount[]): number {
  return causes.reduce((total, { cells }) => total + cells, 0);
}
