import { strongestShared } from '@baton/domain/identity/choose-device.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { lockIdentity } from '@baton/store/evidence/device-identity.ts';
import {
  type DeviceRef,
  joinInto,
  type KeptRecord,
  moveRecords,
  readDeviceRefs,
  readRecords,
} from '@baton/store/evidence/device-records.ts';
import type { Actor } from '../actor.ts';
import { rename, setApart, toldBy } from '../evidence/set-apart.ts';
import { appendLog } from '../log/append-log.ts';
import { requirePermission } from '../permissions.ts';
import { queueChunks } from '../reconcile-devices/queue-chunks.ts';
import { ServiceError } from '../service-error.ts';

/** Which record: what this source calls the device. And why. */
export interface RecordAct {
  readonly source: string;
  readonly reason: string;
}

/**
 * Undoes a join: what a source calls this device is another one. It becomes a device of its own with all that the source said, both
 * are judged anew, and the source's later deliveries go to it, whatever their names say. Only takes proof away, so either team may.
 *
 * @returns the new device
 */
export async function setRecordApart(
  db: Database,
  actor: Actor,
  deviceId: string,
  { source, reason }: RecordAct,
): Promise<DeviceRef> {
  requirePermission(actor, 'device.set-apart');
  return db.transaction().execute(async (trx) => {
    const { records, record } = await lockRecord(trx, deviceId, source);
    if (record.kind === 'agent') {
      throw new ServiceError(
        'conflict',
        'Baton’s agent runs on this device: what the agent says of it is this device.',
        {
          where: 'body.source',
          hint: 'Set the other sources’ records apart, or withdraw the agent first.',
        },
      );
    }
    if (records.length === 1) {
      throw new ServiceError(
        'conflict',
        `Only ${record.source} knows this device: there is nothing to set it apart from.`,
        {
          where: 'body.source',
        },
      );
    }
    const apart = await setApart(trx, records, new Set([record]), deviceId);
    return tell(trx, actor, { action: 'device.record-set-apart', record, from: deviceId, to: apart, reason });
  });
}

/**
 * Takes back that people set a record apart: it goes back to the device that it was set apart from, with all that its source said
 * meanwhile. A device without records is no device any more; its history stays.
 *
 * @returns the device that has it again
 */
export async function putRecordBack(
  db: Database,
  actor: Actor,
  deviceId: string,
  { source, reason }: RecordAct,
): Promise<DeviceRef> {
  requirePermission(actor, 'device.set-apart');
  return db.transaction().execute(async (trx) => {
    const { records, record } = await lockRecord(trx, deviceId, source);
    if (record.apartFrom === null) {
      throw new ServiceError('conflict', `Nobody set apart what ${record.source} calls this device.`, {
        where: 'body.source',
        hint: 'What names join is joined by the next delivery. Have both sides tell the full name, serial number or BIOS UUID.',
      });
    }
    const into = (await readDeviceRefs(trx, [record.apartFrom]))[0];
    if (into === undefined) throw new Error('A record is apart from a device that is not there.');
    const to = into.joinedInto ?? into.deviceId;
    const joinedBy = strongestShared(toldBy(record), (await readRecords(trx, [to])).flatMap(toldBy));
    await moveRecords(trx, { from: deviceId, to, sourceIds: [record.sourceId], apartFrom: null, joinedBy });
    await rename(trx, to, await readRecords(trx, [to]));
    const left = records.filter((one) => one !== record);
    if (left.length > 0) await rename(trx, deviceId, left);
    else await joinInto(trx, deviceId, to);
    return tell(trx, actor, { action: 'device.record-put-back', record, from: deviceId, to, reason });
  });
}

async function lockRecord(
  trx: DatabaseTransaction,
  deviceId: string,
  source: string,
): Promise<{ readonly records: readonly KeptRecord[]; readonly record: KeptRecord }> {
  await lockIdentity(trx);
  const records = await readRecords(trx, [deviceId]);
  if (records.length === 0)
    throw new ServiceError('not-found', 'There is no such device.', { where: 'params.deviceId' });
  const record = records.find((one) => one.source.toLowerCase() === source.trim().toLowerCase());
  if (record === undefined) {
    throw new ServiceError('not-found', `No source “${source}” knows this device.`, {
      where: 'body.source',
      hint: `It is known to: ${records.map((one) => one.source).join(', ')}.`,
    });
  }
  return { records, record };
}

interface Told {
  readonly action: 'device.record-set-apart' | 'device.record-put-back';
  readonly record: KeptRecord;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

async function tell(
  trx: DatabaseTransaction,
  actor: Actor,
  { action, record, from, to, reason }: Told,
): Promise<DeviceRef> {
  const refs = await readDeviceRefs(trx, [from, to]);
  const refOf = (id: string) => refs.find(({ deviceId }) => deviceId === id);
  const other = refOf(to);
  if (other === undefined) throw new Error('A record went to a device that is not there.');
  await appendLog(trx, {
    actor,
    action,
    subject: { kind: 'device', id: from, name: refOf(from)?.name ?? record.shown },
    details: { source: record.source, shown: record.shown, device: to, deviceName: other.name, reason },
  });
  await queueChunks(trx, [from, to], { reason: 'names' });
  for (const id of [from, to]) await publishEvent(trx, { topic: 'device', id });
  return other;
}
