import { hasFix } from '@baton/domain/advisories/compare-fix-versions.ts';
import { EMPTY_STATE } from '@baton/domain/evidence/empty-state.ts';
import { isRemovalWord } from '@baton/domain/evidence/removal-word.ts';
import type {
  Claim,
  DeviceReport,
  FixNames,
  ObservedState,
  Says,
  ToldAttribute,
} from '@baton/domain/evidence/report.ts';
import { normalizeBiosUuid } from '@baton/domain/identifiers/bios-uuid.ts';
import { cvesIn } from '@baton/domain/identifiers/cve.ts';
import { normalizeIp } from '@baton/domain/identifiers/ip-address.ts';
import { kbsIn, kbsOfList } from '@baton/domain/identifiers/kb.ts';
import { normalizeMac } from '@baton/domain/identifiers/mac-address.ts';
import { normalizeSerial } from '@baton/domain/identifiers/serial-number.ts';
import { type DeviceNames, namesOf as namesOfHost } from '@baton/domain/identity/device-names.ts';
import { type AttributeKind, MANY_VALUED, MOST_VALUE_LENGTH } from '@baton/domain/scope/attribute-kind.ts';
import { distributionOf, osBuildOf } from '../operating-system.ts';
import { remnantOf } from '../remnant.ts';
import { vendorStatusInStatus, vendorStatusOf } from '../vendor-status.ts';
import { type ListedDevice, listedDevices } from './device-lists.ts';
import { dpkgState } from './dpkg-state.ts';
import { readExitCode } from './exit-code.ts';
import { type KbStatus, kbsOfColumns } from './kb-columns.ts';
import { listedKbs } from './kb-lists.ts';
import type { Cells, Meaning } from './meaning.ts';
import { nameAndVersion } from './name-and-version.ts';
import type { RowProblem } from './row-problem.ts';
import { readStatus, readYesNo } from './status-word.ts';
import { OPEN_FOR_GOOD, vendorOf } from './vendor-word.ts';

export interface RowContext {
  readonly line: number;
  readonly excerpt: string;
  /** Reads a time of this column; the column's own order of day and month is known. */
  readonly time: (meaning: Meaning) => { readonly at: string | null; readonly fault: string | null };
  /** The export has columns that list the KBs of a device in one state: a row may name no other update. */
  readonly listsKbs: boolean;
  /** What stands in columns that are headed by a KB, in a table of devices by KBs. */
  readonly kbStatuses: readonly KbStatus[];
  /** Reads a time in the order of day and month that times of install have in this file. */
  readonly timeOf: (raw: string) => string | null;
  /** The export has columns that list the devices of an update in one state: a row may name none. */
  readonly listsDevices: boolean;
  /** Kinds of attributes for which the export has columns. */
  readonly attributes: readonly (Meaning & AttributeKind)[];
}

export interface ReadRow {
  /** Mostly one. */
  readonly devices: readonly DeviceReport[];
  readonly problems: readonly RowProblem[];
}

/** Turns one row of a patch tool's export into what it claims. A cell that cannot be read is a problem; the rest of the row counts. */
export function readRow(cells: Cells, context: RowContext): ReadRow {
  const problems: RowProblem[] = [];
  const listed = listedDevices(cells);
  const names = listed.length > 0 ? null : namesOf(cells);
  if (!names && listed.length === 0) {
    if (!context.listsDevices) problems.push({ where: 'device', what: 'The row names no device. It was left out.' });
    return { devices: [], problems };
  }
  const times = timesOf(cells, context, problems);
  const status = statusOf(cells, problems);
  const told = stateOf(cells, times, status.rebootPending, problems);
  const state =
    context.attributes.length === 0 ? told : { ...told, attributes: attributesOf(cells, context.attributes) };
  const claim = claimOf(cells, context, times.installedAt, status, state.distribution, problems);
  const claims = [
    ...oneAKb(cells, claim),
    ...listedKbs(cells, times.installedAt, context),
    ...kbsOfColumns(context, problems),
  ];
  const place = { line: context.line, excerpt: null };
  const devices = names
    ? [{ names, state, look: null, claims, place }]
    : listed.map(({ name, says }) => ({
        names: namesOfHost(name),
        state,
        look: null,
        claims: claims.map(as(says)),
        place,
      }));
  return { devices, problems };
}

