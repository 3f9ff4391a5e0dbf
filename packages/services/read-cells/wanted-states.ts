import type { Owner } from '@baton/domain/evidence/team.ts';
import type { BridgePart } from '@baton/domain/reconciliation/bridge.ts';
import { CAUSE_IDS, type CauseId, isBuiltInCause } from '@baton/domain/reconciliation/cause-id.ts';
import type { CellState } from '@baton/domain/reconciliation/cell-state.ts';
import { type InfosecWord, type ItWord, infosecWordOf, itWordOf } from '@baton/domain/reconciliation/count-states.ts';
import { VERDICTS, type Verdict } from '@baton/domain/reconciliation/verdict.ts';

/** What cells are to have come to. */
export interface StateFilter {
  readonly verdict?: Verdict | undefined;
  readonly cause?: CauseId | undefined;
  readonly part?: BridgePart | undefined;
  readonly owner?: Owner | undefined;
  readonly itWord?: ItWord | undefined;
  readonly infosecWord?: InfosecWord | undefined;
}

/** Whether a state fits a filter. */
export function fits(state: CellState, { verdict, cause, part, owner, itWord, infosecWord }: StateFilter): boolean {
  return (
    (verdict === undefined || state.verdict === verdict) &&
    (cause === undefined || state.cause === cause) &&
    (part === undefined || state.itPart === part || state.infosecPart === part) &&
    (owner === undefined || state.owner === owner) &&
    (itWord === undefined || itWordOf(state) === itWord) &&
    (infosecWord === undefined || infosecWordOf(state) === infosecWord)
  );
}

/** How a list is ordered: states in groups one after the other, within a group by device, fix or time. */
export interface ListOrder {
  readonly groupBy: 'verdict' | 'cause' | 'owner' | null;
  readonly order: 'device' | 'fix' | 'since';
  readonly descending: boolean;
}

/** What needs a conversation first, unless told; an unknown column is no order. */
export function listOrderOf(sort: string | undefined): ListOrder {
  const descending = sort?.startsWith('-') === true;
  const name = descending ? sort?.slice(1) : sort;
  if (name === 'device' || name === 'fix' || name === 'since') return { groupBy: null, order: name, descending };
  const groupBy = name === 'cause' || name === 'owner' ? name : 'verdict';
  return { groupBy, order: 'device', descending };
}

/** States in the groups of a list, in their order. */
export function inGroups<State extends CellState>(
  states: readonly State[],
  { groupBy, descending }: ListOrder,
): readonly (readonly State[])[] {
  if (groupBy === null) return [states];
  const groups = [...Map.groupBy(states, (state) => RANKS[groupBy](state))].sort(([a], [b]) => a - b);
  return (descending ? groups.toReversed() : groups).map(([, group]) => group);
}

const OWNERS: readonly Owner[] = ['it', 'infosec', 'both', 'none'];

const RANKS: Readonly<Record<'verdict' | 'cause' | 'owner', (state: CellState) => number>> = {
  verdict: ({ verdict }) => VERDICTS.indexOf(verdict),
  cause: ({ cause }) => (cause === null || !isBuiltInCause(cause) ? CAUSE_IDS.length : CAUSE_IDS.indexOf(cause)),
  owner: ({ owner }) => OWNERS.indexOf(owner),
};
