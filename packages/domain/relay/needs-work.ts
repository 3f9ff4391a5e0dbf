import type { Cell } from '../reconciliation/cell.ts';

/**
 * Whether a cell is work for a remediation: InfoSec reported it, or IT's own evidence or matching says that the fix is
 * missing or failed. A cell that is merely unproven (a scan older than the install, a device not scanned) does not open a
 * remediation, nor open a closed one again: looking again is a disagreement's work.
 */
export function needsWork(cell: Pick<Cell, 'verdict' | 'itSays' | 'infosecSays'>): boolean {
  if (cell.verdict === 'proven' || cell.verdict === 'excepted') return false;
  return cell.infosecSays === 'reported' || cell.itSays === 'missing' || cell.itSays === 'failed';
}
