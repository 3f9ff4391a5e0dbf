import type { WorkAct } from '@baton/contract/disagreement-acts.ts';
import type { DisagreementGroup } from '@baton/contract/disagreements.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import { formatCount } from '@baton/presentation/formats.ts';
import { teamName } from '../../ui/team-chip.tsx';

/** What may be done with cells, in the order in which it is offered. An act that another area adds gets its line here. */
export const WORK_ACTS: readonly WorkAct[] = ['rescan', 'reboot', 'assign', 'ask', 'dispute', 'open-remediation'];

const REBOOT_CAUSES: ReadonlySet<string> = new Set(['pending-reboot', 'old-kernel-running', 'restart-needed']);

/** A verb with its number: devices are scanned and restarted, cells are assigned and asked about. */
export function actLabel(
  act: WorkAct,
  team: Team,
  count: { readonly cells: number; readonly devices: number | null },
): string {
  const devices = formatCount(count.devices ?? count.cells);
  const cells = formatCount(count.cells);
  const other = teamName(team === 'it' ? 'infosec' : 'it');
  switch (act) {
    case 'rescan':
      return `Request rescan of ${devices}`;
    case 'reboot':
      return `Request restart of ${devices}`;
    case 'assign':
      return `Assign ${cells}`;
    case 'ask':
      return `Ask ${other}`;
    case 'dispute':
      return 'Dispute the cause';
    case 'open-remediation':
      return 'Open the remediation';
  }
}

/** The next step of whoever looks at a group: what settles it, or its own team’s share of it, or a question. */
export function primaryAct(group: Pick<DisagreementGroup, 'owner' | 'cause'>, team: Team): WorkAct {
  if (group.owner === 'infosec') return 'rescan';
  if (group.cause !== null && REBOOT_CAUSES.has(group.cause)) return 'reboot';
  return group.owner === team || group.owner === 'both' ? 'assign' : 'ask';
}

/** Whether an act is of use for a group at all: a scan settles nothing where IT has to move first, a restart only its own causes. */
export function fitsGroup(act: WorkAct, { owner, cause }: Pick<DisagreementGroup, 'owner' | 'cause'>): boolean {
  if (act === 'rescan') return owner === 'infosec' || owner === 'both';
  if (act === 'reboot') return cause === null ? owner !== 'infosec' : REBOOT_CAUSES.has(cause);
  return act !== 'dispute' || (cause !== null && cause !== 'unexplained');
}

/** Why an act on a group is closed to a team; undefined where it is open. The server decides by the same rule, cell by cell. */
export function whyClosed(
  act: WorkAct,
  { owner, cells }: Pick<DisagreementGroup, 'owner' | 'cells'>,
  team: Team,
): string | undefined {
  if (cells === 0) return 'No cell is in it';
  if (act !== 'assign' || owner === team || owner === 'both') return undefined;
  return owner === 'none' ? 'Nobody needs to move' : `${teamName(owner)} moves next: its own people take these`;
}
