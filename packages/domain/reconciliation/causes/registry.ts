import type { CauseId } from '../cause-id.ts';
import { backportedFix } from './backported-fix.ts';
import { cachedFinding } from './cached-finding.ts';
import type { CauseRule } from './cause-rule.ts';
import { detectionLag } from './detection-lag.ts';
import { duplicateDevice } from './duplicate-device.ts';
import { endOfLife } from './end-of-life.ts';
import { falseSuccess } from './false-success.ts';
import { flappingPatch } from './flapping-patch.ts';
import { installedElsewhere } from './installed-elsewhere.ts';
import { leftoverFiles } from './leftover-files.ts';
import { noFixAvailable } from './no-fix-available.ts';
import { notApplicableSaid } from './not-applicable-said.ts';
import { notApproved } from './not-approved.ts';
import { notInInfosecScope } from './not-in-infosec-scope.ts';
import { notInItInventory } from './not-in-it-inventory.ts';
import { officeChannel } from './office-channel.ts';
import { oldKernelLeft } from './old-kernel-left.ts';
import { oldKernelRunning } from './old-kernel-running.ts';
import { oneToManyCheck } from './one-to-many-check.ts';
import { outOfScanScope } from './out-of-scan-scope.ts';
import { pendingReboot } from './pending-reboot.ts';
import { perUserInstall } from './per-user-install.ts';
import { restartNeeded } from './restart-needed.ts';
import { reverted } from './reverted.ts';
import { secondStepMissing } from './second-step-missing.ts';
import { severityDiffers } from './severity-differs.ts';
import { sideBySideVersion } from './side-by-side-version.ts';
import { staleInventory } from './stale-inventory.ts';
import { staleScan } from './stale-scan.ts';
import { supersededFix } from './superseded-fix.ts';
import { unauthenticatedScan } from './unauthenticated-scan.ts';
import { unexplained } from './unexplained.ts';
import { unknownDropped } from './unknown-dropped.ts';
import { wrongProduct } from './wrong-product.ts';

/** Every rule of Baton's, in the order of the shipped rule set (rules/rule-set.ts): the first that fits is the cause. */
export const CAUSE_RULES: readonly CauseRule[] = [
  notInInfosecScope,
  notInItInventory,
  duplicateDevice,
  staleScan,
  staleInventory,
  unauthenticatedScan,
  outOfScanScope,
  cachedFinding,
  detectionLag,
  supersededFix,
  backportedFix,
  wrongProduct,
  officeChannel,
  pendingReboot,
  oldKernelRunning,
  oldKernelLeft,
  restartNeeded,
  secondStepMissing,
  sideBySideVersion,
  perUserInstall,
  leftoverFiles,
  falseSuccess,
  reverted,
  flappingPatch,
  installedElsewhere,
  notApproved,
  unknownDropped,
  notApplicableSaid,
  noFixAvailable,
  endOfLife,
  severityDiffers,
  oneToManyCheck,
  unexplained,
];

const BY_ID: ReadonlyMap<CauseId, CauseRule> = new Map(CAUSE_RULES.map((rule) => [rule.id, rule]));

/** The rule behind a cause of Baton's. Where a server's rule set may hold own ones too, ask the rule set. */
export function causeRule(id: CauseId): CauseRule {
  const rule = BY_ID.get(id);
  if (!rule) throw new Error(`No rule is registered for the cause ${id}.`);
  return rule;
}
