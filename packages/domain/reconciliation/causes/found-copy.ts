import { hasFix } from '../../advisories/compare-fix-versions.ts';
import type { CellFacts } from '../facts.ts';

/** What the scanner found is older than what it asks for. */
export function foundOldVersion({ infosec, distribution }: CellFacts): boolean {
  const claim = infosec?.finding?.resolved.claim;
  return !!claim && hasFix(claim.installedVersion, claim.requiredVersion, distribution) === false;
}

/** A path below a user's profile, on Windows, Linux or macOS. */
export function isUnderProfile(path: string): boolean {
  return /^([a-z]:)?[\\/](users|documents and settings|home)[\\/](?!public[\\/]|all users[\\/])[^\\/]+[\\/]/i.test(
    path,
  );
}
