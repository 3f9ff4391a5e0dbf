import type { MovingAct, Place } from '@baton/domain/relay/leg.ts';
import type { RecordedAct } from '@baton/domain/relay/stays.ts';
import type { Permission } from '../permissions.ts';

/** The permission that an act needs where the baton is: the rule of team and role is in the table of permissions alone. */
export function permissionFor(act: MovingAct, place: Place): Permission {
  switch (act) {
    case 'close':
      return 'remediation.verify';
    case 'already-in-place':
      return 'remediation.hand-to-verify';
    case 'reject':
      return 'remediation.accept';
    case 'uphold':
    case 'reopen':
    case 'supersede':
    case 'set-aside':
      return 'remediation.prioritise';
    case 'emergency':
      return 'emergency.declare';
    case 'merge':
      return 'remediation.split';
    case 'hand-over':
    case 'hand-back':
      return act === 'hand-back' && place === 'deploy' ? 'remediation.test' : BY_PLACE[place];
  }
}

/** The same of acts that leave the baton where it is. */
export const STAY_PERMISSIONS: Readonly<Record<RecordedAct, Permission>> = {
  comment: 'remediation.comment',
  attach: 'remediation.comment',
  assign: 'remediation.assign',
  split: 'remediation.split',
  absorb: 'remediation.split',
  'plan-test': 'remediation.test',
  'test-result': 'remediation.test',
  'approve-emergency': 'emergency.approve',
  'collect-evidence': 'remediation.collect-evidence',
  'waive-evidence': 'remediation.waive-evidence',
  'set-parts': 'remediation.set-parts',
  'part-done': 'remediation.deploy',
  'verify-devices': 'remediation.verify',
};

const BY_PLACE: Readonly<Record<Place, Permission>> = {
  identify: 'remediation.prioritise',
  prioritise: 'remediation.prioritise',
  accept: 'remediation.accept',
  test: 'remediation.test',
  approve: 'remediation.approve',
  deploy: 'remediation.hand-to-verify',
  verify: 'remediation.verify',
  rejected: 'remediation.prioritise',
  closed: 'remediation.prioritise',
};
