import type { VendorStatus } from '@baton/domain/evidence/report.ts';
import { vendorStatusInStatus, vendorStatusOf } from '../vendor-status.ts';
import type { Cells } from './meaning.ts';
import { readYesNo, type StatusWord } from './status-word.ts';

/** A status that tells of the vendor: the fault is there, and IT can do nothing about it. */
export const OPEN_FOR_GOOD: StatusWord = { says: 'missing', rebootPending: false, notApproved: false };

export interface VendorWord {
  readonly status: VendorStatus | null;
  /** The tool's own word; null where it says nothing of the vendor. */
  readonly raw: string | null;
}

/**
 * The vendor's intent, from the columns about it, from where the fixed version should stand ("(won't fix)"), or from the status.
 * "Fix available: no" counts beside a CVE alone: beside a program it says that the program is current.
 */
export function vendorOf(cells: Cells, requiredVersion: string | null): VendorWord {
  const told = cells('vendorStatus');
  const isAnswer = readYesNo(told) === false && cells('cves') !== '' && requiredVersion === null;
  const own = isAnswer ? 'no-fix-yet' : vendorStatusOf(told);
  if (own !== null) return { status: own, raw: told };
  const ended = cells('endOfLife');
  if (ended !== '' && (readYesNo(ended) === true || vendorStatusOf(ended) === 'end-of-life'))
    return { status: 'end-of-life', raw: ended };
  const asked = cells('requiredVersion');
  const inVersion = /^\d/.test(asked) ? null : vendorStatusOf(asked);
  if (inVersion !== null) return { status: inVersion, raw: asked };
  const inStatus = vendorStatusInStatus(cells('status'));
  return { status: inStatus, raw: inStatus === null ? null : cells('status') };
}
