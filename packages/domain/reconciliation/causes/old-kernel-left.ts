import type { Claim } from '../../evidence/report.ts';
import type { CellFacts } from '../facts.ts';
import { bareRelease, isSameRelease, KERNEL, oldKernelRuns, RPM_KERNEL, releaseInName } from '../in-use.ts';
import type { CauseRule } from './cause-rule.ts';
import { foundOldVersion } from './found-copy.ts';

/** Old kernel packages remain beside the fixed one, which runs; the scan reads the packages. */
export const oldKernelLeft: CauseRule = {
  id: 'old-kernel-left',
  version: 4,
  owner: 'it',
  positiveProof: false,
  confidence: 'strong',
  label: 'Old kernel left',
  summary: 'the fixed kernel runs, older ones are still installed beside it',
  nextAction: 'Remove old kernels',
  fits: (facts) => {
    const { it, infosec, fix } = facts;
    if (!KERNEL.test(fix.name) || it?.says !== 'installed' || infosec?.says !== 'reported') return false;
    if (it.versionHasFix !== true || infosec.finding?.resolved.byUpstreamVersion || !foundOldVersion(facts))
      return false;
    return newestRuns(facts) && olderReleases(facts).length > 0;
  },
  explain: (facts) =>
    `${facts.device.name} runs ${facts.it?.runningKernel}, which has the fix; ${olderReleases(facts).join(', ')} is still installed, and the scan asks for it.`,
  next: (facts) =>
    `Remove ${olderReleases(facts).join(', ')} from ${facts.device.name}, or agree to keep one to fall back on.`,
};

/** Silence of `oldKernelRuns` is not enough: that the newest installed release is the running one has to be shown. */
function newestRuns(facts: CellFacts): boolean {
  const { it } = facts;
  const newest = it?.record.state.installedKernels.at(-1) ?? releaseOf(it?.claim);
  if (!it?.runningKernel || newest === null || oldKernelRuns(facts)) return false;
  return isSameRelease(it.runningKernel, newest);
}

/** A kernel's release as its package tells it: in its name on Debian and Ubuntu, in its version where packages are rpms. */
function releaseOf(claim: Claim | null | undefined): string | null {
  const { package: name } = claim?.names ?? { package: null };
  return releaseInName(name) ?? (RPM_KERNEL.test(name ?? '') ? (claim?.installedVersion ?? null) : null);
}

/**
 * Releases that lie beside the running one: those that IT's tool lists, and, where it keeps no list of kernels, the one that the scan
 * read among the packages.
 */
function olderReleases({ it, infosec, fix }: CellFacts): readonly string[] {
  const running = it?.runningKernel ?? '';
  const claimed = fix.it.flatMap(({ resolved, record }) =>
    record === it?.record && resolved.claim.says === 'installed' ? (releaseOf(resolved.claim) ?? []) : [],
  );
  const listed = it?.record.state.installedKernels ?? [];
  const found = listed.length > 0 ? null : releaseOf(infosec?.finding?.resolved.claim);
  const releases = new Set([...listed, ...claimed, ...(found === null ? [] : [found])].map(bareRelease));
  return [...releases].filter((release) => !isSameRelease(running, release));
}
