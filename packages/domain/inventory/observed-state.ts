import type { ObservedState } from '../evidence/report.ts';
import type { Inventory, RestartNeeded } from './inventory.ts';

/**
 * An agent's inventory in the words of evidence, so that reconciliation reads it like any report of IT's side.
 *
 * @param seenAt ISO-8601 with Z: when the server last heard this inventory, or that it is unchanged.
 */
export function observedStateOf(inventory: Inventory, seenAt: string): ObservedState {
  const { system } = inventory;
  return {
    operatingSystem: system.os.title,
    distribution: system.os.distribution,
    osBuild: system.os.build,
    lastSeen: seenAt,
    lastBoot: system.bootedAt,
    // The flag only: an old kernel that runs is told by the two kernel fields and has a cause of its own.
    rebootPending: system.rebootRequired.flagged,
    runningKernel: system.os.kernelRelease,
    installedKernels: system.kernels.map((kernel) => kernel.release),
    restartNeeded: restartsByPackage(inventory.restartNeeded),
    packages: inventory.packages,
  };
}

/** "expat is still mapped by nginx (pid 812)": joined by package, because that is what a fix replaces. */
function restartsByPackage(restarts: readonly RestartNeeded[]): ObservedState['restartNeeded'] {
  const processes = new Map<string, string[]>();
  for (const restart of restarts) {
    for (const owner of restart.packages) {
      const list = processes.get(owner) ?? [];
      list.push(`${restart.command} (pid ${restart.pid})`);
      processes.set(owner, list);
    }
  }
  return [...processes.keys()].sort().map((owner) => ({
    package: owner,
    processes: processes.get(owner) ?? [],
  }));
}
