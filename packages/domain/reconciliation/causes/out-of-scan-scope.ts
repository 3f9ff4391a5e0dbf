import type { CellFacts } from '../facts.ts';
import type { CauseRule } from './cause-rule.ts';
import { scanner, when } from './wording.ts';

/** InfoSec's side is silent, or repeats what an earlier scan saw, because host or check was not in the newest scan. */
export const outOfScanScope: CauseRule = {
  id: 'out-of-scan-scope',
  version: 1,
  owner: 'infosec',
  positiveProof: false,
  confidence: 'strong',
  label: 'Check was not in the scan',
  summary: 'the scan did not run the check that would show it, or did not reach the device',
  nextAction: 'Widen the scan',
  fits: ({ infosec, device }) =>
    infosec === null ? device.targetedBy !== null : infosec.lastLook === null || !infosec.lastLook.inScope,
  explain: sentence,
  next: ({ device, fix }) => `Scan ${device.name} with a policy that checks ${fix.id}.`,
};

function sentence({ infosec, device, fix }: CellFacts): string {
  const look = infosec?.lastLook;
  if (look)
    return `${scanner(look)} looked on ${when(look.at)}, without a check for ${fix.id}: its silence says nothing.`;
  const by = infosec?.newest?.scope.tool ?? device.targetedBy ?? 'The scan';
  return `${by} was to look at ${device.name} and did not reach it.`;
}
