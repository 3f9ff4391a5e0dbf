import { type BuiltInCauseId, type CauseId, isBuiltInCause } from '../reconciliation/cause-id.ts';

/** What keeps cells from being agreed, in the words of somebody who does not read causes. No kind is one team's. */
export const GAP_KINDS = [
  'not-seen',
  'looked',
  'errors',
  'in-use',
  'to-confirm',
  'to-decide',
  'other',
  'unexplained',
] as const;
export type GapKind = (typeof GAP_KINDS)[number];

export const GAP_WORDS: Readonly<Record<GapKind, string>> = {
  'not-seen': 'One side does not see the device',
  looked: 'Looked too early, or without login',
  errors: 'Errors left out of the rate',
  'in-use': 'Installed, not in use yet',
  'to-confirm': 'Tool result to be confirmed',
  'to-decide': 'A decision is missing',
  other: 'Other known causes',
  unexplained: 'Unexplained',
};

const KIND_OF: Readonly<Record<BuiltInCauseId, GapKind>> = {
  'not-in-infosec-scope': 'not-seen',
  'not-in-it-inventory': 'not-seen',
  'duplicate-device': 'not-seen',
  'stale-scan': 'looked',
  'stale-inventory': 'looked',
  'unauthenticated-scan': 'looked',
  'out-of-scan-scope': 'looked',
  'cached-finding': 'looked',
  'detection-lag': 'looked',
  'superseded-fix': 'to-confirm',
  'backported-fix': 'to-confirm',
  'wrong-product': 'to-confirm',
  'office-channel': 'to-confirm',
  'pending-reboot': 'in-use',
  'old-kernel-running': 'in-use',
  'old-kernel-left': 'in-use',
  'restart-needed': 'in-use',
  'second-step-missing': 'in-use',
  'side-by-side-version': 'other',
  'per-user-install': 'other',
  'leftover-files': 'other',
  'false-success': 'errors',
  reverted: 'errors',
  'flapping-patch': 'errors',
  'installed-elsewhere': 'other',
  'not-approved': 'to-decide',
  'unknown-dropped': 'errors',
  'not-applicable-said': 'to-confirm',
  'no-fix-available': 'to-decide',
  'end-of-life': 'to-decide',
  'severity-differs': 'to-decide',
  'one-to-many-check': 'to-confirm',
  unexplained: 'unexplained',
};

/** A customer's own cause is a known one. */
export function gapKindOf(cause: CauseId): GapKind {
  return isBuiltInCause(cause) ? KIND_OF[cause] : 'other';
}

export interface GapCells {
  readonly kind: GapKind;
  readonly cells: number;
}

/** Disputed and unproven cells by kind, the largest first, the other known ones and then unexplained last; all of them, always. */
export function gapsOf(causes: readonly { readonly cause: CauseId; readonly cells: number }[]): readonly GapCells[] {
  const rank = (kind: GapKind): number => (kind === 'unexplained' ? 2 : kind === 'other' ? 1 : 0);
  return GAP_KINDS.map((kind) => ({
    kind,
    cells: causes.reduce((sum, { cause, cells }) => sum + (gapKindOf(cause) === kind ? cells : 0), 0),
  }))
    .filter(({ kind, cells }) => cells > 0 || kind === 'unexplained')
    .toSorted((a, b) => rank(a.kind) - rank(b.kind) || b.cells - a.cells);
}

/** What only money or people can mend, by cause; whatever is not here is work of every day. */
const NEEDS: Partial<Readonly<Record<BuiltInCauseId, readonly [title: (devices: string) => string, why: string]>>> = {
  'not-in-infosec-scope': [(devices) => `Scans for ${devices}`, 'InfoSec’s tools do not see them'],
  'not-in-it-inventory': [(devices) => `Management of ${devices}`, 'IT’s tools do not see them'],
  'unauthenticated-scan': [(devices) => `A scan login for ${devices}`, 'they are scanned without it'],
  'out-of-scan-scope': [(devices) => `A wider scan of ${devices}`, 'the scan leaves the check out'],
  'stale-scan': [(devices) => `More frequent scans of ${devices}`, 'the last scan is older than the fix'],
  'stale-inventory': [(devices) => `A way to reach ${devices}`, 'they have not reported for too long'],
  'end-of-life': [(devices) => `Replacement on ${devices}`, 'the vendor makes no more fixes'],
  'unknown-dropped': [(devices) => `Repair of ${devices}`, 'the patch tool answers with errors'],
};

export interface Need {
  readonly title: string;
  readonly why: string;
  readonly cells: number;
}

/** What money or people would settle, the most cells first. */
export function needsOf(
  causes: readonly { readonly cause: CauseId; readonly cells: number; readonly devices: number }[],
  most: number,
): readonly Need[] {
  return causes
    .flatMap(({ cause, cells, devices }) => {
      const need = isBuiltInCause(cause) ? NEEDS[cause] : undefined;
      if (need === undefined || cells === 0) return [];
      const counted = `${devices.toLocaleString('en-US')} ${devices === 1 ? 'device' : 'devices'}`;
      return [{ title: need[0](counted), why: need[1], cells }];
    })
    .toSorted((a, b) => b.cells - a.cells)
    .slice(0, most);
}
