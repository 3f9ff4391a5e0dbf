import type { Team } from '../evidence/team.ts';
import { holderOf, type MovingAct, type Place } from './leg.ts';

/** What must hold besides whose turn it is. */
export type Gate =
  | 'all-proven'
  | 'all-installed'
  | 'test-result'
  | 'reject-reason'
  | 'nothing-required'
  | 'all-excepted'
  | 'evidence-collected'
  | 'not-merged';

/** One way the baton can go. Whatever is not in the table does not happen. */
export interface Move {
  readonly act: MovingAct;
  readonly from: Place;
  /** `tested`: to deploy where the fix has been tested and approved before, else to prioritise. */
  readonly to: Place | 'tested';
  /** Who may do it: people of the team that holds the baton, or only the system. Which of its people, the charter says. */
  readonly who: 'people' | 'system';
  /** The system may do it too, from evidence alone. */
  readonly systemToo?: true;
  readonly gate?: Gate;
  /** An act of verifying: closed to whoever deployed. */
  readonly verifies?: true;
}

const IT_LEGS_BEFORE_DEPLOY = ['accept', 'test', 'approve'] as const;
/** Everywhere but closed. */
const OPEN_PLACES = ['identify', 'prioritise', ...IT_LEGS_BEFORE_DEPLOY, 'deploy', 'verify', 'rejected'] as const;

export const MOVES: readonly Move[] = [
  { act: 'hand-over', from: 'identify', to: 'prioritise', who: 'people', systemToo: true },
  { act: 'hand-over', from: 'prioritise', to: 'accept', who: 'people' },
  { act: 'hand-over', from: 'accept', to: 'test', who: 'people' },
  { act: 'hand-over', from: 'test', to: 'approve', who: 'people', gate: 'test-result' },
  { act: 'hand-over', from: 'approve', to: 'deploy', who: 'people' },
  { act: 'hand-over', from: 'deploy', to: 'verify', who: 'people', gate: 'evidence-collected' },
  { act: 'hand-back', from: 'accept', to: 'prioritise', who: 'people' },
  { act: 'hand-back', from: 'approve', to: 'test', who: 'people' },
  { act: 'hand-back', from: 'deploy', to: 'test', who: 'people' },
  { act: 'hand-back', from: 'verify', to: 'deploy', who: 'people' },
  { act: 'hand-back', from: 'rejected', to: 'accept', who: 'people' },
  ...IT_LEGS_BEFORE_DEPLOY.map(
    (from): Move => ({ act: 'already-in-place', from, to: 'verify', who: 'people', gate: 'all-installed' }),
  ),
  ...([...IT_LEGS_BEFORE_DEPLOY, 'deploy'] as const).map(
    (from): Move => ({ act: 'reject', from, to: 'rejected', who: 'people', gate: 'reject-reason' }),
  ),
  { act: 'uphold', from: 'rejected', to: 'closed', who: 'people' },
  // While InfoSec holds the baton and both sides' evidence meets the contract, nothing is left that a person could add.
  ...(['identify', 'prioritise', 'verify', 'rejected'] as const).map(
    (from): Move => ({
      act: 'close',
      from,
      to: 'closed',
      who: 'people',
      systemToo: true,
      gate: 'all-proven',
      verifies: true,
    }),
  ),
  { act: 'reopen', from: 'closed', to: 'tested', who: 'people', systemToo: true, gate: 'not-merged' },
  // Zero-day: the legs before deploying are not waited for. Testing goes on beside deploying, both leads approve afterwards.
  ...(['prioritise', ...IT_LEGS_BEFORE_DEPLOY] as const).map(
    (from): Move => ({ act: 'emergency', from, to: 'deploy', who: 'people' }),
  ),
  // The devices go to another remediation of the same fix in the same leg; this one is at its end.
  ...(['prioritise', ...IT_LEGS_BEFORE_DEPLOY, 'deploy', 'verify', 'rejected'] as const).map(
    (from): Move => ({ act: 'merge', from, to: 'closed', who: 'people' }),
  ),
  ...OPEN_PLACES.map(
    (from): Move => ({ act: 'supersede', from, to: 'closed', who: 'system', gate: 'nothing-required' }),
  ),
  // Exceptions are signed by both teams; what they set aside comes back by itself as found again.
  ...OPEN_PLACES.map((from): Move => ({ act: 'set-aside', from, to: 'closed', who: 'system', gate: 'all-excepted' })),
];

/** The move of this act from this place; undefined where there is none. */
export function moveOf(act: MovingAct, from: Place): Move | undefined {
  return MOVES.find((move) => move.act === act && move.from === from);
}

/** The team whose people may make the move. */
export function teamOf(move: Move): Team {
  return holderOf(move.from);
}
