import type { MovingAct, Place } from '@baton/domain/relay/leg.ts';
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
    case 'hand-over':
    case 'hand-back':
      return act === 'hand-back' && place === 'deploy' ? 'remediation.test' : BY_PLACE[place];
  }
}

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
