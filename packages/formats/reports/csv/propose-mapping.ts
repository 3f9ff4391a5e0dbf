import { kbsIn, kbsOfList } from '@baton/domain/identifiers/kb.ts';
import type { ColumnProposal, Confidence } from './column-proposal.ts';
import { DEVICE_LISTS, devicesIn } from './device-lists.ts';
import { isKbList, KB_LISTS } from './kb-lists.ts';
import { MEANINGS, type Meaning } from './meaning.ts';
import { meaningOf } from './meaning-of.ts';
import { asSoftware } from './software-columns.ts';
import { readStatus } from './status-word.ts';

/** Proposes what each column means, by its heading and what stands in it. Each meaning is given once: the surest column gets it. */
export function proposeMapping(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): readonly ColumnProposal[] {
  const proposals = headings.map((heading, index): ColumnProposal => {
    const samples = [...new Set(rows.map((row) => (row[index] ?? '').trim()).filter((value) => value !== ''))].slice(
      0,
      3,
    );
    return { heading, ...refine(meaningOf(heading), samples), samples };
  });
  return settleDoubles(asSoftware(asRowsOfUpdates(asOneKbARow(proposals))));
}

type Refined = Pick<ColumnProposal, 'meaning' | 'confidence'>;

/** What stands in a column may say more than its heading: KBs under "Description", a yes under "Installed". */
function refine({ meaning, confidence }: Refined, samples: readonly string[]): Refined {
  const withKb = samples.filter((value) => kbsIn(value).length > 0).length;
  if (meaning === 'ignore' && samples.length > 0 && withKb === samples.length)
    return { meaning: 'update', confidence: 'guess' };
  const list = refineList(meaning, confidence, samples);
  if (list !== null) return list;
  // "Version" beside a bare number of four parts that starts with 10.0 is the system's build.
  if (meaning === 'osVersion' && samples.length > 0 && samples.every((value) => /^(10\.0\.)?\d{5}\.\d+$/.test(value))) {
    return { meaning: 'osBuild', confidence };
  }
  // "Location" is a place of people in one export and of files in another.
  if (meaning === 'site' && samples.length > 0 && samples.every((value) => /^[a-z]:[\\/]|^[\\/]/i.test(value)))
    return { meaning: 'path', confidence };
  // "Installed" is a yes in one export, the time of it in another, and the version in a third.
  if (meaning === 'status' && samples.length > 0 && samples.every(isTime))
    return { meaning: 'installedAt', confidence };
  if (meaning === 'status' && samples.length > 0 && samples.every((value) => /^v?(\d+:)?\d+\.\d[^\s]*$/.test(value)))
    return { meaning: 'installedVersion', confidence };
  // "Deployment completed" is a time in one export and a word in another.
  if (meaning === 'installedAt' && confidence === 'likely' && samples.length > 0 && samples.every(isStatus))
    return { meaning: 'status', confidence };
  if (meaning === 'agentId' && samples.length > 0 && samples.every((value) => kbsIn(value).length > 0))
    return { meaning: 'kb', confidence: 'guess' };
  return { meaning, confidence };
}

/** Headings of lists stand over counts in some exports, and the headings of other things over lists. Null for all others. */
function refineList(meaning: Meaning, confidence: Confidence, samples: readonly string[]): Refined | null {
  if (samples.length === 0) return null;
  const areCounts = samples.every((value) => /^\d+$/.test(value));
  // "Missing updates" without KBs lists titles of updates.
  if (isKbList(meaning) && !samples.some((value) => kbsOfList(value).length > 0))
    return areCounts ? { meaning: 'ignore', confidence: 'none' } : { meaning: 'update', confidence };
  // "Installed", "Needed" and "Failed" of a row a device: how many. One and zero are yes and no.
  if (meaning === 'status' && areCounts && samples.some((value) => Number(value) > 1))
    return { meaning: 'ignore', confidence: 'none' };
  // "Devices", which no tool calls its column of the one device.
  const isCount = meaning === 'device' && confidence === 'likely' && areCounts;
  return isCount ? { meaning: 'ignore', confidence: 'none' } : null;
}

