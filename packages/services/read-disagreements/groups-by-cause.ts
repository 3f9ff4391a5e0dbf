import type { DisagreementGroup } from '@baton/contract/disagreements.ts';
import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import { causeRule } from '@baton/domain/reconciliation/causes/registry.ts';
import { type CauseTotal, readCauseTotals } from '@baton/store/evidence/board.ts';
import { smallestActions } from '../read-board/smallest-actions.ts';
import type { Groups, QueueLook } from './list-disagreements.ts';
import { type CountedState, firstDue, ownerOf, sumStates } from './sum-states.ts';

/** A group a cause; unexplained is always there, and always last. @param first what the largest is first by */
export async function groupsByCause(
  { db, counts, limit, offset }: QueueLook,
  first: 'cells' | 'alone',
): Promise<Groups> {
  const totals = new Map(
    (await readCauseTotals(db)).filter(({ part }) => part === 'all').map((total) => [total.cause, total]),
  );
  const byCause = new Map<CauseId, CountedState[]>();
  for (const count of counts) byCause.set(count.state.cause, [...(byCause.get(count.state.cause) ?? []), count]);
  if (counts.length > 0 && !byCause.has('unexplained')) byCause.set('unexplained', []);
  const groups = [...byCause].map(([cause, some]) => causeGroup(cause, some, totals.get(cause), first));
  const ordered = groups.sort(
    (a, b) => last(a.key) - last(b.key) || b[first] - a[first] || b.cells - a.cells || (a.key < b.key ? -1 : 1),
  );
  return { groups: ordered.slice(offset, offset + limit), total: groups.length };
}

function causeGroup(
  cause: CauseId,
  counts: readonly CountedState[],
  total: CauseTotal | undefined,
  first: 'cells' | 'alone',
): DisagreementGroup {
  const { label, summary, nextAction, version, owner } = causeRule(cause);
  const action = first === 'alone' && total !== undefined ? smallestActions([total])[0]?.action : undefined;
  return {
    key: cause,
    label: action ?? label,
    note: action === undefined ? null : label,
    cause,
    summary,
    nextAction,
    ruleVersion: version,
    owner: counts.length === 0 ? owner : ownerOf(counts),
    ...sumStates(counts),
    devices: total?.devices ?? 0,
    oldest: firstDue(counts),
  };
}

function last(cause: string): number {
  return Number(cause === 'unexplained');
}
