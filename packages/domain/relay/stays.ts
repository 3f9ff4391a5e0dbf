import { hasDeployed } from '../charter/separation-of-duties.ts';
import { TEAM_NAMES } from '../charter/words.ts';
import type { Team } from '../evidence/team.ts';
import { type Decision, refuse } from './decide-act.ts';
import type { Doer } from './doer.ts';
import { PLACES, type Place, STAYING_ACTS, type StayingAct } from './leg.ts';
import type { RelayState } from './relay-state.ts';

const OPEN_PLACES = PLACES.filter((place) => place !== 'closed');
const BEFORE_VERIFY: readonly Place[] = ['prioritise', 'accept', 'test', 'approve', 'deploy'];

/** Where an act that leaves the baton where it is can be done, and by whom. Which people of the team may, the charter says. */
export interface Stay {
  readonly at: readonly Place[];
  /** `holder`: the team that holds the baton; `both`: either. */
  readonly by: Team | 'holder' | 'both';
  /** A person signs for it; where left out a key may do it too. */
  readonly person?: true;
  /** Also in deploy while an emergency lasts, where testing goes on beside it. */
  readonly besideDeploying?: true;
  readonly emergency?: true;
  /** An act of verifying: closed to whoever deployed. */
  readonly verifies?: true;
  /** The system does this too. */
  readonly systemToo?: true;
}

/** Acts of people on a remediation that do not move the baton, beside moves.ts. Those of the system are not in it. */
export const STAYS = {
  // Words that come from another tool are written down by the system.
  comment: { at: PLACES, by: 'both', systemToo: true },
  attach: { at: PLACES, by: 'both' },
  assign: { at: OPEN_PLACES, by: 'holder', person: true },
  split: { at: OPEN_PLACES, by: 'holder', person: true },
  absorb: { at: OPEN_PLACES, by: 'holder', person: true },
  'plan-test': { at: ['test'], by: 'it', person: true, besideDeploying: true },
  'test-result': { at: ['test'], by: 'it', person: true, besideDeploying: true },
  'approve-emergency': { at: PLACES, by: 'both', person: true, emergency: true },
  'collect-evidence': { at: BEFORE_VERIFY, by: 'both' },
  'waive-evidence': { at: BEFORE_VERIFY, by: 'both', person: true },
  'set-parts': { at: BEFORE_VERIFY, by: 'holder', person: true },
  'part-done': { at: ['test', 'deploy'], by: 'it' },
  'verify-devices': { at: ['verify'], by: 'infosec', person: true, verifies: true },
} as const satisfies { readonly [act in StayingAct]?: Stay };

export type RecordedAct = keyof typeof STAYS;

export const RECORDED_ACTS: readonly RecordedAct[] = STAYING_ACTS.filter((act): act is RecordedAct => act in STAYS);

/** Whether an act that does not move the baton may be done now: the place, the team, the person, the duty. */
export function decideStay(state: RelayState, act: RecordedAct, by: Doer): Decision {
  const rule: Stay = STAYS[act];
  const here =
    rule.at.includes(state.place) ||
    (rule.besideDeploying === true && state.place === 'deploy' && state.emergency !== null);
  if (!here) return refuse('no-such-move', `“${act.replaceAll('-', ' ')}” is no act of the leg ${state.place}.`);
  if (state.closedAs === 'merged') return refuse('merged', 'Another remediation has its devices now.');
  return (
    refuseDoer(rule, state, by) ??
    refuseDuty(rule, state, by) ??
    refuseApproval(rule, state, by) ?? {
      allowed: true,
      to: state.place,
    }
  );
}

function refuseDoer(rule: Stay, state: RelayState, by: Doer): Decision | null {
  if (by.kind === 'system' && rule.systemToo === true) return null;
  if (by.kind === 'system' || by.kind === 'device')
    return refuse('person-only', 'A person or a key of a team does this.');
  const team = rule.by === 'holder' ? state.holder : rule.by;
  if (team !== 'both' && by.team !== team) {
    const why =
      rule.by === 'holder'
        ? `${TEAM_NAMES[team]} holds the baton in ${state.place}.`
        : `${TEAM_NAMES[team]} does this.`;
    return refuse('not-your-turn', why);
  }
  if (rule.person === true && by.kind === 'key')
    return refuse('person-only', 'A key does not do this: a signed-in person does.');
  if (by.kind === 'person' && by.role === 'viewer') return refuse('viewer', 'Viewers read; members and leads act.');
  return null;
}

function refuseDuty(rule: Stay, state: RelayState, by: Doer): Decision | null {
  if (rule.verifies !== true || !hasDeployed(by, state.deployers)) return null;
  return refuse('deployer-cannot-verify', 'Whoever deployed cannot verify.');
}

/** One approval of each team, by two people. */
function refuseApproval(rule: Stay, { emergency }: RelayState, by: Doer): Decision | null {
  if (rule.emergency !== true) return null;
  if (emergency === null) return refuse('no-emergency', 'No emergency was declared here.');
  if (by.kind !== 'person' || !emergency.approvedBy.includes(by.team)) return null;
  return refuse('approved-already', `${TEAM_NAMES[by.team]} has approved this emergency.`);
}