/** "Installed on" is a time, but where no column names the device of a row and names of devices stand below it. */
function asRowsOfUpdates(proposals: readonly ColumnProposal[]): readonly ColumnProposal[] {
  if (proposals.some(({ meaning }) => ['device', 'machineGroup', 'fqdn', 'serial', 'agentId'].includes(meaning)))
    return proposals;
  return proposals.map((one) => {
    const areDevices = one.samples.length > 0 && one.samples.every((value) => devicesIn(value).length > 0);
    return one.meaning === 'installedAt' && areDevices ? { ...one, meaning: 'installedOn' } : one;
  });
}

function isStatus(value: string): boolean {
  return !/\d{2}/.test(value) && readStatus(value) !== null;
}

/** A date, with or without a time: "2024-10-11T20:00:00Z", "10/11/2024 8:00:00 PM", "11.10.2024 20:00". */
function isTime(value: string): boolean {
  return /^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})([T ,]|$)/.test(value);
}

/** One column of "Missing KBs" beside a word of status is a row a KB: the word says what became of it. */
function asOneKbARow(proposals: readonly ColumnProposal[]): readonly ColumnProposal[] {
  const isARow =
    proposals.filter(({ meaning }) => isKbList(meaning)).length === 1 &&
    proposals.some(({ meaning, samples }) => (meaning === 'status' || meaning === 'exitCode') && samples.length > 0);
  if (!isARow) return proposals;
  return proposals.map((one) => (isKbList(one.meaning) ? { ...one, meaning: 'kb' } : one));
}

const RANK: Readonly<Record<Confidence, number>> = { sure: 3, likely: 2, guess: 1, none: 0 };

/** Meanings that several columns may share: their first filled cell counts, of lists of KBs all. */
const SHARED: ReadonlySet<Meaning> = new Set([
  'ignore',
  'ip',
  'mac',
  'update',
  'kb',
  'cves',
  'program',
  'package',
  'group',
  'tag',
  'kbStatus',
  ...KB_LISTS,
  ...DEVICE_LISTS,
]);

function settleDoubles(proposals: readonly ColumnProposal[]): readonly ColumnProposal[] {
  const best = new Map<Meaning, ColumnProposal>();
  for (const proposal of proposals) {
    const known = best.get(proposal.meaning);
    if (!known || strength(proposal) > strength(known)) best.set(proposal.meaning, proposal);
  }
  return proposals.map((proposal) =>
    SHARED.has(proposal.meaning) || best.get(proposal.meaning) === proposal
      ? proposal
      : { ...proposal, meaning: 'ignore', confidence: 'none' },
  );
}

/** Of two columns with one meaning, the surer one, then the one with something in it; "Computer" goes before a mere "Name". */
function strength(proposal: ColumnProposal): number {
  const isNumbered =
    proposal.meaning === 'device' && proposal.samples.length > 0 && proposal.samples.every(isShortNumber);
  const vague = isNumbered || /^(name|system|target|version|display ?name)$/i.test(proposal.heading.trim()) ? 0.5 : 0;
  return RANK[proposal.confidence] - vague + (proposal.samples.length > 0 ? 0.25 : 0);
}

/** Tools count their devices 1, 2, 3 under "Computer", and name them in another column. */
function isShortNumber(value: string): boolean {
  return /^\d{1,8}$/.test(value);
}

/** Reads a mapping that people corrected. Unknown headings and meanings are left out. */
export function applyMapping(
  proposals: readonly ColumnProposal[],
  corrected: Readonly<Record<string, string>>,
): readonly ColumnProposal[] {
  return proposals.map((proposal) => {
    const meaning = corrected[proposal.heading];
    return meaning !== undefined && Object.hasOwn(MEANINGS, meaning)
      ? { ...proposal, meaning: meaning as Meaning, confidence: 'sure' }
      : proposal;
  });
}
