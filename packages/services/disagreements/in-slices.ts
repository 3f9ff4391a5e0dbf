import {
  type CellChoice,
  type ChoiceCount,
  type Connection,
  ofDeviceIds,
  readChosenDeviceIds,
} from '@baton/store/disagreements/chosen-cells.ts';
import type { RunningWork } from '../work/run-work.ts';

/** Devices at a time: a second or so, after which progress is told and a wish to stop is heard. */
const SLICE = 2000;

/** Long work of which progress is told; undefined: small enough to be done in one go. */
export type Slices = Pick<RunningWork, 'progress' | 'throwIfCancelled'> | undefined;

/** Does an act on chosen cells, where it is long some devices at a time. All within the caller's transaction: whole or not at all. */
export async function inSlices(
  trx: Connection,
  choice: CellChoice,
  work: Slices,
  act: (some: CellChoice) => Promise<ChoiceCount>,
): Promise<ChoiceCount> {
  if (work === undefined) return act(choice);
  const ids = await readChosenDeviceIds(trx, choice);
  const sum = { cells: 0, devices: 0 };
  work.progress({ step: 'Devices', done: 0, total: ids.length });
  for (let at = 0; at < ids.length; at += SLICE) {
    work.throwIfCancelled();
    const slice = ids.slice(at, at + SLICE);
    const { cells, devices } = await act({ ...choice, devices: ofDeviceIds(slice) });
    sum.cells += cells;
    sum.devices += devices;
    work.progress({ done: at + slice.length });
  }
  // Who asked to stop at the last slice is heard as well.
  work.throwIfCancelled();
  return sum;
}
