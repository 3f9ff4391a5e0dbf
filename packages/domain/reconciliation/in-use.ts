import { compareFixVersions } from '../advisories/compare-fix-versions.ts';
import type { CellFacts } from './facts.ts';
import type { RequiredFix } from './required-fix.ts';

/**
 * The fix is in place but the device has not restarted since: installed after the last boot, or the system's own flag. The flag
 * counts only for what was installed after the last boot, where both times are known; the times alone count for KBs.
 */
export function rebootIsPending({ it, fix }: CellFacts): boolean {
  if (it?.says !== 'installed') return false;
  const bootIsLater = it.installedAt && it.lastBoot ? it.lastBoot.latest >= it.installedAt.earliest : null;
  if (it.rebootPending === true) return bootIsLater !== true;
  return fix.kind === 'kb' && bootIsLater === false && !(it.rebootPending === false && isDateOnly(it.installedAt));
}

function isDateOnly(moment: { readonly earliest: number; readonly latest: number } | null): boolean {
  return moment !== null && moment.latest > moment.earliest;
}

/** Fixes of the kernel, by the name of their source package. */
export const KERNEL = /^(linux|kernel)(-|$)/;

/** Kernels of rpm's distributions, whose packages bear their release as their version. */
export const RPM_KERNEL = /^kernel(-(core|default|azure|rt|uek|64k|debug|lt|ml)(-core)?)?(\.|$)/;

/** What is about live patches changes the kernel that runs. */
const LIVE_PATCH = /live ?patch|kpatch|ksplice/i;

/** Whether a fix brings a kernel: by its package, or, of a distribution's notice, by what its title or its check names. */
export function isOfKernel({ kind, name, it, infosec }: RequiredFix): boolean {
  if (kind !== 'check') return KERNEL.test(name);
  return [...it, ...infosec].some(({ resolved: { claim } }) => {
    const title = claim.names.title ?? '';
    return (KERNEL.test(claim.names.package ?? '') || /\bkernel\b/i.test(title)) && !LIVE_PATCH.test(title);
  });
}

/**
 * Another kernel runs than the newest fixed one that is installed. A live patch shows as a running release that is fixed. Where nobody
 * tells what runs, or which version the fix is, the boot tells.
 */
export function oldKernelRuns({ it, fix, distribution }: CellFacts): boolean {
  if (it?.says !== 'installed' || !isOfKernel(fix)) return false;
  if (it.runningKernel === null) return bootedBeforeInstall(it.installedAt, it.lastBoot);
  const { state } = it.record;
  const newest = state.installedKernels.at(-1);
  if (newest !== undefined) return bareRelease(newest) !== bareRelease(it.runningKernel);
  // Debian and Ubuntu name a kernel's package after its release: "linux-image-6.1.0-25-amd64".
  const wanted = releaseInName(it.claim?.names.package ?? null) ?? it.version ?? fix.version ?? askedKernel(fix);
  if (wanted === null) return bootedBeforeInstall(it.installedAt, it.lastBoot);
  // "6.1.0-28-amd64" and "6.1.128-1" are numbered differently and must not be compared: the boot tells then.
  if (isAbiRelease(it.runningKernel) !== isAbiRelease(wanted)) return bootedBeforeInstall(it.installedAt, it.lastBoot);
  if (isSameRelease(it.runningKernel, wanted)) return false;
  return compareFixVersions(bareRelease(it.runningKernel), bareRelease(wanted), distribution) === -1;
}

/** The version of the kernel that a notice's check asks for. */
function askedKernel({ infosec }: RequiredFix): string | null {
  const asking = infosec.find(({ resolved }) => RPM_KERNEL.test(resolved.claim.names.package ?? ''));
  return asking?.resolved.claim.requiredVersion ?? null;
}

/** SUSE's kernels say their flavour and leave the package's rebuild out: "5.14.21-150500.55.121-default" of 5.14.21-150500.55.121.1. */
const SUSE_FLAVOUR = /-(default|azure|rt|preempt|64kb|kvmsmall)$/;

/** Whether a release, as the running kernel tells it, is the one of a package. */
export function isSameRelease(running: string, packaged: string): boolean {
  const [own, other] = [bareRelease(running), bareRelease(packaged)];
  return own === other || (SUSE_FLAVOUR.test(running) && other.startsWith(`${own}.`));
}

/** "linux-image-6.1.0-25-amd64" → "6.1.0-25-amd64"; null where the name tells no release. */
export function releaseInName(name: string | null): string | null {
  return /^linux-image-(?:unsigned-)?(\d.*)$/.exec(name ?? '')?.[1] ?? null;
}

function bootedBeforeInstall(
  installed: { readonly earliest: number } | null,
  boot: { readonly latest: number } | null,
): boolean {
  return installed !== null && boot !== null && boot.latest < installed.earliest;
}

/** Debian and Ubuntu name releases by ABI: "6.1.0-28-amd64", "5.15.0-122-generic". */
function isAbiRelease(release: string): boolean {
  return /^\d+\.\d+\.0-\d+-[a-z]/.test(release);
}

/** A kernel's release without architecture or package name, to compare it. */
export function bareRelease(release: string): string {
  return release
    .replace(/\.(x86_64|aarch64|i686|ppc64le|s390x)$/, '')
    .replace(/^kernel-(core-)?/, '')
    .replace(SUSE_FLAVOUR, '');
}

/** Processes still map files that the package has replaced. */
export function restartIsNeeded({ it }: CellFacts): boolean {
  return it?.says === 'installed' && it.mappedBy.length > 0;
}

/** Nothing speaks against the installed fix being in use. */
export function isInUse(facts: CellFacts): boolean {
  return !rebootIsPending(facts) && !oldKernelRuns(facts) && !restartIsNeeded(facts);
}