/** What the column of a device says of it takes the place of the row's status. */
function as(says: ListedDevice['says']): (claim: Claim) => Claim {
  if (says === null) return (claim) => claim;
  return (claim) => ({
    ...claim,
    says,
    raw: `listed as ${says}`,
    installedAt: says === 'installed' ? claim.installedAt : null,
  });
}

function namesOf(cells: Cells): DeviceNames | null {
  const fqdn = cells('fqdn');
  const shown = cells('device') || fqdn || cells('serial') || cells('agentId');
  if (shown === '') return null;
  const named = cells('device') || fqdn;
  return {
    shown,
    hostnames: named === '' ? [] : [named],
    fqdns: fqdn === '' ? [] : [fqdn],
    ips: cells('ip')
      .split(/[\s,;|]+/)
      .flatMap((ip) => normalizeIp(ip) ?? []),
    macs: listOf(cells('mac')).flatMap((mac) => normalizeMac(mac) ?? []),
    biosUuids: present(normalizeBiosUuid(cells('uuid'))),
    serials: present(normalizeSerial(cells('serial'))),
    agentIds: isUnique(cells('agentId')) ? [cells('agentId')] : [],
  };
}

/** Words for no time, and the zero of several systems' calendars. */
const NO_TIME =
  /^(never|nie|jamais|n\/?a|none|null|unknown|unbekannt|[-–—\s]+|not installed|0|(0001|1601|1899|1900|1970)-01-01.*|0?1[/.]0?1[/.](0001|1601|1900|1970).*)$/i;

/** Tools also number their devices 1, 2, 3: such a number means another device in another tool, so it names none. */
function isUnique(id: string): boolean {
  return id.length >= 16;
}

interface RowTimes {
  readonly installedAt: string | null;
  readonly lastSeen: string | null;
  readonly lastBoot: string | null;
}

function timesOf(cells: Cells, context: RowContext, problems: RowProblem[]): RowTimes {
  const read = (meaning: 'installedAt' | 'lastSeen' | 'lastBoot'): string | null => {
    const raw = cells(meaning);
    if (raw === '' || NO_TIME.test(raw)) return null;
    const { at, fault } = context.time(meaning);
    if (fault !== null) problems.push({ where: meaning, what: fault });
    return at;
  };
  return { installedAt: read('installedAt'), lastSeen: read('lastSeen'), lastBoot: read('lastBoot') };
}

interface RowStatus {
  readonly says: Says | null;
  readonly raw: string;
  readonly rebootPending: boolean;
  readonly notApproved: boolean;
  readonly exitCode: number | null;
}

function statusOf(cells: Cells, problems: RowProblem[]): RowStatus {
  // Of a list of packages it is no word on a fix: the versions speak.
  const raw = dpkgState(cells('status')) === null ? cells('status') : '';
  const exit = readExitCode(cells('exitCode'));
  const word = vendorStatusInStatus(raw) === null ? readStatus(raw) : OPEN_FOR_GOOD;
  if (raw !== '' && !word)
    problems.push({ where: 'status', what: `“${raw.slice(0, 60)}” is no status that we know. It counts as unknown.` });
  const approved = readApproval(cells('approved'));
  const says = word?.says ?? (raw !== '' ? 'unknown' : (exit?.says ?? null));
  return {
    says,
    raw: raw !== '' ? raw : exit === null ? '' : `exit code ${cells('exitCode')}`,
    rebootPending: word?.rebootPending === true || exit?.rebootPending === true,
    notApproved: word?.notApproved === true || approved === false,
    exitCode: exit?.code ?? null,
  };
}

function readApproval(raw: string): boolean | null {
  if (raw === '') return null;
  return (
    readYesNo(raw) ??
    (/declin|not|un|reject|exclu|defer|block|abgelehnt|nicht|refus|rejet/i.test(raw)
      ? false
      : /approv|approuv|genehmigt|freigegeben|install/i.test(raw)
        ? true
        : null)
  );
}

