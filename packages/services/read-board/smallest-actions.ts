import type { Owner } from '@baton/domain/evidence/team.ts';
import { type BuiltInCauseId, type CauseId, isBuiltInCause } from '@baton/domain/reconciliation/cause-id.ts';
import type { RuleSet } from '@baton/domain/reconciliation/rules/rule-set.ts';
import type { CauseGroup } from './cause-groups.ts';

export interface SmallAction {
  readonly action: string;
  readonly effort: string;
  readonly owner: Owner;
  readonly cause: CauseId;
  readonly cells: number;
}

const MOST = 10;

interface Act {
  readonly act: (devices: string) => string;
  readonly effort: (devices: number) => string;
}

/** The one act that settles a cause, with the devices it takes and what it costs whoever does it. */
const ACTS: Readonly<Record<BuiltInCauseId, Act>> = {
  'not-in-infosec-scope': { act: (devices) => `Add ${devices} to the scan`, effort: () => '1 scan' },
  'not-in-it-inventory': { act: (devices) => `Enrol ${devices} or name an owner`, effort: each('device') },
  'duplicate-device': { act: (devices) => `Remove ${devices} listed twice`, effort: each('record') },
  'stale-scan': { act: (devices) => `Scan ${devices} patched since`, effort: () => '1 scan' },
  'stale-inventory': { act: (devices) => `Bring ${devices} back online`, effort: each('device') },
  'unauthenticated-scan': { act: (devices) => `Repair the scanner’s login on ${devices}`, effort: () => '1 account' },
  'out-of-scan-scope': { act: (devices) => `Widen the scan of ${devices}`, effort: () => '1 scan policy' },
  'cached-finding': { act: (devices) => `Scan ${devices} again`, effort: () => '1 scan' },
  'detection-lag': { act: (devices) => `Update the scanner’s feed and scan ${devices}`, effort: () => '1 update' },
  'superseded-fix': { act: (devices) => `Confirm supersedence on ${devices}`, effort: () => '1 look' },
  'backported-fix': { act: (devices) => `Confirm the backport on ${devices}`, effort: () => '1 look' },
  'wrong-product': { act: (devices) => `Confirm the wrong platform on ${devices}`, effort: () => '1 look' },
  'office-channel': { act: (devices) => `Compare Office’s build on ${devices}`, effort: () => '1 look' },
  'pending-reboot': { act: (devices) => `Restart ${devices}`, effort: each('restart') },
  'old-kernel-running': { act: (devices) => `Restart ${devices} into the new kernel`, effort: each('restart') },
  'old-kernel-left': { act: (devices) => `Remove old kernels from ${devices}`, effort: () => '1 deployment' },
  'restart-needed': { act: (devices) => `Restart services on ${devices}`, effort: each('device') },
  'second-step-missing': { act: (devices) => `Set the required value on ${devices}`, effort: () => '1 policy' },
  'side-by-side-version': { act: (devices) => `Update the other copy on ${devices}`, effort: each('device') },
  'per-user-install': { act: (devices) => `Update users’ own copies on ${devices}`, effort: each('device') },
  'leftover-files': { act: (devices) => `Remove left-over files from ${devices}`, effort: each('device') },
  'false-success': { act: (devices) => `Install again on ${devices}`, effort: () => '1 deployment' },
  reverted: { act: (devices) => `Find what took the version back on ${devices}`, effort: each('device') },
  'flapping-patch': { act: (devices) => `Find what removes the fix on ${devices}`, effort: each('device') },
  'installed-elsewhere': {
    act: (devices) => `Record what was installed elsewhere on ${devices}`,
    effort: () => 'nothing',
  },
  'not-approved': { act: (devices) => `Approve or except on ${devices}`, effort: () => '1 decision' },
  'unknown-dropped': { act: (devices) => `Answer the errors of ${devices}`, effort: each('device') },
  'not-applicable-said': { act: (devices) => `Check applicability on ${devices}`, effort: () => '1 look' },
  'no-fix-available': { act: (devices) => `Decide on what has no fix on ${devices}`, effort: () => '1 decision' },
  'end-of-life': { act: (devices) => `Replace what gets no more fixes on ${devices}`, effort: each('device') },
  'severity-differs': { act: (devices) => `Apply the policy’s severity on ${devices}`, effort: () => '1 decision' },
  'one-to-many-check': { act: (devices) => `Name the missing fix on ${devices}`, effort: () => '1 look' },
  unexplained: { act: (devices) => `Look at ${devices} together`, effort: () => '1 meeting' },
};

/** The acts that would settle the most cells, the largest first. One a cause; what each would settle alone, at most. */
export function smallestActions(groups: readonly CauseGroup[], rules: RuleSet): readonly SmallAction[] {
  return groups
    .toSorted((a, b) => b.cells - a.cells || (a.cause < b.cause ? -1 : 1))
    .slice(0, MOST)
    .map(({ cause, cells, devices }) => ({
      action: actOf(cause, rules).act(counted(devices, 'device')),
      effort: actOf(cause, rules).effort(devices),
      owner: rules.rule(cause).owner,
      cause,
      cells,
    }));
}

/** An own rule says its act in two or three words; what it costs is not told. */
function actOf(cause: CauseId, rules: RuleSet): Act {
  if (isBuiltInCause(cause)) return ACTS[cause];
  return { act: (devices) => `${rules.rule(cause).nextAction}: ${devices}`, effort: each('device') };
}

function each(what: string): (devices: number) => string {
  return (devices) => counted(devices, what);
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString('en-US')} ${what}${count === 1 ? '' : 's'}`;
}
