import type { Claim, ObservedState } from '../evidence/report.ts';
import { type OsFamily, osFamilyOf } from './device-names.ts';

/** What only packages of a Linux distribution bear: its mark in the version, the ending of a file or an architecture as rpm writes it. */
const LINUX_FORM =
  /[+~]deb\d|\dubuntu\d|\.(?:el|fc|amzn|azl)\d|\.(?:suse|sles)|\.(?:deb|rpm|noarch|x86_64|aarch64|ppc64le|s390x)$/i;

/**
 * The kind of system that a record is of: by its own words, else by the fixes that it names, because a KB is for Windows, and a
 * package in the form of a .deb or .rpm for Linux. Null where nothing tells, or the fixes name both.
 */
export function toldSystem(
  { operatingSystem, distribution }: Pick<ObservedState, 'operatingSystem' | 'distribution'>,
  claims: readonly Claim[],
): OsFamily | null {
  const told = osFamilyOf(operatingSystem) ?? osFamilyOf(distribution);
  if (told !== null) return told;
  const windows = claims.some(({ names }) => names.kbs.length > 0);
  const linux = claims.some(isLinuxPackage);
  return windows === linux ? null : windows ? 'windows' : 'linux';
}

/** Whether a claim names a package as Linux distributions write them: "openssl 3.0.14-1~deb12u2", "expat-2.5.0-2.el9_4.x86_64". */
export function isLinuxPackage({ names, installedVersion, requiredVersion }: Claim): boolean {
  if (names.package === null) return false;
  return [names.package, installedVersion, requiredVersion].some(
    (text) => text !== null && LINUX_FORM.test(text.trim()),
  );
}
