import type { CauseRule } from './cause-rule.ts';
import { copyOf, foundOldVersion, isUnderProfile, updatedCopyOf } from './found-copy.ts';

/** The old copy lives in a user's profile; IT's tool read the machine's scope only. */
export const perUserInstall: CauseRule = {
  id: 'per-user-install',
  version: 3,
  owner: 'it',
  positiveProof: false,
  confidence: 'proof',
  label: 'Copy in a user’s profile',
  summary: 'a user’s own copy is old; IT’s tool reads the machine’s only',
  nextAction: 'Update the user’s copy',
  fits: (facts) => {
    const own = facts.it?.oldCopy ?? null;
    if (own !== null && isUnderProfile(own.path ?? '')) return true;
    if (updatedCopyOf(facts) !== null) return isUnderProfile(facts.it?.claim?.path ?? '');
    const path = facts.infosec?.finding?.resolved.claim.path ?? null;
    const itPath = facts.it?.claim?.path ?? null;
    if (facts.it?.says !== 'installed' || path === null || !isUnderProfile(path)) return false;
    return (itPath === null || !isUnderProfile(itPath)) && foundOldVersion(facts);
  },
  explain: (facts) => {
    const { it, infosec } = facts;
    const updated = updatedCopyOf(facts);
    if (updated !== null && it?.claim)
      return `IT’s own inventory lists ${copyOf(it.claim)}, in a user’s profile, beside ${copyOf(updated)}.`;
    return it?.oldCopy != null
      ? `IT’s own inventory lists ${copyOf(it.oldCopy)}, in a user’s profile, beside ${it.version}.`
      : `The scan found ${infosec?.finding?.resolved.claim.installedVersion ?? 'an old version'} at ${infosec?.finding?.resolved.claim.path}, in a user’s profile.`;
  },
  next: ({ it, infosec, device }) =>
    `Update or remove ${it?.oldCopy?.path ?? infosec?.finding?.resolved.claim.path ?? it?.claim?.path} on ${device.name}.`,
};
