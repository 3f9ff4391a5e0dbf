import type { CellFacts } from '../facts.ts';
import { wentInSince } from '../read-versions.ts';
import type { CauseRule } from './cause-rule.ts';
import { checkOf, scanner, when } from './wording.ts';

/** The scan is older than the deployment: V.scanned_at < P.installed_at, or both versions show that it went in after the scan. */
export const staleScan: CauseRule = {
  id: 'stale-scan',
  version: 2,
  owner: 'infosec',
  positiveProof: false,
  confidence: 'proof',
  label: 'Scan older than the fix',
  summary: 'the scan looked before the fix was installed',
  nextAction: 'Scan again',
  fits: (facts) => lookedBeforeInstall(facts) || wentInSince(facts),
  explain: ({ it, infosec }) =>
    it?.installedAt == null
      ? `${scanner(infosec?.lastLook)} read ${infosec?.finding?.resolved.claim.installedVersion} on ${when(infosec?.lastLook?.at ?? null)}; IT’s tool read ${it?.version} after that. InfoSec has not looked since.`
      : `${scanner(infosec?.lastLook)} looked on ${when(infosec?.lastLook?.at ?? null)}, before the install of ${when(it?.installedAt ?? null)}. InfoSec has not looked since.`,
  next: (facts) => `Scan ${facts.device.name} again${checkOf(facts)}, logged in.`,
};

function lookedBeforeInstall({ it, infosec }: CellFacts): boolean {
  const look = infosec?.lastLook;
  if (it?.says !== 'installed' || !it.installedAt || !look) return false;
  // On the day of the install itself a report speaks for "before", silence for "after".
  const limit = infosec.says === 'reported' ? it.installedAt.latest : it.installedAt.earliest;
  return look.at < limit;
}
