import type { DisagreementGroup } from '@baton/contract/disagreements.ts';
import type { Owner } from '@baton/domain/evidence/team.ts';
import {
  type GroupCount,
  readCheckGroups,
  readDeviceGroups,
  readFixGroups,
  readPersonGroups,
} from '@baton/store/disagreements/queue-groups.ts';
import type { WorkState } from './clocked-states.ts';
import type { Groups, QueueLook } from './queue-look.ts';
import { type CountedState, firstDue, ownerOf, sumStates, withStates } from './sum-states.ts';

const OWNERS: readonly { readonly owner: Owner; readonly label: string }[] = [
  { owner: 'infosec', label: 'InfoSec' },
  { owner: 'it', label: 'IT' },
  { owner: 'both', label: 'Both, together' },
  { owner: 'none', label: 'Nobody needs to move' },
];

/** A group a team that moves next: the two teams by size, then what both have. One device may have cells of each. */
export async function groupsByOwner({ counts }: QueueLook): Promise<Groups> {
  const groups = OWNERS.map(({ owner, label }) => ({
    ...group(
      { key: owner, label },
      counts.filter(({ state }) => state.owner === owner),
    ),
    owner,
  })).filter(({ cells }) => cells > 0);
  const last = ({ owner }: DisagreementGroup) => Number(owner === 'both') + 2 * Number(owner === 'none');
  return { groups: groups.sort((a, b) => last(a) - last(b) || b.cells - a.cells), total: groups.length };
}

/** A group a person, and what nobody has: that is asked for last, but always there. */
export async function groupsByPerson({ db, states, counts, devices }: QueueLook): Promise<Groups> {
  const had = await readPersonGroups(db, states, devices);
  const people = grouped(had, states);
  const nobody = group({ key: 'nobody', label: 'Nobody yet' }, withoutThose(counts, had));
  return { groups: counts.length === 0 ? [] : [...people, nobody], total: people.length + 1 };
}

export async function groupsByDevice({ db, states, limit, offset, devices }: QueueLook): Promise<Groups> {
  const { rows, total } = await readDeviceGroups(db, states, { limit, offset, devices });
  return { groups: grouped(rows, states), total };
}

export async function groupsByFixOrCheck(
  { db, states, limit, offset, devices }: QueueLook,
  what: 'fix' | 'check',
): Promise<Groups> {
  const { rows, total } = await (what === 'fix' ? readFixGroups : readCheckGroups)(db, states, {
    limit,
    offset,
    devices,
  });
  return { groups: grouped(rows, states), total };
}

/** Rows of one group each and state, as groups, the largest first. */
function grouped(rows: readonly GroupCount[], states: readonly WorkState[]): readonly DisagreementGroup[] {
  const groups = [...Map.groupBy(rows, ({ key }) => key).values()].flatMap((some) => {
    const [first] = some;
    return first === undefined ? [] : [{ ...group(first, withStates(some, states)), devices: first.devices }];
  });
  return groups.sort((a, b) => b.cells - a.cells || (a.label < b.label ? -1 : 1));
}

function group(
  { key, label, note = null }: { readonly key: string; readonly label: string; readonly note?: string | null },
  counts: readonly CountedState[],
): DisagreementGroup {
  return {
    key,
    label,
    note,
    cause: null,
    summary: null,
    nextAction: null,
    ruleVersion: null,
    owner: ownerOf(counts),
    ...sumStates(counts),
    devices: null,
    oldest: firstDue(counts),
  };
}

/** All cells without those that somebody has. Which of the rest waits longest is not told: the whole queue's oldest stands. */
function withoutThose(counts: readonly CountedState[], had: readonly GroupCount[]): readonly CountedState[] {
  const taken = Map.groupBy(had, ({ stateId }) => stateId);
  const minus = (count: number, some: readonly GroupCount[], of: (row: GroupCount) => number): number =>
    Math.max(0, count - some.reduce((sum, row) => sum + of(row), 0));
  return counts.map((count) => {
    const some = taken.get(count.stateId) ?? [];
    const left = minus(count.cells, some, ({ cells }) => cells);
    return {
      ...count,
      cells: left,
      over: minus(count.over, some, ({ over }) => over),
      risk: minus(count.risk, some, ({ risk }) => risk),
      oldest: some.length === 0 ? count.oldest : null,
    };
  });
}
