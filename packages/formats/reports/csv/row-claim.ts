import { hasFix } from '@baton/domain/advisories/compare-fix-versions.ts';
import { isRemovalWord } from '@baton/domain/evidence/removal-word.ts';
import type { Claim, FixNames, Says } from '@baton/domain/evidence/report.ts';
import { cvesIn } from '@baton/domain/identifiers/cve.ts';
import { kbsIn, kbsOfList } from '@baton/domain/identifiers/kb.ts';
import { noticesIn } from '@baton/domain/identifiers/notice.ts';
import { osBuildOf } from '../operating-system.ts';
import { remnantOf } from '../remnant.ts';
import { vendorStatusOf } from '../vendor-status.ts';
import { dpkgState } from './dpkg-state.ts';
import type { Cells } from './meaning.ts';
import { nameAndVersion } from './name-and-version.ts';
import type { RowContext } from './row-context.ts';
import type { RowProblem } from './row-problem.ts';
import { type RowStatus, readApproval } from './row-status.ts';
import { vendorOf } from './vendor-word.ts';

/** What a row claims of its update, package or program; null where it names none, or what is not there. */
export function rowClaim(
  cells: Cells,
  context: RowContext,
  installedAt: string | null,
  status: RowStatus,
  distribution: string | null,
  problems: RowProblem[],
): Claim | null {
  if (dpkgState(cells('status')) === 'not-there') return null;
  const notice = noticeOf(cells, context);
  const title = notice || cells('update') || cells('program') || cells('package') || cells('kb');
  if (title === '') {
    if (context.listsKbs) return null;
    problems.push({ where: 'update', what: 'The row names no update, package or program. Only the device counts.' });
    return null;
  }
  const kbs = [
    ...new Set([...kbsOfList(cells('kb')), ...kbsIn(title), ...kbsIn(cells('package')), ...kbsIn(cells('program'))]),
  ];
  const named = kbs.length > 0 || notice !== '' ? null : nameOf(cells, distribution);
  const isListed = isListEntry(cells, status);
  const installedVersion = foundVersion(cells) ?? versionInName(cells, named, isListed);
  // Microsoft's titles of late end in the build: "… (KB5065426) (26100.6584)".
  const requiredVersion =
    versionOf(cells('requiredVersion')) ??
    (named ? (isListed ? null : named.version) : osBuildOf(cells('update').replace(/^.*KB\d+/i, '')));
  const vendor = vendorOf(cells, requiredVersion);
  const says =
    (isTakenOff(status, kbs) ? 'not_applicable' : status.says) ??
    (vendor.status !== null ? 'missing' : saysByVersion(installedVersion, requiredVersion, installedAt, distribution));
  return {
    says,
    raw: status.raw || (vendor.raw ?? (requiredVersion === null ? '' : wordOfVersion(says))),
    names: fixNames(cells, title, kbs, named),
    installedVersion,
    requiredVersion,
    installedAt: says === 'installed' ? installedAt : null,
    // A row of a log is of a time whatever came of it: later rows on the same fix count before earlier ones.
    observedAt: says === 'installed' ? null : installedAt,
    path: cells('path') === '' ? null : cells('path'),
    exitCode: status.exitCode,
    approved: status.notApproved ? false : readApproval(cells('approved')),
    vendorStatus: vendor.status,
    // Names and addresses of channels are shorter; patterns go over them later.
    channel: cells('channel').slice(0, 200) || null,
    remnant: remnantOf(cells('remnant')),
    check: null,
    severity: cells('severity') === '' ? null : cells('severity'),
    cvss: [],
    port: null,
    place: { line: context.line, excerpt: context.excerpt },
  };
}

/**
 * A distribution's notice stands for the packages that it brings: its title is the name of none. With its number all that names it in
 * other columns ("Moderate: kernel security update"), which tells what it brings; "" where the row is of no notice alone.
 */
function noticeOf(cells: Cells, { updates }: RowContext): string {
  if (cells('package') !== '' || cells('program') !== '') return '';
  return updates.some((update) => noticesIn(update).length > 0) ? updates.join(' ') : '';
}

/** A program or package that was taken off needs no update any more; an update that was taken off is missing. */
function isTakenOff({ says, raw }: RowStatus, kbs: readonly string[]): boolean {
  return says === 'missing' && kbs.length === 0 && isRemovalWord(raw);
}

