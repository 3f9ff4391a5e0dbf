import type { Owner } from '@baton/domain/evidence/team.ts';
import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import { type Disagreement, isDisagreement } from '@baton/domain/reconciliation/verdict.ts';
import { clockLimits, hoursOf } from '@baton/domain/service-levels/cause-hours.ts';
import { readLevelsInForce } from '@baton/store/disagreements/cause-levels.ts';
import type { ClockedState, Connection } from '@baton/store/disagreements/chosen-cells.ts';
import { readCellStates } from '@baton/store/evidence/cell-states.ts';

/** A state of disagreement with its clock, and all that the work on its cells depends on. */
export interface WorkState extends ClockedState {
  readonly verdict: Disagreement;
  readonly cause: CauseId;
  readonly also: readonly CauseId[];
  readonly owner: Owner;
}

export interface StateFilter {
  readonly cause?: CauseId | undefined;
  readonly owner?: Owner | undefined;
  readonly verdict?: Disagreement | undefined;
}

/** The states that cells in dispute or without proof may have, by the times in force at a moment. Some hundreds. */
export async function clockedStates(
  db: Connection,
  now: number,
  filter: StateFilter = {},
): Promise<readonly WorkState[]> {
  const { hours: set } = await readLevelsInForce(db);
  return statesWith(await readCellStates(db), set, now).filter(
    (state) =>
      (filter.cause ?? state.cause) === state.cause &&
      (filter.owner ?? state.owner) === state.owner &&
      (filter.verdict ?? state.verdict) === state.verdict,
  );
}

/** The same by other times: for a preview of a change. */
export function statesWith(
  states: Awaited<ReturnType<typeof readCellStates>>,
  set: Readonly<Record<string, number>>,
  now: number,
): readonly WorkState[] {
  return states.flatMap(({ stateId, verdict, cause, also, owner }) => {
    if (!isDisagreement(verdict) || cause === null) return [];
    const hours = hoursOf(cause, set);
    const { over, risk } = clockLimits(hours, now);
    return [
      {
        stateId,
        verdict,
        cause,
        also,
        owner,
        hours,
        over: new Date(over).toISOString(),
        risk: new Date(risk).toISOString(),
      },
    ];
  });
}
