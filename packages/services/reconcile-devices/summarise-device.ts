import { createHash } from 'node:crypto';
import type { BridgePart } from '@baton/domain/reconciliation/bridge.ts';
import { partsOf } from '@baton/domain/reconciliation/bridge.ts';
import { causeRule } from '@baton/domain/reconciliation/causes/registry.ts';
import type { Cell } from '@baton/domain/reconciliation/cell.ts';
import { seenAt } from '@baton/domain/reconciliation/device-case.ts';
import type { JudgedCell } from '@baton/domain/reconciliation/reconcile-device.ts';
import type { CellRecord, DeviceCellsRecord, NewDeviceCells } from '@baton/store/evidence/write-cells.ts';
import type { FixNumbers } from './fix-numbers.ts';
import type { LoadedCase } from './load-cases.ts';

/** A judged device as it is kept: rows for what is not proven, a list for what is, and its share of every number. */
export interface DeviceSummary {
  readonly row: NewDeviceCells;
  readonly cells: readonly CellRecord[];
}

/** What was kept of a device before; null where it was never judged. */
export interface KeptDevice {
  readonly row: DeviceCellsRecord;
  readonly cells: readonly CellRecord[];
}

/** Brings a judged device into the form in which it is kept. A cell that did not move keeps its `since`. */
export function summariseDevice(
  { device, operatingSystem }: LoadedCase,
  judged: readonly JudgedCell[],
  numbers: FixNumbers,
  kept: KeptDevice | null,
  now: number,
): DeviceSummary {
  const cells = judged.map(({ cell }) => cell);
  const unproven = cells.filter((cell) => cell.verdict !== 'proven');
  const proven = cells
    .flatMap((cell) => (cell.verdict === 'proven' ? [numbers.of(cell.fixId)] : []))
    .sort((a, b) => a - b);
  const lastSeen = newest(device.it.map((record) => Date.parse(record.state.lastSeen ?? '')));
  const count = (holds: (cell: Cell) => boolean): number => cells.filter(holds).length;
  return {
    row: {
      device_id: device.deviceId,
      proven,
      proven_since: sinceOfProven(proven, kept, now),
      open: count((cell) => cell.verdict === 'open'),
      disputed: count((cell) => cell.verdict === 'disputed'),
      unproven: count((cell) => cell.verdict === 'unproven'),
      excepted: count((cell) => cell.verdict === 'excepted'),
      it_counted: count((cell) => cell.itCounts),
      it_installed: count((cell) => cell.itSays === 'installed'),
      infosec_scanned: count((cell) => cell.scanned),
      infosec_not_reported: count((cell) => cell.scanned && cell.infosecSays !== 'reported'),
      in_it: device.it.length > 0,
      in_infosec: device.looks.length > 0,
      operating_system: operatingSystem,
      last_seen_by_it: isoOf(lastSeen),
      last_seen_by_infosec: isoOf(newest(device.looks.filter(({ look }) => look.reached).map(seenAt))),
      cells_hash: hashOf(cells),
      next_change_at: isoOf(
        nextChange(
          device.it.map((record) => record.staleAfterMs),
          lastSeen,
          now,
        ),
      ),
    },
    cells: unproven.map((cell) => cellRecord(cell, numbers.of(cell.fixId), kept, now)),
  };
}

function cellRecord(cell: Cell, fixId: number, kept: KeptDevice | null, now: number): CellRecord {
  const parts = partsOf(cell);
  const before = kept?.cells.find((other) => other.fix_id === fixId);
  const moved = before === undefined || before.verdict !== cell.verdict || before.cause !== cell.cause;
  return {
    device_id: cell.deviceId,
    fix_id: fixId,
    verdict: cell.verdict === 'proven' ? 'unproven' : cell.verdict,
    cause: cell.cause,
    also: cell.also.length === 0 ? null : [...cell.also],
    owner: cell.owner,
    it_says: cell.itSays,
    infosec_says: cell.infosecSays,
    it_part: partOf(parts, 'it-'),
    infosec_part: partOf(parts, 'infosec-'),
    since: moved ? new Date(now).toISOString() : before.since,
    rule_version: cell.cause === null ? null : causeRule(cell.cause).version,
  };
}

/** Parts of open cells have no cause and no step; they are not kept. */
function partOf(parts: readonly BridgePart[], side: 'it-' | 'infosec-'): BridgePart | null {
  return parts.find((part) => part.startsWith(side)) ?? null;
}

const MINUTE_MS = 60_000;

function sinceOfProven(proven: readonly number[], kept: KeptDevice | null, now: number): number[] {
  const before = new Map(kept?.row.proven.map((fixId, index) => [fixId, kept.row.proven_since[index]]));
  return proven.map((fixId) => before.get(fixId) ?? Math.floor(now / MINUTE_MS));
}

/** Equal verdicts, causes and words give equal hashes. */
function hashOf(cells: readonly Cell[]): Buffer {
  const lines = cells.map(({ fixId, verdict, cause, also, owner, itSays, infosecSays, itCounts, scanned }) =>
    [
      fixId,
      verdict,
      cause,
      also.join(','),
      owner,
      itSays,
      infosecSays,
      itCounts,
      scanned,
      cause && causeRule(cause).version,
    ].join('|'),
  );
  return createHash('sha1').update(lines.sort().join('\n')).digest();
}

/** When IT’s record goes stale, if it is not yet: the newest word and the longest limit count (gather-facts.ts). */
function nextChange(limits: readonly number[], lastSeen: number | null, now: number): number | null {
  if (lastSeen === null || limits.length === 0) return null;
  const stale = lastSeen + Math.max(...limits) + 1;
  return stale > now ? stale : null;
}

function newest(times: readonly number[]): number | null {
  const known = times.filter((time) => !Number.isNaN(time) && time > 0);
  return known.length === 0 ? null : Math.max(...known);
}

function isoOf(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
