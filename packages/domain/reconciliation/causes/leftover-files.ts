import { productName } from '../../advisories/product-name.ts';
import type { CellFacts } from '../facts.ts';
import type { CauseRule } from './cause-rule.ts';
import { foundOldVersion, isUnderProfile } from './found-copy.ts';

/** A list of installed software is one from so many applications on: fewer are a tool's own few rows. */
const A_LIST = 10;

/** Files without the uninstall entry: IT's list of installed software does not have the application, the scan found its old files. */
export const leftoverFiles: CauseRule = {
  id: 'leftover-files',
  version: 1,
  owner: 'it',
  positiveProof: false,
  label: 'Files left over',
  summary: 'old files remain of software that is no longer listed',
  nextAction: 'Remove the files',
  fits: (facts) => {
    const { it, infosec, fix } = facts;
    const path = infosec?.finding?.resolved.claim.path ?? null;
    if (it?.says !== 'silent' || it.stale || fix.kind !== 'application' || path === null) return false;
    if (!/^[a-z]:\\/i.test(path) || isUnderProfile(path) || !foundOldVersion(facts)) return false;
    return listsOthersOnly(facts);
  },
  explain: ({ it, infosec, fix, device }) =>
    `${it?.record.source} lists the software of ${device.name} without ${fix.name}; the scan found ${infosec?.finding?.resolved.claim.installedVersion} at ${infosec?.finding?.resolved.claim.path}.`,
  next: ({ infosec, device }) =>
    `Remove ${infosec?.finding?.resolved.claim.path} from ${device.name}, or install its update if it is in use.`,
};

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
