import {
  judgeAs,
  makeDevices,
  makeFixes,
  TOLD_CELLS,
  type ToldCell,
} from '@baton/services/reconcile-devices/testing/told-history.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';

const BATCH = 500;
/** Fixes that a month brings, and as many older ones that they replace. */
const NEW_FIXES = 15;
const DAY_HOURS = 24;

function told(verdict: ToldCell['verdict'], cause: ToldCell['cause'] = null): ToldCell {
  const found = TOLD_CELLS.find((cell) => cell.verdict === verdict && cell.cause === cause);
  if (found === undefined) throw new Error(`No cell is told to be ${verdict}.`);
  return found;
}

const [PROVEN, OPEN, STALE] = [told('proven'), told('open'), told('unproven', 'stale-scan')];

/**
 * A fleet that lives through a month as fleets do, judged by the real way of writing: 100 fixes a device before it, 80 of them
 * proven; then 15 new ones replace 15 old ones, are installed a week later, scanned another week later on four of five devices,
 * and older work goes on. One device in a hundred comes late. About 75 cells of each device move.
 */
export async function makeMonth(
  db: Database,
  { devices, fixes, from }: { readonly devices: number; readonly fixes: number; readonly from: Temporal.Instant },
): Promise<void> {
  const ids = await makeDevices(
    db,
    Array.from({ length: devices }, (_, n) => `WKS-${n}`),
  );
  await makeFixes(db, new Map(Array.from({ length: fixes + NEW_FIXES }, (_, n) => [fixOf(n), []])));
  for (const [day, phase] of [
    [-20, 0],
    [2, 1],
    [9, 2],
    [16, 3],
    [23, 4],
  ] as const) {
    for (let at = 0; at < devices; at += BATCH) {
      const judged = ids.slice(at, at + BATCH).flatMap((deviceId, n) => {
        const device = at + n;
        if (phase === 0 && device % 100 === 99) return [];
        const name = `WKS-${device}`;
        return [{ deviceId, name, operatingSystem: 'Windows 11', cells: cellsOf(device, fixes, phase) }];
      });
      await judgeAs(db, from.add({ hours: day * DAY_HOURS }).add({ seconds: at }), judged);
    }
  }
}

function fixOf(fix: number): string {
  return `KB${5_000_000 + fix}`;
}

function cellsOf(device: number, fixes: number, phase: number): ReadonlyMap<string, ToldCell> {
  const first = phase === 0 ? 0 : NEW_FIXES;
  const old = Array.from(
    { length: fixes - first },
    (_, n) => [fixOf(first + n), oldCell(device, first + n, phase)] as const,
  );
  const came =
    phase === 0 ? [] : Array.from({ length: NEW_FIXES }, (_, n) => [fixOf(fixes + n), newCell(device, phase)] as const);
  return new Map([...old, ...came]);
}

/** A tenth of the old ones is settled in each phase, one in fifty stays, and one in two hundred is lost in the last. */
function oldCell(device: number, fix: number, phase: number): ToldCell {
  const kind = (device * 7 + fix * 13) % 100;
  if (kind < 2) return OPEN;
  if (kind < 20) return kind < phase * 5 ? PROVEN : kind % 2 === 0 ? OPEN : STALE;
  return phase === 4 && (device + fix) % 200 === 0 ? OPEN : PROVEN;
}

function newCell(device: number, phase: number): ToldCell {
  if (phase === 1) return OPEN;
  return phase === 2 || device % 5 === 0 ? STALE : PROVEN;
}
