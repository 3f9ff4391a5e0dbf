import type { RemediationDevice } from '@baton/contract/remediation-devices.ts';
import type { Verdict } from '@baton/domain/reconciliation/verdict.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { type NewestCommand, readNewestCommands } from '@baton/store/relay/remediation-commands.ts';
import type { FixCell } from '../relay/fix-evidence.ts';
import { type DevicePlan, planDeployments } from '../relay/plan-deployment.ts';
import type { RelayContext } from '../relay/relay-context.ts';
import { requireRemediation } from './read-remediation.ts';

export interface DevicesRequest {
  readonly remediationId: string;
  readonly verdict?: Verdict | undefined;
  readonly deployable?: boolean | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/** The most devices of which plans are made to filter by them. */
const MOST_PLANNED = 2_000;

/** The devices of a remediation: what can be deployed there, and what came of it. */
export async function listRemediationDevices(
  db: Database,
  { evidence }: RelayContext,
  request: DevicesRequest,
): Promise<{ rows: RemediationDevice[]; total: number }> {
  const record = await requireRemediation(db, request.remediationId);
  const slice = { limit: request.pageSize, offset: (request.page - 1) * request.pageSize };
  const filtersPlans = request.deployable !== undefined;
  const { rows: cells, total } = await evidence.cells(db, record, {
    ...(request.verdict ? { verdict: request.verdict } : {}),
    ...(filtersPlans ? { limit: MOST_PLANNED, offset: 0 } : slice),
  });
  const deviceIds = cells.map(({ deviceId }) => deviceId);
  const plans = await planDeployments(db, record.fix_id, deviceIds);
  const newest = await readNewestCommands(db, request.remediationId, deviceIds);
  const commands = new Map(newest.map((command) => [command.deviceId, command]));
  const devices = cells.map((cell) => describeDevice(cell, plans.get(cell.deviceId), commands.get(cell.deviceId)));
  if (!filtersPlans) return { rows: devices, total };
  const chosen = devices.filter(({ deployable }) => deployable === request.deployable);
  return { rows: chosen.slice(slice.offset, slice.offset + slice.limit), total: chosen.length };
}

function describeDevice(
  cell: FixCell,
  plan: DevicePlan | undefined,
  command: NewestCommand | undefined,
): RemediationDevice {
  return {
    deviceId: cell.deviceId,
    device: cell.device,
    verdict: cell.verdict,
    cause: cell.cause,
    owner: cell.owner,
    nextAction: cell.nextAction,
    deployable: plan?.deployable ?? false,
    why: plan && !plan.deployable ? plan.why : null,
    packages: plan?.deployable ? plan.order.packages.map(({ name, version }) => ({ name, version })) : [],
    deployment: command ? describeDeployment(command) : null,
  };
}

function describeDeployment(command: NewestCommand): NonNullable<RemediationDevice['deployment']> {
  return {
    commandId: command.commandId,
    state: command.state,
    outcome: command.result?.outcome ?? null,
    exitCode: command.result?.exitCode ?? null,
    summary: command.result?.summary ?? null,
    output: command.result?.output ?? null,
    queuedAt: command.createdAt,
    endedAt: command.endedAt,
    by: {
      kind: command.createdBy.kind,
      name: command.createdBy.name,
      // Only IT commands devices; Baton itself belongs to no team.
      team: command.createdBy.kind === 'system' ? null : 'it',
    },
  };
}
