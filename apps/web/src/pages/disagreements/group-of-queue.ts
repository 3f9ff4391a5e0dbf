import type { AskedFilter, DisagreementGroup, GroupBy } from '@baton/contract/disagreements.ts';
import { causeId, owner } from '@baton/contract/ratio.ts';
import { formatCount, formatCounted } from '@baton/presentation/formats.ts';
import type { QueueGroup } from '../../ui/queue-list.tsx';

/** By what the queue may be grouped, as people choose it. */
export const GROUPINGS: readonly { readonly value: GroupBy; readonly label: string; readonly many: string }[] = [
  { value: 'cause', label: 'cause', many: 'causes' },
  { value: 'owner', label: 'team', many: 'teams' },
  { value: 'person', label: 'person', many: 'people' },
  { value: 'device', label: 'device', many: 'devices' },
  { value: 'fix', label: 'fix', many: 'fixes' },
  { value: 'check', label: 'check', many: 'checks' },
  { value: 'gain', label: 'gain', many: 'actions' },
];

/** How the queue of a day gone by can be grouped: of it are known cells by state, not who had them and what waited how long. */
export const PAST_GROUPINGS = GROUPINGS.filter(
  ({ value }) => value === 'cause' || value === 'owner' || value === 'gain',
);

/** Whether a group is known by what a machine wrote. */
export function isMachineWord(by: GroupBy): boolean {
  return by === 'device' || by === 'fix' || by === 'check';
}

/**
 * A group as a row shows it: beside a check, whose number names nothing, its fix; under an act, whose name has its devices, the cells
 * that it settles by itself, by which acts are put in order.
 */
export function rowOfGroup(by: GroupBy, group: DisagreementGroup): QueueGroup {
  const { note, alone } = group;
  if (by === 'check' && note !== null) return { ...group, beside: note };
  if (by === 'gain') return { ...group, under: `${formatCount(alone)} by itself` };
  return { ...group, under: group.devices === null ? undefined : formatCounted(group.devices, 'device') };
}

/** The cells of a group, as a filter. */
export function filterOfGroup(by: GroupBy, { key }: Pick<DisagreementGroup, 'key'>): AskedFilter {
  switch (by) {
    case 'cause':
    case 'gain':
      return { cause: causeId.parse(key) };
    case 'owner':
      return { owner: owner.parse(key) };
    case 'person':
      return { person: key };
    case 'device':
      return { device: key };
    case 'fix':
      return { fix: key };
    case 'check':
      return { check: key };
  }
}
