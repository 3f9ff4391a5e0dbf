import type { Selection, WorkAct } from '@baton/contract/disagreement-acts.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import { type Connection, countChosenDevices } from '@baton/store/disagreements/chosen-cells.ts';
import { countDevicesOf } from '@baton/store/disagreements/queue-groups.ts';
import { choiceOf, isOfStatesOnly, type WorkChoice } from '../read-disagreements/choose-cells.ts';
import type { WorkState } from '../read-disagreements/clocked-states.ts';
import { countByState } from '../read-disagreements/count-by-state.ts';
import { ServiceError } from '../service-error.ts';
import { whyLeftOut } from './act-rules.ts';

/** The most cells that one act takes at once. */
const MOST_CELLS = 1_000_000;

/** The cells that an act takes, counted, with those that it leaves out. */
export interface NarrowedChoice {
  readonly choice: WorkChoice;
  readonly cells: number;
  readonly devices: number;
  /** Cells that nothing else keeps from being proven. */
  readonly alone: number;
  readonly leftOut: readonly { readonly cells: number; readonly why: string }[];
  /** Causes of the cells that are taken. */
  readonly causes: readonly CauseId[];
  readonly disputed: number;
}

/** Counts what was chosen, and leaves out what an act of this team cannot take. All of it is told by states. */
export async function narrowChoice(
  db: Connection,
  act: WorkAct,
  team: Team,
  selection: Selection,
  now: number,
): Promise<NarrowedChoice> {
  const all = await choiceOf(db, selection, now);
  const states = new Map(all.states.map((state) => [state.stateId, state]));
  const taken: { readonly state: WorkState; readonly cells: number }[] = [];
  const leftOut = new Map<string, number>();
  for (const { stateId, cells } of await countByState(db, all)) {
    const state = states.get(stateId);
    if (state === undefined || cells === 0) continue;
    const why = whyLeftOut(act, team, state);
    if (why === null) taken.push({ state, cells });
    else leftOut.set(why, (leftOut.get(why) ?? 0) + cells);
  }
  const choice = { ...all, states: taken.map(({ state }) => state) };
  const sum = (of: (state: WorkState) => boolean): number =>
    taken.reduce((total, { state, cells }) => total + (of(state) ? cells : 0), 0);
  return {
    choice,
    cells: sum(() => true),
    devices: taken.length === 0 ? 0 : await countDevices(db, choice),
    alone: sum(({ also }) => also.length === 0),
    leftOut: [...leftOut].map(([why, cells]) => ({ why, cells })),
    causes: [...new Set(taken.map(({ state }) => state.cause))],
    disputed: sum(({ verdict }) => verdict === 'disputed'),
  };
}

async function countDevices(db: Connection, choice: WorkChoice): Promise<number> {
  if (!isOfStatesOnly(choice)) return countChosenDevices(db, choice);
  return (await countDevicesOf(db, [choice.states.map(({ stateId }) => stateId)]))[0] ?? 0;
}

/** Refuses where an act would take nothing, or too much at once. */
export function requireCells({ cells, leftOut }: NarrowedChoice): void {
  if (cells === 0) {
    const why = leftOut.map((some) => `${some.cells.toLocaleString('en-US')}: ${some.why}`).join('; ');
    throw new ServiceError(
      'invalid',
      why === '' ? 'None of these cells is in dispute or without proof any more.' : `No cell is left: ${why}.`,
      {
        where: 'body.selection',
        hint: 'Look at the queue again and choose others.',
      },
    );
  }
  if (cells > MOST_CELLS) {
    throw new ServiceError(
      'invalid',
      `${cells.toLocaleString('en-US')} cells are more than one act takes (${MOST_CELLS.toLocaleString('en-US')}).`,
      {
        where: 'body.selection',
        hint: 'Narrow it, for example by fix.',
      },
    );
  }
}
