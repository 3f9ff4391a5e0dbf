import type { VersionScheme } from './compare.ts';
import { parseDpkg } from './dpkg/dpkg.ts';
import { parseFourPart } from './four-part/four-part.ts';
import { parseRpm } from './rpm/rpm.ts';
import { parseSemver } from './semver/semver.ts';
import { parseWindowsBuild } from './windows-build/windows-build.ts';

/** The package manager's scheme of a distribution ("debian:12", "rhel:9"); null for Windows and for what is not known. */
export function schemeOfDistribution(distribution: string | null): VersionScheme | null {
  const name = distribution?.split(':')[0]?.toLowerCase() ?? '';
  if (/^(debian|ubuntu|linuxmint|raspbian|kali|pop|devuan)$/.test(name)) return 'dpkg';
  if (
    /^(rhel|redhat|centos|fedora|almalinux|alma|rocky|oracle|oraclelinux|ol|amazon|amzn|suse|sles|opensuse)/.test(name)
  )
    return 'rpm';
  if (/^(alpine|wolfi|chainguard)$/.test(name)) return 'apk';
  return null;
}

const DPKG_MARK = /~deb\d|[+~]deb\d+u\d|ubuntu\d|\+b\d+$|build\d+$|[+~]dfsg/;
const RPM_MARK = /\.(el|fc|amzn|ol|sles?|lp|suse|cm|azl|mga)\d|module[+_]el\d/;

/**
 * Guesses in which scheme versions are written that must be compared with one another, where no package manager is named.
 * `null` where nothing fits all of them: then they must not be compared. A mark that only one distribution family leaves
 * (`+deb12u1`, `.el9_4`, `-r3`) decides; else numbers and dots are four-part; else semantic versioning.
 */
export function guessScheme(texts: readonly string[], distribution: string | null = null): VersionScheme | null {
  const known = schemeOfDistribution(distribution);
  if (known !== null) return known;
  if (texts.length === 0) return null;
  const every = (parse: (text: string) => unknown): boolean => texts.every((text) => parse(text) !== null);
  if (texts.some((text) => DPKG_MARK.test(text))) return every(parseDpkg) ? 'dpkg' : null;
  if (texts.some((text) => RPM_MARK.test(text))) return every(parseRpm) ? 'rpm' : null;
  if (texts.every((text) => /-r\d+$/.test(text))) return 'apk';
  if (every(parseWindowsBuild)) return 'windows-build';
  if (every(parseFourPart)) return 'four-part';
  if (every(parseSemver)) return 'semver';
  return null;
}
