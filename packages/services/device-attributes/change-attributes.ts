import {
  type AttributeChange,
  type AttributeMoves,
  planAttributeChange,
} from '@baton/domain/scope/attribute-change.ts';
import type { AttributeKind } from '@baton/domain/scope/attribute-kind.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import {
  type AttributeMove,
  beginAttributes,
  endAttributes,
  type KeptAttribute,
  lockDevices,
  readAttributes,
} from '@baton/store/evidence/device-attributes.ts';
import { raiseVersion } from '@baton/store/evidence/move-totals.ts';
import { type Actor, nameOfActor } from '../actor.ts';
import { queueFollowing } from '../exceptions/queue-following.ts';
import { appendLog } from '../log/append-log.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import { type ChosenDevices, chooseDevices, type DevicesChosen } from './choose-devices.ts';

/** How critical and how exposed a device is decides deadlines: InfoSec has a say in it too. */
const CLASSIFYING: ReadonlySet<AttributeKind> = new Set(['criticality', 'exposure']);

function requireFor(actor: Actor, { set, remove }: AttributeChange): void {
  const kinds = [...set, ...remove].map(({ kind }) => kind);
  if (kinds.length === 0) {
    throw new ServiceError('invalid', 'Nothing is said to be set or removed.', {
      where: 'body',
      hint: 'Name what to set, for example {"kind": "site", "value": "Berlin"}, or what to remove.',
    });
  }
  if (kinds.some((kind) => !CLASSIFYING.has(kind))) requirePermission(actor, 'device.describe');
  if (kinds.some((kind) => CLASSIFYING.has(kind))) requirePermission(actor, 'device.classify');
}

/** Changes what is told of one device. Said twice, nothing changes. */
export async function changeDeviceAttributes(
  db: Database,
  actor: Actor,
  deviceId: string,
  change: AttributeChange,
): Promise<readonly KeptAttribute[]> {
  requireFor(actor, change);
  await db.transaction().execute(async (trx) => {
    const { moved, names } = await changeLocked(trx, actor, [deviceId], change);
    const [name] = names;
    if (name === undefined)
      throw new ServiceError('not-found', 'There is no such device.', { where: 'params.deviceId' });
    if (moved.size === 0) return;
    await appendLog(trx, {
      actor,
      action: 'device.described',
      subject: { kind: 'device', id: deviceId, name },
      details: detailsOf(change),
    });
    await publishEvent(trx, { topic: 'device', id: deviceId });
  });
  return readAttributes(db, [deviceId], null);
}

export interface ManyChanged extends Omit<DevicesChosen, 'deviceIds'> {
  readonly devices: number;
  readonly changed: number;
  readonly changes: readonly ChangeCount[];
}

export interface ChangeCount {
  readonly kind: AttributeKind;
  readonly from: string | null;
  readonly to: string | null;
  readonly devices: number;
}

/** Shows what a change of many devices would do. Whoever may see devices may look. */
export async function previewManyAttributes(
  db: Database,
  chosen: ChosenDevices,
  change: AttributeChange,
): Promise<ManyChanged> {
  const { deviceIds, ...told } = await chooseDevices(db, chosen);
  const moved = planFor(deviceIds, await readAttributes(db, deviceIds, null), change);
  return { ...told, devices: deviceIds.length, changed: moved.size, changes: countChanges(moved) };
}

/** Changes what is told of many devices. */
export async function changeManyAttributes(
  db: Database,
  actor: Actor,
  chosen: ChosenDevices,
  change: AttributeChange,
): Promise<ManyChanged> {
  requireFor(actor, change);
  return db.transaction().execute(async (trx) => {
    const { deviceIds, ...told } = await chooseDevices(trx, chosen);
    const { moved } = await changeLocked(trx, actor, deviceIds, change);
    if (moved.size > 0) {
      await appendLog(trx, {
        actor,
        action: 'device.described-many',
        subject: { kind: 'device', id: null },
        details: { ...detailsOf(change), devices: deviceIds.length, changed: moved.size },
      });
      await publishEvent(trx, { topic: 'device' });
    }
    return { ...told, devices: deviceIds.length, changed: moved.size, changes: countChanges(moved) };
  });
}

type Moved = ReadonlyMap<string, AttributeMoves>;

async function changeLocked(
  trx: DatabaseTransaction,
  actor: Actor,
  deviceIds: readonly string[],
  change: AttributeChange,
): Promise<{ readonly moved: Moved; readonly names: readonly string[] }> {
  const devices = await lockDevices(trx, deviceIds);
  const ids = devices.map(({ deviceId }) => deviceId);
  const moved = planFor(ids, await readAttributes(trx, ids, null), change);
  await writeAttributes(trx, moved, nameOfActor(actor));
  return { moved, names: devices.map(({ name }) => name) };
}

/** Writes what ends and begins; scopes have moved with it. */
export async function writeAttributes(trx: DatabaseTransaction, moved: Moved, toldBy: string): Promise<void> {
  if (moved.size === 0) return;
  const at = Temporal.Now.instant().toString();
  await endAttributes(trx, movesOf(moved, 'end'), at);
  await beginAttributes(trx, movesOf(moved, 'begin'), { at, toldBy });
  await raiseVersion(trx);
  // Exposure reopens exceptions, and an attribute may be a control.
  await queueFollowing(trx, [...moved.keys()]);
  await publishEvent(trx, { topic: 'board' });
}

function movesOf(moved: Moved, which: 'end' | 'begin'): readonly AttributeMove[] {
  return [...moved].flatMap(([deviceId, moves]) => moves[which].map((one) => ({ deviceId, ...one })));
}

function planFor(deviceIds: readonly string[], current: readonly KeptAttribute[], change: AttributeChange): Moved {
  const ofDevice = Map.groupBy(current, ({ deviceId }) => deviceId);
  return new Map(
    deviceIds
      .map((deviceId) => [deviceId, planAttributeChange(ofDevice.get(deviceId) ?? [], change)] as const)
      .filter(([, { end, begin }]) => end.length + begin.length > 0),
  );
}

/** What replaces what, with how many devices; what only begins comes from null, what only ends goes to null. */
function countChanges(moved: Moved): readonly ChangeCount[] {
  const counts = new Map<string, ChangeCount>();
  for (const { end, begin } of moved.values()) {
    for (const change of pairs(end, begin)) {
      const key = JSON.stringify(change);
      counts.set(key, { ...change, devices: (counts.get(key)?.devices ?? 0) + 1 });
    }
  }
  return [...counts]
    .sort(([a, one], [b, other]) => other.devices - one.devices || (a < b ? -1 : 1))
    .map(([, count]) => count);
}

function pairs(end: AttributeMoves['end'], begin: AttributeMoves['begin']): readonly Omit<ChangeCount, 'devices'>[] {
  const replaced = new Set<object>();
  const begun = begin.map((one) => {
    const before = end.find((other) => other.kind === one.kind && !replaced.has(other));
    if (before !== undefined) replaced.add(before);
    return { kind: one.kind, from: before?.value ?? null, to: one.value };
  });
  const ended = end.filter((one) => !replaced.has(one)).map((one) => ({ kind: one.kind, from: one.value, to: null }));
  return [...begun, ...ended];
}

function detailsOf({ set, remove }: AttributeChange) {
  return {
    set: set.map(({ kind, value }) => `${kind}: ${value}`),
    removed: remove.map(({ kind, value }) => (value === undefined ? kind : `${kind}: ${value}`)),
  };
}
