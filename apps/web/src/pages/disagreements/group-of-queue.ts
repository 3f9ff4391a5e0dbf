import type { AskedFilter, DisagreementGroup, GroupBy } from '@baton/contract/disagreements.ts';
import { causeId, owner } from '@baton/contract/ratio.ts';
import { formatCount } from '@baton/presentation/formats.ts';

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

/** What a row says beside its name: of a check, whose number names nothing, its fix; of an act, the cells by which acts are put in order. */
export function moreOfGroup(
  by: GroupBy,
  { note, alone, cells }: Pick<DisagreementGroup, 'note' | 'alone' | 'cells'>,
): string | undefined {
  if (by === 'check') return note ?? undefined;
  return by === 'gain' && alone < cells ? `${formatCount(alone)} by itself` : undefined;
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
