import type { WorkAct } from '@baton/contract/disagreement-acts.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import type { WorkState } from '../read-disagreements/clocked-states.ts';

/** Causes that a restart settles, alone or among others. */
const REBOOT_CAUSES: ReadonlySet<CauseId> = new Set(['pending-reboot', 'old-kernel-running', 'restart-needed']);

/**
 * Why a cell of this state is left out of an act; null where it is not. Separation of duties lies here too: a team assigns
 * what it may move itself, and a scan is not asked for where IT has to move first.
 */
export function whyLeftOut(act: WorkAct, team: Team, { owner, cause, also }: WorkState): string | null {
  if (act === 'assign' && owner !== team && owner !== 'both') {
    return owner === 'none' ? 'nobody needs to move' : `${TEAM_NAMES[owner]} moves next: its own people take these`;
  }
  if (act === 'rescan' && (owner === 'it' || owner === 'none')) return 'IT moves next: no scan settles these yet';
  if (act === 'reboot' && !isSettledByReboot({ cause, also })) return 'no restart settles these';
  return null;
}

/** Whether a restart takes away the cause of a cell, or one of the others that fit it. */
export function isSettledByReboot({
  cause,
  also,
}: {
  readonly cause: CauseId | null;
  readonly also: readonly CauseId[];
}): boolean {
  return [cause, ...also].some((one) => one !== null && REBOOT_CAUSES.has(one));
}

export const TEAM_NAMES = { it: 'IT', infosec: 'InfoSec', both: 'Both' } as const;

export function otherTeam(team: Team): Team {
  return team === 'it' ? 'infosec' : 'it';
}
