import { readCommands } from '@baton/store/agents/read-commands.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import type { DeviceActor } from '../actor.ts';
import { holdRemediation, recordAct } from './record-act.ts';
import type { RelayContext } from './relay-context.ts';

/**
 * Writes into a remediation's history what a device says came of a command: IT's claim, with its exit code. Told twice,
 * the second changes nothing; a command that belongs to no remediation is nothing of the relay's.
 */
export async function recordDeployResult(
  trx: DatabaseTransaction,
  context: RelayContext,
  commandId: string,
): Promise<void> {
  const command = (await readCommands(trx, { commandId })).rows[0];
  if (!command?.remediationId) return;
  const held = await holdRemediation(trx, context, command.remediationId, null);
  if (held.history.some((event) => event.act === 'deploy-result' && event.details.commandId === commandId)) return;
  const device = await deviceActor(trx, command.deviceId);
  await recordAct(trx, context, held, {
    act: 'deploy-result',
    actor: device,
    doer: { kind: 'device', id: device.deviceId },
    to: null,
    note: null,
    details: {
      commandId,
      deviceName: device.name,
      outcome: command.result?.outcome ?? command.state,
      exitCode: command.result?.exitCode ?? null,
      summary: command.result?.summary ?? '',
    },
  });
}

async function deviceActor(trx: DatabaseTransaction, deviceId: string): Promise<DeviceActor> {
  const row = await trx.selectFrom('device').select('name').where('device_id', '=', deviceId).executeTakeFirst();
  return { kind: 'device', deviceId, name: row?.name ?? deviceId };
}
