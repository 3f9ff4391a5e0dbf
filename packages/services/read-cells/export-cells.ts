import type { Verdict } from '@baton/domain/reconciliation/verdict.ts';
import { cellsOfSlice, readDevicesInOrder } from '@baton/store/board/export-cells.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { type AskedView, viewOf } from '../read-board/asked-view.ts';
import { knownStates } from '../read-board/known-states.ts';
import { csvLine } from './csv-line.ts';

/** Devices whose cells are in memory at once: some 50,000 cells. */
const SLICE = 500;

export const EXPORT_COLUMNS = [
  'device',
  'device_id',
  'fix',
  'verdict',
  'cause',
  'it_says',
  'infosec_says',
  'it_part',
  'infosec_part',
  'owner',
  'since',
] as const;

/**
 * Every cell of some devices at some time as CSV, a piece at a time, in the order of devices. One snapshot, so that counting it
 * gives the numbers of the board of that moment.
 */
export async function* exportCells(
  db: Database,
  { verdict, ...asked }: AskedView & { readonly verdict?: Verdict | undefined },
  signal: AbortSignal,
): AsyncGenerator<string> {
  const view = viewOf(asked);
  yield csvLine(EXPORT_COLUMNS);
  const trx = await db.startTransaction().setIsolationLevel('repeatable read').execute();
  try {
    const states = await knownStates(db);
    for (let after: string | null = null; ; ) {
      signal.throwIfAborted();
      const devices: readonly { readonly deviceId: string; readonly name: string }[] = await readDevicesInOrder(
        trx,
        view,
        after,
        SLICE,
      );
      const cells = await cellsOfSlice(trx, view, devices);
      yield cells
        .flatMap(({ device, deviceId, fix, stateId, since }) => {
          const state = states.get(stateId);
          if (state === undefined || (verdict !== undefined && state.verdict !== verdict)) return [];
          const { cause, itSays, infosecSays, itPart, infosecPart, owner } = state;
          const words = [state.verdict, cause, itSays, infosecSays, itPart, infosecPart, owner];
          return [csvLine([device, deviceId, fix, ...words.map((word) => word ?? ''), since])];
        })
        .join('');
      after = devices.at(-1)?.deviceId ?? null;
      if (devices.length < SLICE) break;
    }
  } finally {
    await trx.rollback().execute();
  }
}
