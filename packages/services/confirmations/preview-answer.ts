import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { cellsToAnswer } from './cells-to-answer.ts';

const NAMED = 20;

/** How far an answer about a check would reach now: whoever answers sees it first. */
export async function previewAnswer(
  db: Database,
  target: { readonly tool: string; readonly check: string; readonly cause: CauseId },
) {
  const devices = new Set<string>();
  const examples: string[] = [];
  let cells = 0;
  for await (const slice of cellsToAnswer(db, db, target)) {
    cells += slice.length;
    for (const { judged } of slice) {
      devices.add(judged.cell.deviceId);
      if (examples.length < NAMED) examples.push(`${judged.cell.fixId} on ${judged.facts.device.name}`);
    }
  }
  return { cells, devices: devices.size, examples };
}
