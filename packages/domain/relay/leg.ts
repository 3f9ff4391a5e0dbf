import type { Team } from '../evidence/team.ts';

/** The legs of the relay in the order in which the baton passes them. */
export const LEGS = ['identify', 'prioritise', 'accept', 'test', 'approve', 'deploy', 'verify'] as const;
export type Leg = (typeof LEGS)[number];

/**
 * Where a remediation stands: in a leg, `rejected` (IT has said no and InfoSec answers), or `closed`. Exceptions come as
 * cells that are set aside, not as a place of the baton.
 */
export const PLACES = [...LEGS, 'rejected', 'closed'] as const;
export type Place = (typeof PLACES)[number];

const TEAM_OF_PLACE: Readonly<Record<Place, Team>> = {
  identify: 'infosec',
  prioritise: 'infosec',
  accept: 'it',
  test: 'it',
  approve: 'it',
  deploy: 'it',
  verify: 'infosec',
  // A rejection is a question to the owner of the risk, and a closed remediation is watched by whoever may find it again.
  rejected: 'infosec',
  closed: 'infosec',
};

/** The team that holds the baton there: exactly one, at every moment. */
export function holderOf(place: Place): Team {
  return TEAM_OF_PLACE[place];
}

/**
 * How a remediation ended: evidence met the contract; it did, but for devices that a person of InfoSec verified; InfoSec agreed to
 * IT's rejection; a newer fix took its cells over; another remediation of the same fix took its devices over; or exceptions set
 * all that needs it aside.
 */
export const OUTCOMES = ['proven', 'verified', 'rejected', 'superseded', 'merged', 'excepted'] as const;
export type ClosedAs = (typeof OUTCOMES)[number];

/** Why IT does not take a fix: each has an answer that InfoSec can give. */
export const REJECT_REASONS = ['no-fix', 'breaks-application', 'wrong-owner', 'false-positive', 'duplicate'] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

/** Why a closed remediation is opened again. Baton itself only knows the first. */
export const REOPEN_CAUSES = ['found-again', 'reverted', 'new-devices', 'closed-in-error'] as const;
export type ReopenCause = (typeof REOPEN_CAUSES)[number];

/** Acts that move the baton. */
export const MOVING_ACTS = [
  'hand-over',
  'hand-back',
  'already-in-place',
  'reject',
  'uphold',
  'close',
  'reopen',
  'supersede',
  'set-aside',
  'emergency',
  'merge',
] as const;
export type MovingAct = (typeof MOVING_ACTS)[number];

/** Acts that are recorded and leave the baton where it is. */
export const STAYING_ACTS = [
  'open',
  'deploy',
  'deploy-result',
  'request-verification',
  'comment',
  'attach',
  'assign',
  'split',
  'absorb',
  'plan-test',
  'test-result',
  'approve-emergency',
  'emergency-late',
  'collect-evidence',
  'waive-evidence',
  'set-parts',
  'part-done',
  'verify-devices',
] as const;
export type StayingAct = (typeof STAYING_ACTS)[number];

export type Act = MovingAct | StayingAct;
