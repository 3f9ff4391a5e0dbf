import type { CauseRule } from './cause-rule.ts';
import { foundOldVersion, isUnderProfile } from './found-copy.ts';

/** Another copy, at another path, is still old. */
export const sideBySideVersion: CauseRule = {
  id: 'side-by-side-version',
  version: 1,
  owner: 'it',
  positiveProof: false,
  confidence: 'proof',
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

function contains(folder: string, path: string): boolean {
  return bare(path).startsWith(bare(folder));
}

function bare(path: string): string {
  return path
    .toLowerCase()
    .replaceAll('\\', '/')
    .replace(/(?<!\/)\/+$/, '');
}
