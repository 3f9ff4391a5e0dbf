import type { readFeasibility as readFeasibilityRoute } from '@baton/contract/maintenance-windows.ts';
import { nextWindow } from '@baton/domain/service-levels/maintenance-window.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { readInfeasible, readWindows } from '@baton/store/service-levels/windows.ts';
import type { z } from 'zod';
import { counted, spelled } from '../read-relay/relay-words.ts';
import { freezesOf, ruleOf } from './maintenance-windows.ts';
import { currentPolicy } from './policy-book.ts';

const MOST_ROWS = 100;
const SHOWN_NAMES = 10;

/**
 * Whether deadlines can be met at all: devices that still need a fix, have maintenance windows, and none of these whole
 * before the fix is due. A device without any window may be changed at any time, and is none of them.
 */
export async function readFeasibility(
  db: Database,
  now: string,
): Promise<z.input<typeof readFeasibilityRoute.response>> {
  const windows = await readWindows(db);
  const freezes = freezesOf(await currentPolicy(db, now, 'UTC'));
  const ends = windows.map((row) => ({
    windowId: row.window_id,
    endsAt: nextWindow(ruleOf(row), now, freezes)?.end ?? null,
  }));
  const found = await readInfeasible(db, ends, { now, limit: MOST_ROWS, shownNames: SHOWN_NAMES });
  return {
    sentence: sentenceOf(windows.length, found.devices),
    devices: found.devices,
    remediations: found.remediations,
    rows: found.rows.map((row) => ({ ...row, names: [...row.names] })),
  };
}

function sentenceOf(windows: number, devices: number): string {
  if (windows === 0) return 'No maintenance window is set: every device may be changed at any time.';
  if (devices === 0)
    return `Every device that needs a fix has its maintenance window before the deadline (${counted(windows, 'window')}).`;
  if (devices === 1) return 'One device has no maintenance window before its deadline.';
  return `These ${spelled(devices)} devices have no maintenance window before their deadline.`;
}