function fixNames(cells: Cells, title: string, kbs: readonly string[], named: Named | null): FixNames {
  return {
    kbs,
    package: named?.kind === 'package' ? named.name : null,
    application: named?.kind === 'application' ? named.name : null,
    cves: cvesIn(cells('cves')),
    supersededBy: kbsOfList(cells('supersededBy')),
    title,
  };
}

/**
 * An entry of a list of installed programs or packages: the version in its name ("WinSCP 6.3.4", "bash-5.1.8-9.el9.x86_64") is the one
 * that is there, and asks for nothing.
 */
function isListEntry(cells: Cells, status: RowStatus): boolean {
  const isNamed = cells('program') !== '' || cells('package') !== '';
  return isNamed && cells('update') === '' && status.raw === '' && cells('requiredVersion') === '';
}

/**
 * A version in the name is the one that is there in a list, and where a column of its own says which one is asked for: of a program
 * only if it is another, because a deployment is named after what it brings.
 */
function versionInName(cells: Cells, named: Named | null, isListed: boolean): string | null {
  const version = named?.version ?? null;
  if (isListed) return version;
  const asked = versionOf(cells('requiredVersion'));
  if (cells('update') !== '' || asked === null) return null;
  return cells('package') !== '' || asked !== version ? version : null;
}

/** What the versions of a row come to where it has no word of status. */
function wordOfVersion(says: Says): string {
  if (says === 'installed') return 'installed, by its version';
  return says === 'missing' ? 'older than required, by its version' : 'no status';
}

/** A cell that lists several KBs, as inventories of a device in one row do, is one claim each. */
export function oneAKb(cells: Cells, claim: Claim | null): readonly Claim[] {
  if (claim === null) return [];
  const listed = [cells('kb'), cells('update')].some((cell) =>
    /^\s*(KB)?\d{6,7}(\s*[,;|\s]\s*(KB)?\d{6,7})+\s*$/i.test(cell),
  );
  if (!listed) return [claim];
  return claim.names.kbs.map((kb) => ({ ...claim, names: { ...claim.names, kbs: [kb] } }));
}

interface Named {
  readonly kind: 'package' | 'application';
  readonly name: string;
  readonly version: string | null;
}

/** A package on Linux or in a column of packages, else an application; a version in the title is taken from its end. */
function nameOf(cells: Cells, distribution: string | null): Named {
  const isLinux = distribution !== null && !distribution.startsWith('windows');
  const pkg = cells('package');
  const split = nameAndVersion(pkg || cells('program') || cells('update'));
  const looksPackaged = /[~+-].*(deb|ubuntu|el\d|fc\d|amzn)/.test(
    `${cells('installedVersion')} ${cells('requiredVersion')} ${split.version ?? ''}`.slice(0, 500),
  );
  const kind =
    isLinux || looksPackaged || (pkg !== '' && distribution === null && !/\s/.test(pkg)) ? 'package' : 'application';
  return { kind, ...split };
}

/** No word of status: the versions speak, else that the row has a date of install. */
function saysByVersion(
  installed: string | null,
  required: string | null,
  installedAt: string | null,
  distribution: string | null,
): Says {
  const has = hasFix(installed, required, distribution);
  if (has !== null) return has ? 'installed' : 'missing';
  return installedAt !== null || (installed !== null && required === null) ? 'installed' : 'unknown';
}

/** "1", "3.0.7", "27.el9" → "1:3.0.7-27.el9". An epoch that is none is written so by rpm, and is not known where its column is not there. */
function foundVersion(cells: Cells): string | null {
  const version = versionOf(cells('installedVersion'));
  const release = cells('versionRelease');
  if (version === null) return null;
  const epoch = /^\d+$/.test(cells('versionEpoch')) && !version.includes(':') ? `${cells('versionEpoch')}:` : '';
  return `${epoch}${version}${release === '' ? '' : `-${release}`}`;
}

function versionOf(raw: string): string | null {
  if (/^(|-|n\/?a|none|null|unknown|not installed|missing)$/i.test(raw)) return null;
  if (/^\D/.test(raw) && vendorStatusOf(raw) !== null) return null;
  // "140.0.7339.81 (Official Build) (64-bit)", as browsers tell their own.
  return raw.replace(/^(\d+(?:\.\d+)+)(?: \([A-Za-z0-9 -]{1,40}\))+$/, '$1');
}
