import { randomUUID } from 'node:crypto';
import type { Cell } from '@baton/domain/reconciliation/cell.ts';
import type { AttributeKind } from '@baton/domain/scope/attribute-kind.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { addFixCves } from '@baton/store/evidence/fix-cves.ts';
import { numberFixes } from '@baton/store/evidence/fixes.ts';
import { lockDeviceCells } from '@baton/store/evidence/write-cells.ts';
import { sql } from 'kysely';
import { DiffBuilder } from '../diff-devices.ts';
import { keepJudged, keptDevices } from '../keep-judged.ts';
import { judgingOf } from '../reconcile-devices.ts';
import { summariseDevice } from '../summarise-device.ts';

/** What a cell comes to, in a test that is about numbers and not about judging. */
export type ToldCell = Pick<Cell, 'verdict' | 'cause' | 'owner' | 'itSays' | 'infosecSays'>;

/** Every kind of cell that numbers tell apart. */
export const TOLD_CELLS: readonly ToldCell[] = [
  { verdict: 'proven', cause: null, owner: 'none', itSays: 'installed', infosecSays: 'not_reported' },
  { verdict: 'open', cause: null, owner: 'it', itSays: 'missing', infosecSays: 'reported' },
  { verdict: 'disputed', cause: 'superseded-fix', owner: 'infosec', itSays: 'installed', infosecSays: 'reported' },
  { verdict: 'disputed', cause: 'unexplained', owner: 'both', itSays: 'missing', infosecSays: 'not_reported' },
  { verdict: 'unproven', cause: 'stale-scan', owner: 'infosec', itSays: 'installed', infosecSays: 'reported' },
  { verdict: 'unproven', cause: 'stale-scan', owner: 'infosec', itSays: 'installed', infosecSays: 'not_reported' },
  { verdict: 'unproven', cause: 'not-in-infosec-scope', owner: 'infosec', itSays: 'installed', infosecSays: 'absent' },
  { verdict: 'unproven', cause: 'unknown-dropped', owner: 'it', itSays: 'unknown', infosecSays: 'not_reported' },
  { verdict: 'unproven', cause: 'not-in-it-inventory', owner: 'it', itSays: 'absent', infosecSays: 'not_reported' },
  { verdict: 'excepted', cause: 'excepted', owner: 'none', itSays: 'missing', infosecSays: 'reported' },
  { verdict: 'excepted', cause: 'excepted', owner: 'none', itSays: 'installed', infosecSays: 'not_reported' },
];

export interface ToldDevice {
  readonly deviceId: string;
  readonly name: string;
  readonly operatingSystem: string;
  readonly cells: ReadonlyMap<string, ToldCell>;
}

export async function makeDevices(db: Database, names: readonly string[]): Promise<readonly string[]> {
  const ids = names.map(() => randomUUID());
  await sql`INSERT INTO device (device_id, name) SELECT * FROM unnest(${ids}::uuid[], ${names}::text[])`.execute(db);
  return ids;
}

/** Fixes with the vulnerabilities that they remove. */
export async function makeFixes(db: Database, fixes: ReadonlyMap<string, readonly string[]>): Promise<void> {
  const made = await numberFixes(
    db,
    [...fixes.keys()].map((key) => ({ key, product: `kb:${key}`, kind: 'kb', name: key, version: null, title: key })),
  );
  await addFixCves(
    db,
    [...fixes].map(([key, cves]) => ({ fixId: made.get(key) ?? 0, cves })),
  );
}

/** Keeps devices as judging does at a moment, whatever their evidence. */
export async function judgeAs(db: Database, at: Temporal.Instant, devices: readonly ToldDevice[]): Promise<void> {
  const { states } = judgingOf(db);
  const keys = [...new Set(devices.flatMap(({ cells }) => [...cells.keys()]))];
  const rows = await sql<{
    key: string;
    fix_id: number;
  }>`SELECT key, fix_id FROM fix WHERE key = ANY (${keys}::text[])`.execute(db);
  const numbers = new Map(rows.rows.map(({ key, fix_id }) => [key, fix_id]));
  const ordered = devices.toSorted((a, b) => (a.deviceId < b.deviceId ? -1 : 1));
  const judged = ordered.map(({ deviceId, cells }) =>
    [...cells].map(([fix, told]) => ({
      fixId: numbers.get(fix) ?? 0,
      state: states.of({ ...told, deviceId, fixId: fix, ...restOf(told) }),
    })),
  );
  await states.number(db);
  await db.transaction().execute(async (trx) => {
    const locked = await lockDeviceCells(
      trx,
      ordered.map(({ deviceId }) => deviceId),
    );
    const before = await keptDevices(trx, locked.rows);
    const now = at.epochMilliseconds;
    const diff = new DiffBuilder(states, new Date(now).toISOString());
    const rows = ordered.map(({ deviceId, name, operatingSystem }, index) => {
      const device = {
        deviceId,
        name,
        it: [],
        looks: [],
        ghostOf: null,
        targetedBy: null,
        namesakes: [],
        flaps: [],
        deployments: [],
        confirmations: [],
        exceptions: [],
      };
      const own = before.get(deviceId) ?? null;
      const summary = summariseDevice({ device, operatingSystem }, judged[index] ?? [], own, {
        now,
        lessons: 0,
        changesAt: null,
      });
      diff.add(own, summary);
      return summary.row;
    });
    await keepJudged(trx, rows, diff.finish(), { now, past: true, reason: { kind: 'asked' }, locked });
  });
}

function restOf({ cause, itSays, infosecSays }: ToldCell) {
  return {
    ruleVersion: cause === null ? null : 1,
    also: [],
    itCounts: itSays === 'installed' || itSays === 'missing' || itSays === 'failed',
    scanned: infosecSays !== 'absent',
    folded: [],
  };
}

/** The same cell as rules judge it. */
export function cellOf(deviceId: string, fixId: string, told: ToldCell): Cell {
  return { ...told, deviceId, fixId, ...restOf(told) };
}

/** Tells an attribute of a device for some time. */
export async function tellAttribute(
  db: Database,
  deviceId: string,
  {
    kind,
    value,
    from,
    until,
  }: { kind: AttributeKind; value: string; from: Temporal.Instant; until: Temporal.Instant | null },
): Promise<void> {
  await db
    .insertInto('device_attribute')
    .values({
      device_id: deviceId,
      kind,
      value,
      valid_from: from.toString(),
      valid_until: until?.toString() ?? null,
      told_by: 'test',
    })
    .execute();
}