function stateOf(cells: Cells, times: RowTimes, rebootByStatus: boolean, problems: RowProblem[]): ObservedState {
  const pending = readYesNo(cells('rebootPending'));
  if (pending === null && cells('rebootPending') !== '') {
    const what = `“${cells('rebootPending').slice(0, 60)}” is neither yes nor no. The row counts without it.`;
    problems.push({ where: 'rebootPending', what });
  }
  const operatingSystem = [cells('os'), cells('osVersion')].filter((text) => text !== '').join(' ') || null;
  const kernel = cells('runningKernel');
  const processes = listOf(cells('restartNeeded')).filter((word) => !/^(no|none|false|0|-|n\/?a)$/i.test(word));
  const owner = cells('package') || cells('program') || nameAndVersion(cells('update')).name;
  return {
    ...EMPTY_STATE,
    operatingSystem,
    distribution: distributionOf(`${operatingSystem ?? ''} ${cells('osBuild')}`.trim()),
    osBuild: osBuildOf(cells('osBuild')) ?? osBuildOf(cells('osVersion')),
    lastSeen: times.lastSeen,
    lastBoot: times.lastBoot,
    rebootPending: rebootByStatus ? true : pending,
    runningKernel: kernel === '' ? null : kernel,
    restartNeeded:
      processes.length === 0 || owner === ''
        ? []
        : [{ package: owner, processes: /^(yes|true|y|1)$/i.test(processes[0] ?? '') ? ['a service'] : processes }],
  };
}

function claimOf(
  cells: Cells,
  context: RowContext,
  installedAt: string | null,
  status: RowStatus,
  distribution: string | null,
  problems: RowProblem[],
): Claim | null {
  if (dpkgState(cells('status')) === 'not-there') return null;
  const title = cells('update') || cells('program') || cells('package') || cells('kb');
  if (title === '') {
    if (context.listsKbs) return null;
    problems.push({ where: 'update', what: 'The row names no update, package or program. Only the device counts.' });
    return null;
  }
  const kbs = [
    ...new Set([...kbsOfList(cells('kb')), ...kbsIn(title), ...kbsIn(cells('package')), ...kbsIn(cells('program'))]),
  ];
  const named = kbs.length > 0 ? null : nameOf(cells, distribution);
  const isListed = isListEntry(cells, status);
  const installedVersion = versionOf(cells('installedVersion')) ?? (isListed ? (named?.version ?? null) : null);
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
    observedAt: null,
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

/** What the row tells of its device: an empty cell is told too, because tags that are no longer there have ended. */
function attributesOf(cells: Cells, kinds: RowContext['attributes']): readonly ToldAttribute[] {
  return kinds.map((kind) => {
    const raw = cells(kind);
    const values = MANY_VALUED.has(kind) ? listOf(raw) : [raw];
    return {
      kind,
      values: values.map((value) => value.slice(0, MOST_VALUE_LENGTH).trim()).filter((value) => value !== ''),
    };
  });
}

/** An entry of a list of installed programs: the version in its name ("WinSCP 6.3.4") is the one that is there, and asks for nothing. */
function isListEntry(cells: Cells, status: RowStatus): boolean {
  return cells('program') !== '' && cells('update') === '' && status.raw === '' && cells('requiredVersion') === '';
}

/** What the versions of a row come to where it has no word of status. */
function wordOfVersion(says: Says): string {
  if (says === 'installed') return 'installed, by its version';
  return says === 'missing' ? 'older than required, by its version' : 'no status';
}

/** A cell that lists several KBs, as inventories of a device in one row do, is one claim each. */
function oneAKb(cells: Cells, claim: Claim | null): readonly Claim[] {
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

function versionOf(raw: string): string | null {
  if (/^(|-|n\/?a|none|null|unknown|not installed|missing)$/i.test(raw)) return null;
  return /^\D/.test(raw) && vendorStatusOf(raw) !== null ? null : raw;
}

function listOf(raw: string): readonly string[] {
  return raw
    .split(/[,;|\n]+/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function present<T>(value: T | null): readonly T[] {
  return value === null ? [] : [value];
}
