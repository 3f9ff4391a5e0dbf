import type { Place } from '../relay/leg.ts';

/** Where a remediation stands, as coarse as another tool's states are. */
export const TRACK_PHASES = ['waiting', 'working', 'verifying', 'closed'] as const;
export type TrackPhase = (typeof TRACK_PHASES)[number];

const PHASES: Readonly<Record<Place, TrackPhase>> = {
  identify: 'waiting',
  prioritise: 'waiting',
  rejected: 'waiting',
  accept: 'working',
  test: 'working',
  approve: 'working',
  deploy: 'working',
  verify: 'verifying',
  closed: 'closed',
};

/** InfoSec decides, IT works, InfoSec verifies, or it is closed. */
export function phaseOf(place: Place): TrackPhase {
  return PHASES[place];
}
