import type { CommandResult, CommandState } from '@baton/domain/deployments/device-command.ts';
import { beginCommand, cancelCommand, endCommand } from '@baton/store/agents/commands.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { enqueueJob } from '@baton/store/jobs/enqueue-job.ts';
import type { Actor, DeviceActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';

/** Job that follows a command's end: `{commandId}`. */
export const DEVICE_COMMAND_ENDED = 'device-command-ended';

interface OfAgent {
  readonly device: DeviceActor;
  readonly agentId: string;
  readonly commandId: string;
}

/** Whether a device may begin now what it was told. Until here a command can be taken back, from here on it cannot. */
export async function letCommandBegin(
  trx: DatabaseTransaction,
  { device, agentId, commandId }: OfAgent,
): Promise<{ proceed: boolean; why: string | null }> {
  const state = await beginCommand(trx, agentId, commandId, now());
  if (state !== 'begun') return { proceed: false, why: WHY_NOT[state ?? 'unknown'] };
  await appendLog(trx, {
    actor: device,
    action: 'device.command-begun',
    subject: { kind: 'device', id: device.deviceId, name: device.name },
    details: { commandId },
  });
  return { proceed: true, why: null };
}

const WHY_NOT: Readonly<Record<CommandState | 'unknown', string>> = {
  unknown: 'there is no such command for this agent',
  cancelled: 'it was cancelled',
  expired: 'its time has passed',
  ended: 'it has ended already',
  queued: 'it could not be begun',
  sent: 'it could not be begun',
  begun: '',
};

/** Keeps what a device says came of a command: IT's claim, with its output. Told twice, the second changes nothing. */
export async function keepCommandResult(
  trx: DatabaseTransaction,
  { device, agentId, commandId, result }: OfAgent & { readonly result: CommandResult },
): Promise<{ kept: boolean }> {
  const ended = await endCommand(trx, { agentId, commandId, result, now: now() });
  if (ended === null) return { kept: false };
  await appendLog(trx, {
    actor: device,
    action: 'device.command-ended',
    subject: { kind: 'device', id: device.deviceId, name: device.name },
    details: { commandId, outcome: result.outcome, exitCode: result.exitCode, summary: result.summary },
  });
  await enqueueJob(trx, DEVICE_COMMAND_ENDED, { commandId });
  return { kept: true };
}

/** Takes back a command that its device has not begun. Whether the actor may is decided by the caller. */
export async function takeCommandBack(
  trx: DatabaseTransaction,
  actor: Actor,
  commandId: string,
): Promise<{ cancelled: boolean; state: CommandState } | null> {
  const outcome = await cancelCommand(trx, commandId, now());
  if (outcome === null) return null;
  if (outcome.cancelled) {
    await appendLog(trx, {
      actor,
      action: 'device.command-cancelled',
      subject: { kind: 'device', id: outcome.deviceId },
      details: { commandId },
    });
    await enqueueJob(trx, DEVICE_COMMAND_ENDED, { commandId });
  }
  return { cancelled: outcome.cancelled, state: outcome.state };
}

function now(): string {
  return Temporal.Now.instant().toString();
}
