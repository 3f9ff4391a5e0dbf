import type { Knowledge, LifecycleRelease } from './knowledge.ts';
import { productName } from './product-name.ts';

/** The end of a release's life, as it is shown. */
export interface EndOfLife {
  /** "Debian 11", "Python 2.7" */
  readonly what: string;
  readonly release: string;
  /** ISO date of the last day with fixes. */
  readonly endsOn: string;
}

/** "SQL Server 2012 R2", "Office Professional Plus 2013": products that carry their release in their name. */
const RELEASE_IN_NAME = /^(.*?)\s+(\d{1,4}(?:\.\d+)?)(?:\s+(r2|sp\d))?$/;

/** The end of an operating system's release ("debian:11", "windows:10-22H2"); null where it is not known, or has no end yet. */
export function endOfSystem(distribution: string | null, knowledge: Knowledge): EndOfLife | null {
  const [name, release] = distribution?.split(':') ?? [];
  const lifecycle = name === undefined ? null : knowledge.lifecycle(name);
  if (!lifecycle || release === undefined) return null;
  return endOf(
    lifecycle.title,
    lifecycle.releases.find((other) => other.release.toLowerCase() === release.toLowerCase()),
  );
}

/**
 * The end of a product's version line, by the product's name and the version found ("Python", "2.7.18"), or by the release in its
 * name ("Microsoft SQL Server 2012"). Null where the product or the line is not known, or has no end yet.
 */
export function endOfProduct(name: string, version: string | null, knowledge: Knowledge): EndOfLife | null {
  const bare = productName(name);
  const byVersion = knowledge.lifecycle(bare);
  if (byVersion && version !== null) return endOf(byVersion.title, lineOf(version, byVersion.releases));
  const inName = RELEASE_IN_NAME.exec(bare);
  const byName = inName
    ? knowledge.lifecycle((inName[1] ?? '').replace(/\s+(professional|standard|enterprise|home).*$/, ''))
    : null;
  if (!inName || !byName) return null;
  const release = [inName[2], inName[3]].filter((part) => part !== undefined).join('-');
  return endOf(
    byName.title,
    byName.releases.find((other) => other.release.toLowerCase() === release),
  );
}

/** Whether a version belongs to a release: "3.8.20" to "3.8", not to "3". */
export function isOfRelease(version: string, release: string): boolean {
  const bare = version.replace(/^v/i, '');
  return bare === release || (bare.startsWith(release) && /^[.\-_+~]/.test(bare.slice(release.length)));
}

/** The narrowest release that a version belongs to. */
function lineOf(version: string, releases: readonly LifecycleRelease[]): LifecycleRelease | undefined {
  const fitting = releases.filter(({ release }) => isOfRelease(version, release));
  return fitting.toSorted((a, b) => b.release.length - a.release.length)[0];
}

function endOf(title: string, release: LifecycleRelease | undefined): EndOfLife | null {
  if (release === undefined || release.endsOn === null) return null;
  return { what: `${title} ${release.release}`, release: release.release, endsOn: release.endsOn };
}
