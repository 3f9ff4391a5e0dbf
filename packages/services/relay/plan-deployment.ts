import type { Order } from '@baton/domain/deployments/device-command.ts';
import { planAptInstall } from '@baton/domain/deployments/plan-apt-install.ts';
import { readInventories } from '@baton/store/agents/inventories.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';

/** What would be installed on a device, or why nothing can be, in a sentence for people. */
export type DevicePlan =
  | { readonly deployable: true; readonly order: Order }
  | { readonly deployable: false; readonly why: string };

/** Plans the deployment of a fix to each of the devices, from what their agents reported last. */
export async function planDeployments(
  db: Database | DatabaseTransaction,
  fixId: string,
  deviceIds: readonly string[],
): Promise<ReadonlyMap<string, DevicePlan>> {
  const inventories = new Map(
    (await readInventories(db, deviceIds)).map((stored) => [stored.deviceId, stored.inventory]),
  );
  const target = packageOf(fixId);
  return new Map(
    deviceIds.map((deviceId): readonly [string, DevicePlan] => {
      const inventory = inventories.get(deviceId);
      if (!inventory)
        return [
          deviceId,
          { deployable: false, why: 'No agent of ours reports for this device: deploy with your own tool.' },
        ];
      if (!target)
        return [deviceId, { deployable: false, why: `The agent installs Debian packages; ${fixId} is none.` }];
      const plan = planAptInstall(inventory, target.source, target.version);
      return [
        deviceId,
        plan.plan === 'none' ? { deployable: false, why: plan.what } : { deployable: true, order: plan.order },
      ];
    }),
  );
}

/** "openssl 3.0.14-1~deb12u2" is a source package at a version; a KB or a program's name is not. */
function packageOf(fixId: string): { readonly source: string; readonly version: string } | null {
  const match = /^([a-z0-9][a-z0-9+.-]+) ([0-9][A-Za-z0-9.+~:-]*)$/.exec(fixId);
  return match?.[1] && match[2] ? { source: match[1], version: match[2] } : null;
}
