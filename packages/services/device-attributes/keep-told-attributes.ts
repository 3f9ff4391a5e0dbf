import type { ToldAttribute } from '@baton/domain/evidence/report.ts';
import { type AttributeMoves, planToldAttributes } from '@baton/domain/scope/attribute-change.ts';
import { type AttributeKind, MANY_VALUED } from '@baton/domain/scope/attribute-kind.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { type KeptAttribute, lockDevices, readAttributes } from '@baton/store/evidence/device-attributes.ts';
import { readSourceNames } from '@baton/store/evidence/sources.ts';
import { writeAttributes } from './change-attributes.ts';

/** What an export tells of one device. */
export interface ToldOfDevice {
  readonly deviceId: string;
  readonly attributes: readonly ToldAttribute[];
}

/** Devices whose attributes are compared at once. */
const SLICE = 2000;

/**
 * Keeps what an export of IT's tells of devices, in the transaction that keeps its evidence: devices in the order of their ids, as
 * whoever else changes attributes locks them.
 */
export async function keepToldAttributes(
  trx: DatabaseTransaction,
  sourceId: string,
  told: readonly ToldOfDevice[],
): Promise<void> {
  if (told.length === 0) return;
  const names = await readSourceNames(trx);
  const ordered = told.toSorted((a, b) => (a.deviceId < b.deviceId ? -1 : 1));
  for (let at = 0; at < ordered.length; at += SLICE) {
    await keepSlice(
      trx,
      { source: names.get(sourceId) ?? '', sources: new Set(names.values()) },
      ordered.slice(at, at + SLICE),
    );
  }
}

async function keepSlice(
  trx: DatabaseTransaction,
  { source, sources }: { readonly source: string; readonly sources: ReadonlySet<string> },
  told: readonly ToldOfDevice[],
): Promise<void> {
  const ids = told.map(({ deviceId }) => deviceId);
  await lockDevices(trx, ids);
  const current = Map.groupBy(await readAttributes(trx, ids, null), ({ deviceId }) => deviceId);
  const toldBy = ({ toldBy: by }: KeptAttribute) =>
    by === source ? 'this-source' : sources.has(by) ? 'other-source' : 'people';
  const moved = new Map<string, AttributeMoves>();
  for (const { deviceId, attributes } of told) {
    const own = (current.get(deviceId) ?? []).map(
      (one) => ({ kind: one.kind, value: one.value, by: toldBy(one) }) as const,
    );
    const moves = planToldAttributes(own, clearValues(attributes));
    if (moves.end.length + moves.begin.length > 0) moved.set(deviceId, moves);
  }
  await writeAttributes(trx, moved, source);
}

/** A kind of which a device has one is not told where its rows say different things: then the column is not about the device. */
function clearValues(attributes: readonly ToldAttribute[]): ReadonlyMap<AttributeKind, readonly string[]> {
  return new Map(
    attributes
      .filter(({ kind, values }) => MANY_VALUED.has(kind) || values.length <= 1)
      .map(({ kind, values }) => [kind, values]),
  );
}
