import type { ObservedPackage } from '../evidence/report.ts';
import { compareVersions } from '../versions/compare.ts';
import { withoutBinaryRebuild } from '../versions/dpkg/dpkg.ts';
import { schemeOfDistribution } from '../versions/guess-scheme.ts';
import type { Knowledge } from './knowledge.ts';

/** The binaries of an inventory by their source package. Distributions fix sources, so their versions are what is compared. */
export function binariesBySource(
  packages: readonly ObservedPackage[],
  distribution: string,
  knowledge: Knowledge,
): ReadonlyMap<string, readonly ObservedPackage[]> {
  const bySource = new Map<string, ObservedPackage[]>();
  for (const installed of packages) {
    const source = sourceOf(installed, distribution, knowledge);
    const known = bySource.get(source);
    if (known === undefined) bySource.set(source, [installed]);
    else known.push(installed);
  }
  return bySource;
}

/** Signed kernels are built again from a source of their own, "linux-signed-amd64 6.1.124+1", for the fix "linux 6.1.124-1". */
const SIGNED_KERNEL = /^linux-signed-/;

/** The source whose fixes count for an installed package. */
export function sourceOf(installed: ObservedPackage, distribution: string, knowledge: Knowledge): string {
  const source = installed.source ?? sourceOfName(installed.name, distribution, knowledge);
  return SIGNED_KERNEL.test(source) ? 'linux' : source;
}

/** Kernels carry their release in the package's name, so no list of packages has them all: "linux-image-6.1.0-25-amd64". */
const KERNEL_PACKAGE =
  /^linux-(image|headers|modules|modules-extra|kbuild)(-unsigned)?-(\d|amd64|arm64|generic|cloud|rt)/;

/** The source package of a binary by its name; the name itself where nothing is known. An architecture at its end is left out. */
export function sourceOfName(binary: string, distribution: string | null, knowledge: Knowledge): string {
  const bare = binary.replace(/:(amd64|i386|arm64|armhf|all)$|\.(x86_64|noarch|aarch64|i686|ppc64le|s390x)$/, '');
  if (KERNEL_PACKAGE.test(bare)) return 'linux';
  const source = distribution === null ? null : knowledge.sourceOf(distribution, bare);
  return source !== null && SIGNED_KERNEL.test(source) ? 'linux' : (source ?? bare);
}

/** Kernels of several versions lie side by side by design; which of them runs is a rule of its own. */
const SIDE_BY_SIDE = /^linux-(image|headers|modules|kbuild)-.*\d/;

/**
 * The source version that counts among the binaries of one source: the oldest, because one library left behind keeps the device
 * open. Of kernels it is the newest.
 */
export function versionThatCounts(binaries: readonly ObservedPackage[], distribution: string): string {
  const scheme = schemeOfDistribution(distribution) ?? 'dpkg';
  const kernels = binaries.filter(({ name }) => SIDE_BY_SIDE.test(name));
  const versions = (kernels.length > 0 ? kernels : binaries).map(sourceVersionOf);
  return versions.reduce((counting, candidate) => {
    const order = compareVersions(scheme, candidate, counting) ?? 0;
    return (kernels.length > 0 ? order > 0 : order < 0) ? candidate : counting;
  });
}

function sourceVersionOf({ source, version, sourceVersion }: ObservedPackage): string {
  const own = sourceVersion ?? withoutBinaryRebuild(version);
  return source !== null && SIGNED_KERNEL.test(source) ? own.replace(/\+(\d+)$/, '-$1') : own;
}
