import { randomUUID } from 'node:crypto';
import type { MaintenanceWindowDto, saveWindow as saveWindowRoute } from '@baton/contract/maintenance-windows.ts';
import { instantOf } from '@baton/domain/service-levels/freeze.ts';
import { type MaintenanceWindow, nextWindow } from '@baton/domain/service-levels/maintenance-window.ts';
import type { Policy } from '@baton/domain/service-levels/policy.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import {
  deleteWindow,
  findDevicesByName,
  readWindows,
  type WindowRecord,
  writeWindow,
} from '@baton/store/service-levels/windows.ts';
import type { z } from 'zod';
import { nameOfActor, type TeamActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import { currentPolicy } from './policy-book.ts';

export type WindowToSave = z.output<NonNullable<(typeof saveWindowRoute)['body']>> & { readonly name: string };

/** Windows by name, each with the next time that it comes. */
export async function listWindows(
  db: Database,
  now: string,
): Promise<{ readonly rows: MaintenanceWindowDto[]; readonly total: number }> {
  const freezes = freezesOf(await currentPolicy(db, now, 'UTC'));
  const rows = (await readWindows(db)).map((row) => ({
    name: row.name,
    weekdays: [...row.weekdays],
    weeks: [...row.weeks],
    startsAt: row.starts_at,
    minutes: row.minutes,
    timeZone: row.time_zone,
    everywhere: row.everywhere,
    groups: [...row.groups],
    devices: [...row.devices],
    next: nextWindow(ruleOf(row), now, freezes),
    changedBy: row.changed_by,
    changedAt: row.changed_at,
  }));
  return { rows, total: rows.length };
}

/** Sets a window under its name. IT owns the devices: when they may be changed is IT's to say. */
export async function saveWindow(
  db: Database,
  actor: TeamActor,
  { name, devices, ...window }: WindowToSave,
  now: string,
): Promise<MaintenanceWindowDto> {
  requirePermission(actor, 'window.change');
  requireZone(window.timeZone);
  if (!window.everywhere && window.groups.length === 0 && devices.length === 0) {
    throw new ServiceError('invalid', 'The window is for no device.', {
      where: 'body.devices',
      hint: 'Name devices or groups, or say that it is for every device.',
    });
  }
  await db.transaction().execute(async (trx) => {
    const deviceIds = await requireDevices(trx, devices);
    const { startsAt, timeZone, ...rule } = window;
    await writeWindow(
      trx,
      {
        ...rule,
        window_id: randomUUID(),
        name,
        starts_at: startsAt,
        time_zone: timeZone,
        changed_at: now,
        changed_by: nameOfActor(actor),
      },
      deviceIds,
    );
    await noteChange(trx, actor, 'window.set', name, { ...window, devices: deviceIds.length });
  });
  const saved = (await listWindows(db, now)).rows.find((row) => row.name === name);
  if (saved) return saved;
  throw new ServiceError('not-found', `The window ${name} was removed meanwhile.`);
}

export async function removeWindow(db: Database, actor: TeamActor, name: string): Promise<void> {
  requirePermission(actor, 'window.change');
  await db.transaction().execute(async (trx) => {
    if (!(await deleteWindow(trx, name))) {
      throw new ServiceError('not-found', `There is no maintenance window "${name}".`, { where: 'params.name' });
    }
    await noteChange(trx, actor, 'window.removed', name, {});
  });
}

export function ruleOf(row: WindowRecord): MaintenanceWindow {
  const { weekdays, weeks, minutes } = row;
  return { weekdays, weeks, minutes, startsAt: row.starts_at, timeZone: row.time_zone };
}

/** Freezes of the policy as instants: in them no window is counted on. */
export function freezesOf({ freezes, timeZone }: Policy): readonly { readonly from: string; readonly until: string }[] {
  return freezes.map(({ from, until }) => ({ from: instantOf(from, timeZone), until: instantOf(until, timeZone) }));
}

/** @throws ServiceError `invalid` */
export function requireZone(timeZone: string): void {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
  } catch (cause) {
    throw new ServiceError('invalid', `"${timeZone}" is no time zone.`, {
      where: 'body.timeZone',
      hint: 'Name one like Europe/Berlin.',
      cause,
    });
  }
}

async function requireDevices(trx: DatabaseTransaction, names: readonly string[]): Promise<readonly string[]> {
  const found = await findDevicesByName(trx, names);
  const known = new Set(found.map(({ name }) => name.toLowerCase()));
  const missing = names.filter((name) => !known.has(name.toLowerCase()));
  if (missing.length === 0) return found.map(({ deviceId }) => deviceId);
  throw new ServiceError('not-found', `No device is called ${missing.slice(0, 5).join(', ')}.`, {
    where: 'body.devices',
    hint: 'Name devices as the list of devices does.',
  });
}

async function noteChange(
  trx: DatabaseTransaction,
  actor: TeamActor,
  action: 'window.set' | 'window.removed',
  name: string,
  details: Parameters<typeof appendLog>[1]['details'],
): Promise<void> {
  await appendLog(trx, { actor, action, subject: { kind: 'window', id: name, name }, ...(details ? { details } : {}) });
  await publishEvent(trx, { topic: 'service-levels' });
}
