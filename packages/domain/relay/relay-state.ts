import type { Principal } from '../charter/separation-of-duties.ts';
import { principalsOf } from '../charter/separation-of-duties.ts';
import type { Team } from '../evidence/team.ts';
import { type Emergency, emergencyAfter, isApprovedByBoth } from './emergency.ts';
import { type ClosedAs, holderOf, type Place } from './leg.ts';
import type { RelayEvent } from './relay-event.ts';

/** Where a remediation stands, as its history says. */
export interface RelayState {
  readonly place: Place;
  readonly holder: Team;
  readonly closedAs: ClosedAs | null;
  /** Number of the last entry: whoever acts names it, so that nobody moves a baton that has moved. */
  readonly version: number;
  readonly lastAt: string;
  /** Times it was opened again. */
  readonly reopened: number;
  /** Whether it went through approval since it was last prioritised anew. */
  readonly approved: boolean;
  /** The emergency in which it goes, or went, on its present round; null where it goes its ordinary way. */
  readonly emergency: Emergency | null;
  /**
   * Everyone who deployed, over all rounds: who sent the fix to a device, who handed over a leg with the word that it is in
   * place or that a part of it is, and who did so in a remediation that was merged into this one. They cannot verify.
   */
  readonly deployers: ReadonlySet<Principal>;
}

const BEFORE_ANYTHING: RelayState = {
  place: 'identify',
  holder: 'infosec',
  closedAs: null,
  version: 0,
  lastAt: '',
  reopened: 0,
  approved: false,
  emergency: null,
  deployers: new Set(),
};

/** The state that a history comes to. */
export function stateOf(history: readonly RelayEvent[]): RelayState {
  return history.reduce(stateAfter, BEFORE_ANYTHING);
}

/** The state after one more entry. */
export function stateAfter(state: RelayState, event: RelayEvent): RelayState {
  const place = event.to ?? state.place;
  const emergency = emergencyAfter(state.emergency, event);
  return {
    place,
    holder: holderOf(place),
    closedAs: place === 'closed' ? (closedBy(event) ?? state.closedAs) : null,
    version: event.seq,
    lastAt: event.at,
    reopened: state.reopened + (event.act === 'reopen' ? 1 : 0),
    approved: isApproved(state, event) || (event.act === 'approve-emergency' && isApprovedByBoth(emergency)),
    emergency,
    deployers: deployersAfter(state.deployers, event),
  };
}

function closedBy(event: RelayEvent): ClosedAs | null {
  if (event.act === 'close') return (event.details?.byHand ?? 0) > 0 ? 'verified' : 'proven';
  if (event.act === 'merge') return 'merged';
  if (event.act === 'uphold') return 'rejected';
  if (event.act === 'set-aside') return 'excepted';
  return event.act === 'supersede' ? 'superseded' : null;
}

/** Approval holds from the lead's hand-over until the fix goes back to a leg before it. */
function isApproved(state: RelayState, event: RelayEvent): boolean {
  if (event.from === 'approve' && event.to === 'deploy') return true;
  const takesBack =
    event.to === 'test' || event.to === 'accept' || event.to === 'prioritise' || event.to === 'rejected';
  return takesBack ? false : state.approved;
}

function deployersAfter(deployers: RelayState['deployers'], event: RelayEvent): RelayState['deployers'] {
  const more = [...(claimsExecution(event) ? principalsOf(event.by) : []), ...(event.details?.deployers ?? [])];
  return more.length === 0 ? deployers : new Set([...deployers, ...more]);
}

function claimsExecution(event: RelayEvent): boolean {
  if (event.act === 'deploy' || event.act === 'already-in-place' || event.act === 'part-done') return true;
  return event.act === 'hand-over' && event.from === 'deploy';
}
