import { hasFix } from '../../advisories/compare-fix-versions.ts';
import type { Claim } from '../../evidence/report.ts';
import { pathOf } from '../deciding-claim.ts';
import type { CellFacts } from '../facts.ts';

/** What the scanner found is older than what it asks for. */
export function foundOldVersion({ infosec, distribution }: CellFacts): boolean {
  const claim = infosec?.finding?.resolved.claim;
  return !!claim && hasFix(claim.installedVersion, claim.requiredVersion, distribution) === false;
}

/** The copy with the fix that IT's own inventory lists beside the one that it calls old, which lies elsewhere. */
export function updatedCopyOf({ it, fix, distribution }: CellFacts): Claim | null {
  if (it?.says !== 'missing' || it.versionHasFix !== false || fix.kind !== 'application') return null;
  const path = it.claim?.path ?? null;
  if (path === null) return null;
  for (const { resolved, record } of fix.it) {
    const { claim, product } = resolved;
    if (record !== it.record || product !== fix.product || claim.says !== 'installed' || claim.path === null) continue;
    if (pathOf(claim.path) !== pathOf(path) && hasFix(claim.installedVersion, fix.version, distribution) === true)
      return claim;
  }
  return null;
}

/** "24.09 at C:\\Tools\\7-Zip", as IT's inventory lists it. */
export function copyOf({ installedVersion, path }: Claim): string {
  return `${installedVersion}${path === null ? '' : ` at ${path}`}`;
}

/** A path below a user's profile, on Windows, Linux or macOS. */
export function isUnderProfile(path: string): boolean {
  return /^([a-z]:)?[\\/](users|documents and settings|home)[\\/](?!public[\\/]|all users[\\/])[^\\/]+[\\/]/i.test(
    path,
  );
}

/** A path where distributions' packages put nothing: what lies there was built or unpacked by hand. */
export function isOutsideDistribution(path: string): boolean {
  return /^\/(opt|usr\/local|home|root|srv|data|apps?)\//.test(path);
}

/**
 * Whether what a scanner found can be the distribution's own package: it does not lie where packages put nothing, and the number of
 * that file is the upstream one of the package ("2.4.62" of "2.4.62-1~deb12u2"). Of what it only heard over the network, a banner,
 * nothing is held against that.
 */
export function mayBePackaged(found: Claim, packaged: string | null): boolean {
  if (found.path === null) return true;
  if (isOutsideDistribution(found.path)) return false;
  const [own, other] = [numberOf(found.installedVersion), numberOf(packaged?.replace(/^\d+:/, '') ?? null)];
  return own === null || other === null || own === other || own.startsWith(`${other}.`) || other.startsWith(`${own}.`);
}

function numberOf(version: string | null): string | null {
  return /\d+(?:\.\d+)+/.exec(version?.slice(0, 200) ?? '')?.[0] ?? null;
}
