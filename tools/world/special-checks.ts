import type { WorldCheck, WorldFix } from './world-fix.ts';

/** Whether a registry value that a KB needs is set. */
export function registryCheck({ id, check }: WorldFix): WorldCheck {
  return { ...check, id: String(Number(check.id) + 100_000), name: `Mitigation of ${id} not enabled` };
}

/** One check for the updates of Windows and of .NET Framework. */
export function jointCheck({ id, companion, check }: WorldFix): WorldCheck {
  const name = `Security Updates for Microsoft Windows and .NET Framework (${id}, ${companion})`;
  return { ...check, id: String(Number(check.id) + 200_000), name };
}

/** The check of another distribution for a package of the same name. */
export function otherPlatformCheck({ product, check }: WorldFix): WorldCheck {
  const id = String(Number(check.id) + 300_000);
  return {
    ...check,
    id,
    name: `Ubuntu 22.04 LTS : ${product} vulnerabilities`,
    family: 'Ubuntu Local Security Checks',
  };
}
