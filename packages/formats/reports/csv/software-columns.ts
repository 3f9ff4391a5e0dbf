import type { ColumnProposal } from './column-proposal.ts';
import type { Meaning } from './meaning.ts';
import { bareHeading } from './meaning-of.ts';

/** Columns whose headings mean one thing in a list of devices and another in a list of software on them. */
export function asSoftware(proposals: readonly ColumnProposal[]): readonly ColumnProposal[] {
  return asTimesOfLog(
    asVersionParts(asTargetVersion(asAvailableVersion(asNamesOfUpdates(asNamesOfSoftware(proposals))))),
  );
}

const isHeaded = ({ heading }: ColumnProposal, ...bare: readonly string[]) => bare.includes(bareHeading(heading));
const means = (proposals: readonly ColumnProposal[], ...meanings: readonly Meaning[]) =>
  proposals.some(({ meaning }) => meanings.includes(meaning));
const NAMES = ['name', 'displayname'];
/** What names an update, package or program, or a device's list of them. */
const OF_UPDATES = [
  'update',
  'kb',
  'kbStatus',
  'installedKbs',
  'missingKbs',
  'failedKbs',
  'package',
  'program',
] as const satisfies readonly Meaning[];
/** What only lists of packages have beside a name and a version. */
const OF_PACKAGES = ['arch', 'architecture', 'epoch'];

/**
 * "Name" beside a version is the program's where another column names the device: in inventories of software, and as "DisplayName"
 * and "DisplayVersion" in lists from Windows' own registry. Beside an architecture it is a package's.
 */
function asNamesOfSoftware(proposals: readonly ColumnProposal[]): readonly ColumnProposal[] {
  const named = NAMES.flatMap((name) => proposals.find((one) => isHeaded(one, name)) ?? [])[0];
  const versioned = proposals.find((one) => isHeaded(one, 'displayversion', 'version'));
  const hasDevice = proposals.some((one) => ['device', 'fqdn'].includes(one.meaning) && !isHeaded(one, ...NAMES));
  if (!named || !versioned || !hasDevice || means(proposals, 'program', 'package', 'update', 'kb')) return proposals;
  const isPackage = proposals.some((one) => isHeaded(one, ...OF_PACKAGES));
  return proposals.map((one) => {
    if (one === named) return { ...one, meaning: isPackage ? 'package' : 'program', confidence: 'likely' };
    return one === versioned ? { ...one, meaning: 'installedVersion', confidence: 'likely' } : one;
  });
}

/** "Name" beside a status is the update's where another column names the device and none names an update, as in lists of zypper's patches. */
function asNamesOfUpdates(proposals: readonly ColumnProposal[]): readonly ColumnProposal[] {
  const named = NAMES.flatMap((name) => proposals.find((one) => isHeaded(one, name)) ?? [])[0];
  const hasDevice = proposals.some((one) => ['device', 'fqdn'].includes(one.meaning) && !isHeaded(one, ...NAMES));
  if (!named || !hasDevice || !means(proposals, 'status') || means(proposals, ...OF_UPDATES)) return proposals;
  return proposals.map((one) => (one === named ? { ...one, meaning: 'update', confidence: 'likely' } : one));
}

/** "Available" beside the version that is there, over versions: what the package manager would bring. */
function asAvailableVersion(proposals: readonly ColumnProposal[]): readonly ColumnProposal[] {
  if (!means(proposals, 'installedVersion') || means(proposals, 'requiredVersion')) return proposals;
  return proposals.map((one) =>
    isHeaded(one, 'available') && one.samples.every((value) => /^v?(\d+:)?\d[\w.+~:-]*$/.test(value))
      ? { ...one, meaning: 'requiredVersion', confidence: 'likely' }
      : one,
  );
}

/**
 * A bare version ("App version") beside one that was found on the device ("Detected version"), or beside the exit code of an
 * installer, is the version that was deployed: to take it as what is there would prove what nobody saw.
 */
function asTargetVersion(proposals: readonly ColumnProposal[]): readonly ColumnProposal[] {
  const isFound = ({ heading }: ColumnProposal) => /install|detect|found|actual|current|present/i.test(heading);
  const isLog = means(proposals, 'exitCode');
  const versions = proposals.filter(({ meaning }) => meaning === 'installedVersion');
  if (means(proposals, 'requiredVersion') || !(isLog || versions.some(isFound))) return proposals;
  return proposals.map((one) =>
    one.meaning === 'installedVersion' && !isFound(one)
      ? { ...one, meaning: 'requiredVersion', confidence: 'likely' }
      : one,
  );
}

/** "Time" or "Date" beside an installer's exit code is when it ran: a log of deployments, of whose rows the later one counts. */
function asTimesOfLog(proposals: readonly ColumnProposal[]): readonly ColumnProposal[] {
  if (!means(proposals, 'exitCode') || means(proposals, 'installedAt')) return proposals;
  const time = proposals.find(
    (one) =>
      isHeaded(one, 'time', 'date', 'datetime', 'when', 'eventtime', 'zeit', 'zeitpunkt', 'datum') &&
      one.samples.length > 0 &&
      one.samples.every((value) => /\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(value)),
  );
  return proposals.map((one) => (one === time ? { ...one, meaning: 'installedAt', confidence: 'likely' } : one));
}

/** A list of rpm's in parts: epoch, version and release in columns of their own. */
function asVersionParts(proposals: readonly ColumnProposal[]): readonly ColumnProposal[] {
  const isList = means(proposals, 'package') && means(proposals, 'installedVersion');
  if (!isList || !proposals.some((one) => isHeaded(one, ...OF_PACKAGES))) return proposals;
  return proposals.map((one) => {
    if (isHeaded(one, 'release')) return { ...one, meaning: 'versionRelease', confidence: 'likely' };
    return isHeaded(one, 'epoch') ? { ...one, meaning: 'versionEpoch', confidence: 'likely' } : one;
  });
}
