import type { Selection } from '@baton/contract/disagreement-acts.ts';
import type { WorkFilter } from '@baton/contract/disagreements.ts';
import type { Scope } from '@baton/domain/scope/scope.ts';
import { devicesOfView, FLEET_NOW } from '@baton/store/board/device-set.ts';
import type { CellChoice, Connection } from '@baton/store/disagreements/chosen-cells.ts';
import { readFixesOfCheck } from '@baton/store/disagreements/queue-groups.ts';
import { readFixNumbers } from '@baton/store/evidence/fixes.ts';
import { clockedStates, type WorkState } from './clocked-states.ts';

/** Chosen cells, with what is known of their states. */
export interface WorkChoice extends CellChoice {
  readonly states: readonly WorkState[];
}

/** Looks up what a filter names, so that cells compare numbers only. A name of nothing chooses nothing. */
export async function choiceOfFilter(db: Connection, filter: WorkFilter, now: number): Promise<WorkChoice> {
  const { cause, owner, verdict, person, device, fix, check, clock, scope } = filter;
  const ofFix = fix === undefined ? undefined : [...(await readFixNumbers(db, [fix])).values()];
  const ofCheck = check === undefined ? undefined : await readFixesOfCheck(db, check);
  const both = ofFix && ofCheck ? ofFix.filter((id) => ofCheck.includes(id)) : (ofFix ?? ofCheck);
  return {
    states: await clockedStates(db, now, { cause, owner, verdict }),
    deviceId: device,
    fixIds: both,
    person: person === undefined || person === 'nobody' ? person : { id: person },
    clock,
    devices: devicesOfScope(scope),
  };
}

/** The devices of a scope now; undefined where it is all of them. */
export function devicesOfScope(scope: Scope | undefined): CellChoice['devices'] {
  return scope === undefined || scope.length === 0 ? undefined : devicesOfView({ ...FLEET_NOW, scope });
}

export async function choiceOf(db: Connection, selection: Selection, now: number): Promise<WorkChoice> {
  if ('filter' in selection) return choiceOfFilter(db, selection.filter, now);
  return { states: await clockedStates(db, now), cells: selection.cells };
}

/** Whether nothing but states narrows the choice: then rolled-up counts tell how many cells it has. */
export function isOfStatesOnly({ cells, deviceId, fixIds, person, clock, devices }: CellChoice): boolean {
  return [cells, deviceId, fixIds, person, clock, devices].every((part) => part === undefined);
}
