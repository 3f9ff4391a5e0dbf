import type { WorkAct } from '@baton/contract/disagreement-acts.ts';
import type { DisagreementGroup } from '@baton/contract/disagreements.ts';
import type { Me } from '@baton/contract/people.ts';
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

/** What each act needs, by the words of the server's table. */
const PERMISSIONS: Readonly<Record<WorkAct, string>> = {
  rescan: 'disagreement.request',
  reboot: 'disagreement.request',
  assign: 'disagreement.assign',
  ask: 'disagreement.ask',
  dispute: 'disagreement.ask',
  'open-remediation': 'disagreement.open-remediation',
};

/** Why an act is closed to a person whatever the cells; undefined where it is open. */
export function whyNotMine(act: WorkAct, { permissions }: Pick<Me, 'permissions'>): string | undefined {
  if (permissions.includes(PERMISSIONS[act])) return undefined;
  return act === 'open-remediation'
    ? 'InfoSec’s members and leads make remediations'
    : 'Viewers read; members and leads do this';
}

/** Why an act on cells is closed to a person; undefined where it is open. The server decides by the same rule, cell by cell. */
export function whyClosed(
  act: WorkAct,
  { owner, cells }: Pick<DisagreementGroup, 'owner' | 'cells'>,
  me: Pick<Me, 'team' | 'permissions'>,
): string | undefined {
  if (cells === 0) return 'No cell is in it';
  return whyNotMine(act, me) ?? whyOthersTake(act, owner, me.team);
}

function whyOthersTake(act: WorkAct, owner: DisagreementGroup['owner'], team: Team): string | undefined {
  if (act !== 'assign' || owner === team || owner === 'both') return undefined;
  return owner === 'none' ? 'Nobody needs to move' : `${teamName(owner)} moves next: its own people take these`;
}
