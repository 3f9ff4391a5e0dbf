import { hasFix } from '../../advisories/compare-fix-versions.ts';
import type { CellFacts } from '../facts.ts';
import type { CauseRule } from './cause-rule.ts';
import { isUnderProfile } from './per-user-install.ts';

/** Another copy, at another path, is still old. */
export const sideBySideVersion: CauseRule = {
  id: 'side-by-side-version',
  version: 1,
  owner: 'it',
  positiveProof: false,
  label: 'Another copy is old',
  summary: 'a second copy at another path still has the old version',
  nextAction: 'Update the other copy',
  fits: (facts) => {
    const { it, infosec } = facts;
    const path = infosec?.finding?.resolved.claim.path ?? null;
    if (it?.says !== 'installed' || path === null || isUnderProfile(path)) return false;
    return it.claim?.path != null && !contains(it.claim.path, path) && foundOldVersion(facts);
  },
  explain: ({ it, infosec }) =>
    `IT’s tool sees ${it?.version} at ${it?.claim?.path}; the scan found ${infosec?.finding?.resolved.claim.installedVersion ?? 'an old version'} at ${infosec?.finding?.resolved.claim.path}.`,
  next: ({ infosec, device }) =>
    `Update or remove the copy at ${infosec?.finding?.resolved.claim.path} on ${device.name}.`,
};

/** What the scanner found is older than what it asks for. */
export function foundOldVersion({ infosec, distribution }: CellFacts): boolean {
  const claim = infosec?.finding?.resolved.claim;
  return !!claim && hasFix(claim.installedVersion, claim.requiredVersion, distribution) === false;
}

function contains(folder: string, path: string): boolean {
  return bare(path).startsWith(bare(folder));
}

function bare(path: string): string {
  return path
    .toLowerCase()
    .replaceAll('\\', '/')
    .replace(/(?<!\/)\/+$/, '');
}
