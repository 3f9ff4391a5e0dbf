import type { InstalledPackage, Inventory } from '../inventory/inventory.ts';
import { compareVersions } from '../versions/compare.ts';
import type { AptInstallOrder } from './device-command.ts';

/** Why nothing can be deployed to a device; `what` is a sentence for people. */
export interface NoPlan {
  readonly plan: 'none';
  readonly reason: 'not-installed' | 'already-fixed' | 'unreadable-version';
  readonly what: string;
}

export interface AptPlan {
  readonly plan: 'apt-install';
  readonly order: AptInstallOrder;
}

/**
 * The packages that bring a device to a source package's fixed version: every installed binary package of that source that
 * is below it, at an exact version. The binary's version is apt's own candidate where that is built from the fixed source
 * version (rebuilds and epochs make the two differ); else the fixed version itself, and apt says so if it has no such one.
 */
export function planAptInstall(inventory: Inventory, source: string, fixedVersion: string): AptPlan | NoPlan {
  const installed = inventory.packages.filter((item) => item.source === source);
  if (installed.length === 0) {
    return {
      plan: 'none',
      reason: 'not-installed',
      what: `No package built from ${source} is installed.`,
    };
  }
  const below: InstalledPackage[] = [];
  for (const item of installed) {
    const order = compareVersions('dpkg', item.sourceVersion, fixedVersion);
    if (order === null) {
      const what = `The versions ${item.sourceVersion} and ${fixedVersion} of ${source} cannot be compared.`;
      return { plan: 'none', reason: 'unreadable-version', what };
    }
    if (order < 0) below.push(item);
  }
  if (below.length === 0) {
    return {
      plan: 'none',
      reason: 'already-fixed',
      what: `${source} is at ${fixedVersion} or later already.`,
    };
  }
  const packages = below.map((item) => ({
    name: qualifiedName(item, below),
    version: target(inventory, item, fixedVersion),
  }));
  return {
    plan: 'apt-install',
    order: { kind: 'apt-install', source, packages },
  };
}

function target(inventory: Inventory, item: InstalledPackage, fixedVersion: string): string {
  const candidate = inventory.candidates.find(
    (offered) => offered.package === item.name && offered.sourceVersion === fixedVersion,
  );
  return candidate?.version ?? fixedVersion;
}

/** "libexpat1:i386" where the same package is installed for several architectures. */
function qualifiedName(item: InstalledPackage, all: readonly InstalledPackage[]): string {
  const several = all.filter((other) => other.name === item.name).length > 1;
  return several ? `${item.name}:${item.architecture}` : item.name;
}
