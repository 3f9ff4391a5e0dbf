import { hasFix } from '../../advisories/compare-fix-versions.ts';
import { seenAfter } from '../contract-of-evidence.ts';
import type { CellFacts } from '../facts.ts';
import { KERNEL } from '../in-use.ts';
import type { CauseRule } from './cause-rule.ts';

/**
 * The exit code said done, the version says not: installed < target after success. Where IT's tool tells no version, the scan's own reading
 * of the same copy is the version.
 */
export const falseSuccess: CauseRule = {
  id: 'false-success',
  version: 2,
  owner: 'it',
  positiveProof: false,
  confidence: 'strong',
  label: 'Exit code 0, version old',
  summary: 'the installer said done, the version says not',
  nextAction: 'Install again',
  fits: (facts) => facts.it?.says === 'installed' && (ownVersionIsOld(facts) || scannerFoundOldAfterSuccess(facts)),
  explain: (facts) =>
    ownVersionIsOld(facts)
      ? `IT’s tool says “${facts.it?.claim?.raw}”; the version on ${facts.device.name} is ${facts.it?.version}, the fix is ${target(facts)}.`
      : `IT’s tool says “${facts.it?.claim?.raw}”; after that the scan found ${facts.infosec?.finding?.resolved.claim.installedVersion}, the fix is ${target(facts)}.`,
  next: (facts) => `Install ${facts.fix.id} on ${facts.device.name} again and read the installer’s log.`,
};

function ownVersionIsOld({ it }: CellFacts): boolean {
  return it?.versionHasFix === false;
}

/** IT's word rests on no version that it read, and a scan that logged in afterwards read an older one of what IT speaks of. */
function scannerFoundOldAfterSuccess(facts: CellFacts): boolean {
  const { it, infosec, distribution } = facts;
  const found = infosec?.finding?.resolved.claim;
  if (!it?.claim || !found || it.versionHasFix !== null) return false;
  if (!restsOnInstaller(it.claim.raw, it.claim.exitCode) && !readsOwnWord(facts)) return false;
  const loggedIn = infosec.lastLook?.authenticated === true && seenAfter(facts);
  return loggedIn && hasFix(found.installedVersion, found.requiredVersion, distribution) === false;
}

/**
 * The check read the version of the very fix that IT calls installed: a KB, a package or a notice, of which there is one a device.
 * Kernels lie beside each other, and a word that alternates is told as such.
 */
function readsOwnWord(facts: CellFacts): boolean {
  const { it, infosec, fix } = facts;
  const resolved = infosec?.finding?.resolved;
  if (fix.kind === 'application' || it?.flap != null || infosec?.asksForOlder !== false || !resolved) return false;
  if (KERNEL.test(resolved.claim.names.package ?? fix.name) || resolved.byUpstreamVersion) return false;
  return resolved.claim.check?.local === true;
}

function restsOnInstaller(raw: string, exitCode: number | null): boolean {
  return exitCode === 0 || /succe|exit code|completed/i.test(raw);
}

function target({ it, fix }: CellFacts): string {
  return it?.claim?.requiredVersion ?? fix.version ?? fix.id;
}
