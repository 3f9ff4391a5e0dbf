import type { DisagreementGroup } from '@baton/contract/disagreements.ts';
import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import type { RuleSet } from '@baton/domain/reconciliation/rules/rule-set.ts';
import { smallestActions } from '../read-board/smallest-actions.ts';
import type { Groups, QueueLook } from './queue-look.ts';
import { type CountedState, firstDue, ownerOf, sumStates } from './sum-states.ts';

/** A group a cause; unexplained is always there, and always last. @param first what the largest is first by */
export async function groupsByCause(
  { counts, devicesOf, limit, offset, rules }: QueueLook,
  first: 'cells' | 'alone',
): Promise<Groups> {
  const byCause = new Map<CauseId, CountedState[]>();
  for (const count of counts) byCause.set(count.state.cause, [...(byCause.get(count.state.cause) ?? []), count]);
  if (counts.length > 0 && !byCause.has('unexplained')) byCause.set('unexplained', []);
  const groups = [...byCause].map(([cause, some]) =>
    causeGroup(cause, some, devicesOf.get(cause) ?? 0, { first, rules }),
  );
  const ordered = groups.sort(
    (a, b) => last(a.key) - last(b.key) || b[first] - a[first] || b.cells - a.cells || (a.key < b.key ? -1 : 1),
  );
  return { groups: ordered.slice(offset, offset + limit), total: groups.length };
}

function causeGroup(
  cause: CauseId,
  counts: readonly CountedState[],
  devices: number,
  { first, rules }: { readonly first: 'cells' | 'alone'; readonly rules: RuleSet },
): DisagreementGroup {
  const { label, summary, nextAction, version, owner } = rules.rule(cause);
  const sums = sumStates(counts);
  const { cells, disputed } = sums;
  const action =
    first === 'alone' && cells > 0
      ? smallestActions([{ cause, cells, devices, disputed }], rules)[0]?.action
      : undefined;
  return {
    key: cause,
    label: action ?? label,
    note: action === undefined ? null : label,
    cause,
    summary,
    nextAction,
    ruleVersion: version,
    owner: counts.length === 0 ? owner : ownerOf(counts),
    ...sums,
    devices,
    oldest: firstDue(counts),
  };
}

function last(cause: string): number {
  return Number(cause === 'unexplained');
}
