import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { readDevicesUnderWay } from '@baton/store/relay/remediation-commands.ts';
import type { Actor } from '../actor.ts';
import { queueCommand } from '../command-device/queue-command.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import type { FixCell } from './fix-evidence.ts';
import { devicesWithoutEvidence } from './forensic-gate.ts';
import { planDeployments } from './plan-deployment.ts';
import { type HeldRemediation, holdRemediation, recordAct } from './record-act.ts';
import { doerOf, type RelayContext } from './relay-context.ts';

export interface DeployRequest {
  readonly actor: Actor;
  readonly remediationId: string;
  readonly version: number;
  readonly deviceIds: readonly string[];
  readonly note: string | null;
}

export interface Deployed {
  readonly queued: readonly { readonly deviceId: string; readonly device: string; readonly commandId: string }[];
  readonly refused: readonly { readonly deviceId: string; readonly device: string; readonly why: string }[];
  readonly version: number;
}

/**
 * Deploys a fix to chosen devices: a signed command to the agent of each, at exact versions. In the leg `test` too, where
 * the chosen devices are those it is tested on. Whoever deploys cannot verify from here on. What the agents report is IT's
 * claim, not a proof.
 */
export async function deployFix(
  trx: DatabaseTransaction,
  context: RelayContext,
  request: DeployRequest,
): Promise<Deployed> {
  requirePermission(request.actor, 'remediation.deploy');
  const held = await holdRemediation(trx, context, request.remediationId, request.version);
  requireDeployLeg(held);
  const chosen = await chosenCells(trx, context, held, request.deviceIds);
  const plans = await planDeployments(trx, held.record.fix_id, [...chosen.keys()]);
  const busy = await readDevicesUnderWay(trx, request.remediationId, context.now);
  const unseen = await devicesWithoutEvidence(trx, held, request.deviceIds);

  const queued: Deployed['queued'][number][] = [];
  const refused: Deployed['refused'][number][] = [];
  for (const deviceId of new Set(request.deviceIds)) {
    const device = chosen.get(deviceId)?.device ?? deviceId;
    const plan = plans.get(deviceId);
    const why = whyNot(chosen.get(deviceId), plan, { isBusy: busy.has(deviceId), lacksEvidence: unseen.has(deviceId) });
    if (why !== null || !plan?.deployable) {
      refused.push({ deviceId, device, why: why ?? 'There is nothing to install.' });
      continue;
    }
    const command = await queueCommand(trx, {
      deviceId,
      order: plan.order,
      actor: request.actor,
      remediationId: request.remediationId,
    });
    if (command) queued.push({ deviceId, device, commandId: command.commandId });
    else refused.push({ deviceId, device, why: 'Its agent has been withdrawn.' });
  }
  if (queued.length === 0) return { queued, refused, version: held.record.version };
  const history = await recordAct(trx, context, held, {
    act: 'deploy',
    actor: request.actor,
    doer: await doerOf(trx, request.actor),
    to: null,
    note: request.note,
    details: { devices: queued.length, deviceIds: queued.map(({ deviceId }) => deviceId) },
  });
  return { queued, refused, version: history.length };
}

function requireDeployLeg({ record }: HeldRemediation): void {
  if (record.place === 'deploy' || record.place === 'test') return;
  throw new ServiceError(
    'relay-refused',
    `${record.fix_id} is in ${record.place}: it is deployed in the legs test and deploy.`,
  );
}

async function chosenCells(
  trx: DatabaseTransaction,
  context: RelayContext,
  held: HeldRemediation,
  deviceIds: readonly string[],
): Promise<ReadonlyMap<string, FixCell>> {
  const { rows } = await context.evidence.cells(trx, held.record, {
    deviceIds,
    limit: deviceIds.length,
    offset: 0,
  });
  return new Map(rows.map((cell) => [cell.deviceId, cell]));
}

function whyNot(
  cell: FixCell | undefined,
  plan: { readonly deployable: boolean; readonly why?: string } | undefined,
  { isBusy, lacksEvidence }: { readonly isBusy: boolean; readonly lacksEvidence: boolean },
): string | null {
  if (!cell) return 'This device does not need the fix.';
  if (cell.verdict === 'excepted') return 'The fix is excepted on this device.';
  if (lacksEvidence) return 'Forensic evidence is collected here before the patch, or both sides waive it.';
  if (isBusy) return 'A deployment to this device is under way.';
  return plan?.why ?? null;
}
