import { hasFix } from '../../advisories/compare-fix-versions.ts';
import { seenAfter } from '../contract-of-evidence.ts';
import type { CellFacts } from '../facts.ts';
import type { CauseRule } from './cause-rule.ts';

/** The exit code said done, the version says not: installed < target after success. */
export const falseSuccess: CauseRule = {
  id: 'false-success',
  version: 1,
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

/** IT's word rests on the installer alone, and a scan that logged in afterwards read an older version. */
function scannerFoundOldAfterSuccess(facts: CellFacts): boolean {
  const { it, infosec, distribution } = facts;
  const found = infosec?.finding?.resolved.claim;
  if (!it || !found || it.versionHasFix !== null || !restsOnInstaller(it.claim?.raw ?? '', it.claim?.exitCode ?? null))
    return false;
  const loggedIn = infosec.lastLook?.authenticated === true && seenAfter(facts);
  return loggedIn && hasFix(found.installedVersion, found.requiredVersion, distribution) === false;
}

function restsOnInstaller(raw: string, exitCode: number | null): boolean {
  return exitCode === 0 || /succe|exit code|completed/i.test(raw);
}

function target({ it, fix }: CellFacts): string {
  return it?.claim?.requiredVersion ?? fix.version ?? fix.id;
}
