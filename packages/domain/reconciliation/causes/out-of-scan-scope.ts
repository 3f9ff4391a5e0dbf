import { seenAfter, seenWellAfter } from '../contract-of-evidence.ts';
import { isFinished } from '../device-case.ts';
import type { CellFacts } from '../facts.ts';
import { isOtherSystem } from '../other-system.ts';
import type { CauseRule } from './cause-rule.ts';
import { scanner, when } from './wording.ts';

/** InfoSec's side is silent, or repeats what an earlier scan saw, because host or check was not in the newest scan. */
export const outOfScanScope: CauseRule = {
  id: 'out-of-scan-scope',
  version: 4,
  owner: 'infosec',
  positiveProof: false,
  confidence: 'strong',
  label: 'Check was not in the scan',
  summary: 'the scan did not run the check that would show it, or did not reach the device',
  nextAction: 'Widen the scan',
  fits: (facts) => {
    const { infosec, device } = facts;
    if (infosec === null) return device.targetedBy !== null;
    if (infosec.lastLook === null) return true;
    return (!infosec.lastLook.inScope && !seenWellAfter(facts)) || silentSinceUnreached(facts);
  },
  explain: sentence,
  next: ({ device, fix, infosec }) =>
    infosec?.lastLook && !isFinished(infosec.lastLook.record)
      ? `Scan ${device.name} again, to the end, and export all of it.`
      : `Scan ${device.name} with a policy that checks ${fix.id}.`,
};

/** The newest visit did not reach it, and none before has shown that the fix is not missing. */
function silentSinceUnreached(facts: CellFacts): boolean {
  const { infosec } = facts;
  if (infosec?.says !== 'not_reported' || infosec.newest?.look.reached !== false) return false;
  return infosec.clearLook === null || !seenAfter(facts);
}

function sentence(facts: CellFacts): string {
  const { infosec, device, fix, distribution } = facts;
  const look = infosec?.lastLook;
  if (!look || (look.inScope && silentSinceUnreached(facts))) {
    const by = infosec?.newest?.scope.tool ?? device.targetedBy ?? 'The scan';
    return `${by} was to look at ${device.name} and did not reach it.`;
  }
  if (isOtherSystem(look.record, fix, distribution))
    return `${scanner(look)} looked on ${when(look.at)} and saw ${look.record.distribution ?? 'another system'}, which ${fix.id} is not for: its silence says nothing.`;
  if (!isFinished(look.record))
    return `${scanner(look)} began to look on ${when(look.at)}, and no end of it is told: its silence says nothing.`;
  return `${scanner(look)} looked on ${when(look.at)}, without a check for ${fix.id}: its silence says nothing.`;
}
