/** The family in which Nessus keeps the checks of Windows updates. */
export const WINDOWS_FAMILY = 'Windows : Microsoft Bulletins';

/** Families in which Nessus keeps the checks of one distribution's packages. */
export const DISTRIBUTION_FAMILIES: Readonly<Record<string, string>> = {
  debian: 'Debian Local Security Checks',
  ubuntu: 'Ubuntu Local Security Checks',
  rhel: 'Red Hat Local Security Checks',
  centos: 'CentOS Local Security Checks',
  almalinux: 'Alma Linux Local Security Checks',
  rocky: 'Rocky Linux Local Security Checks',
  oracle: 'Oracle Linux Local Security Checks',
  suse: 'SuSE Local Security Checks',
  sles: 'SuSE Local Security Checks',
  opensuse: 'SuSE Local Security Checks',
  amazon: 'Amazon Linux Local Security Checks',
  fedora: 'Fedora Local Security Checks',
};

const SYSTEM_FAMILIES: Readonly<Record<string, string>> = {
  [WINDOWS_FAMILY]: 'windows',
  Windows: 'windows',
  'MacOS X Local Security Checks': 'macos',
};

/** Distributions that are built from one another's packages: a check of one may be right on another. */
const SAME_PACKAGES: Readonly<Record<string, string>> = {
  centos: 'rhel',
  almalinux: 'rhel',
  rocky: 'rhel',
  oracle: 'rhel',
  sles: 'suse',
  opensuse: 'suse',
};

const PLATFORMS = new Set(['debian', 'ubuntu', 'rhel', 'suse', 'amazon', 'fedora', 'windows', 'macos']);

/** The platform whose packages or updates a family of checks is about: "debian", "rhel", "windows". Null for families of no one platform. */
export function platformOfFamily(family: string | null): string | null {
  return family === null ? null : (PLATFORM_OF_FAMILY.get(family) ?? null);
}

/** Of families that several distributions share the first counts. */
const PLATFORM_OF_FAMILY: ReadonlyMap<string, string> = new Map([
  ...Object.entries(DISTRIBUTION_FAMILIES)
    .map(([name, family]) => [family, SAME_PACKAGES[name] ?? name] as const)
    .reverse(),
  ...Object.entries(SYSTEM_FAMILIES),
]);

/** The same of a distribution ("rocky:9" → "rhel"); null where it is none that checks are kept for. */
export function platformOfDistribution(distribution: string | null): string | null {
  const name = distribution?.split(':')[0] ?? '';
  const platform = SAME_PACKAGES[name] ?? name;
  return PLATFORMS.has(platform) ? platform : null;
}
