import type { CauseRule } from './cause-rule.ts';
import { copyOf, foundOldVersion, isOutsideDistribution, isUnderProfile, updatedCopyOf } from './found-copy.ts';

/** Another copy, at another path, is still old. */
export const sideBySideVersion: CauseRule = {
  id: 'side-by-side-version',
  version: 4,
  owner: 'it',
  positiveProof: false,
  confidence: 'strong',
  label: 'Another copy is old',
  summary: 'a second copy at another path still has the old version',
  nextAction: 'Update the other copy',
  fits: (facts) => {
    const { it, infosec, fix } = facts;
    if (it?.oldCopy != null && !isUnderProfile(it.oldCopy.path ?? '')) return true;
    if (updatedCopyOf(facts) !== null) return !isUnderProfile(it?.claim?.path ?? '');
    const path = infosec?.finding?.resolved.claim.path ?? null;
    if (it?.says !== 'installed' || path === null || isUnderProfile(path)) return false;
    if (!foundOldVersion(facts) || infosec?.finding?.resolved.claim.remnant != null) return false;
    // Where IT's tool tells no path, a copy of which it read a version that has the fix is another one than the one found.
    if (fix.kind === 'package' && infosec?.finding?.resolved.byUpstreamVersion) return isOutsideDistribution(path);
    if (it.claim?.path == null) return fix.kind === 'application' && it.versionHasFix === true;
    return !contains(it.claim.path, path);
  },
  explain: (facts) => {
    const { it, infosec, device } = facts;
    const updated = updatedCopyOf(facts);
    if (updated !== null && it?.claim)
      return `IT’s own inventory lists ${copyOf(updated)} and, beside it, ${copyOf(it.claim)} on ${device.name}.`;
    return it?.oldCopy != null
      ? `IT’s own inventory lists ${it.version} and, beside it, ${copyOf(it.oldCopy)} on ${device.name}.`
      : `IT’s tool sees ${it?.version}${it?.claim?.path ? ` at ${it.claim.path}` : ''}; the scan found ${infosec?.finding?.resolved.claim.installedVersion ?? 'an old version'} at ${infosec?.finding?.resolved.claim.path}.`;
  },
  next: ({ it, infosec, device }) =>
    it?.oldCopy != null
      ? `Update or remove ${copyOf(it.oldCopy)} on ${device.name}.`
      : `Update or remove the copy at ${infosec?.finding?.resolved.claim.path ?? it?.claim?.path} on ${device.name}.`,
};

function contains(folder: string, path: string): boolean {
  return bare(path).startsWith(bare(folder));
}

function bare(path: string): string {
  return path
    .toLowerCase()
    .replaceAll('\\', '/')
    .replace(/(?<!\/)\/+$/, '');
}
