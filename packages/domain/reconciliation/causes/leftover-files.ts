import { productName } from '../../advisories/product-name.ts';
import { isRemovalWord } from '../../evidence/removal-word.ts';
import type { Remnant } from '../../evidence/report.ts';
import type { ItSays } from '../cell.ts';
import type { CellFacts, ItFacts } from '../facts.ts';
import type { CauseRule } from './cause-rule.ts';
import { foundOldVersion, isUnderProfile } from './found-copy.ts';

/** A list of installed software is one from so many applications on: fewer are a tool's own few rows. */
const A_LIST = 10;

/**
 * Files without the uninstall entry: IT's list of installed software does not have the application, the scan found its old files.
 * Or the tool says that it took the application off. Or the entry without files, where the report says outright that it found none.
 */
export const leftoverFiles: CauseRule = {
  id: 'leftover-files',
  version: 3,
  owner: 'it',
  positiveProof: false,
  confidence: 'likely',
  label: 'Files left over',
  summary: 'old files remain of software that is no longer listed',
  nextAction: 'Remove the files',
  fits: (facts) => {
    const { it, infosec, fix } = facts;
    if (infosec?.says === 'reported' && remnantOf(facts) !== null) return it !== null && saysGone(it.says);
    const path = infosec?.finding?.resolved.claim.path ?? null;
    if (!it || it.stale || fix.kind !== 'application' || path === null) return false;
    if (!/^[a-z]:\\/i.test(path) || isUnderProfile(path) || !foundOldVersion(facts)) return false;
    return saysRemoved(it) || (it.says === 'silent' && listsOthersOnly(facts));
  },
  explain: (facts) => {
    const { it, infosec, fix, device } = facts;
    if (remnantOf(facts) === 'entry-only')
      return `The scan reads ${fix.name} from its uninstall entry on ${device.name}, and found no files of it.`;
    if (it !== null && saysRemoved(it))
      return `${it.record.source} says “${it.claim?.raw}” of ${fix.name} on ${device.name}; the scan found ${infosec?.finding?.resolved.claim.installedVersion} at ${infosec?.finding?.resolved.claim.path}.`;
    return `${it?.record.source} lists the software of ${device.name} without ${fix.name}; the scan found ${infosec?.finding?.resolved.claim.installedVersion} at ${infosec?.finding?.resolved.claim.path}.`;
  },
  next: (facts) => {
    const { infosec, device, fix } = facts;
    if (remnantOf(facts) === 'entry-only') return `Remove the uninstall entry of ${fix.name} from ${device.name}.`;
    const path = infosec?.finding?.resolved.claim.path ?? `the files of ${fix.name}`;
    return `Remove ${path} from ${device.name}, or install its update if it is in use.`;
  },
};

/** IT's tool took it off the device, by its own word: "Uninstalled", "Removed", "Deinstalliert". */
function saysRemoved({ says, claim }: ItFacts): boolean {
  return says === 'not_applicable' && isRemovalWord(claim?.raw ?? '');
}

function listsOthersOnly({ device, fix }: CellFacts): boolean {
  const listed = new Set<string>();
  for (const { state, claims } of device.it) {
    for (const { name } of state.packages) listed.add(productName(name));
    for (const { says, raw, names } of claims)
      if (says === 'installed' && raw === '' && names.application) listed.add(productName(names.application));
  }
  const wanted = productName(fix.name);
  return listed.size >= A_LIST && ![...listed].some((name) => name.includes(wanted) || wanted.includes(name));
}

/** Which half of an installation the report says is left, in its own words. */
function remnantOf({ infosec }: CellFacts): Remnant | null {
  return infosec?.finding?.resolved.claim.remnant ?? null;
}

/** IT's side does not hold that the old version is still installed. */
function saysGone(says: ItSays): boolean {
  return says === 'silent' || says === 'installed' || says === 'not_applicable';
}
