import type { DeviceNames } from '@baton/domain/identity/device-names.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { ensureSource } from '@baton/store/evidence/sources.ts';
import { queueChunks } from '../reconcile-devices/queue-chunks.ts';
import { DeviceResolver } from './device-resolver.ts';

/** Agents report of themselves several times a day: a week of silence is a stale inventory. */
export const AGENT_STALE_AFTER_HOURS = 168;

export const AGENT_SOURCE = {
  team: 'it',
  name: 'Baton agent',
  kind: 'agent',
  staleAfterHours: AGENT_STALE_AFTER_HOURS,
} as const;

/** Finds or makes the device that an agent's own names tell. Two agents with one strong identifier are one device, enrolled again. */
export async function resolveDevice(
  trx: DatabaseTransaction,
  names: DeviceNames,
  _by: { readonly source: 'agent' },
): Promise<string> {
  const sourceId = await ensureSource(trx, AGENT_SOURCE);
  const resolver = new DeviceResolver(trx, { sourceId, team: 'it', mergesOwnRecords: true });
  const [resolved] = await resolver.resolve([names], true);
  if (!resolved) throw new Error('A record was joined to no device.');
  await queueChunks(trx, resolver.setApart, { reason: 'names' });
  return resolved.deviceId;
}
