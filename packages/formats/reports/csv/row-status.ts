import type { Says } from '@baton/domain/evidence/report.ts';
import { vendorStatusInStatus } from '../vendor-status.ts';
import { dpkgState } from './dpkg-state.ts';
import { readExitCode } from './exit-code.ts';
import type { Cells } from './meaning.ts';
import type { RowProblem } from './row-problem.ts';
import { readStatus, readYesNo } from './status-word.ts';
import { OPEN_FOR_GOOD } from './vendor-word.ts';

export interface RowStatus {
  readonly says: Says | null;
  readonly raw: string;
  readonly rebootPending: boolean;
  readonly notApproved: boolean;
  readonly exitCode: number | null;
}

/** A row's own word on its update: its status, else its exit code. */
export function rowStatus(cells: Cells, problems: RowProblem[]): RowStatus {
  // Of a list of packages it is no word on a fix: the versions speak.
  const state = dpkgState(cells('status'));
  if (state === 'not-whole')
    return { says: 'failed', raw: cells('status'), rebootPending: false, notApproved: false, exitCode: null };
  const raw = state === null ? cells('status') : '';
  const exit = readExitCode(cells('exitCode'));
  const word = vendorStatusInStatus(raw) === null ? readStatus(raw) : OPEN_FOR_GOOD;
  if (raw !== '' && !word)
    problems.push({ where: 'status', what: `“${raw.slice(0, 60)}” is no status that we know. It counts as unknown.` });
  const approved = readApproval(cells('approved'));
  const says = word?.says ?? (raw !== '' ? 'unknown' : (exit?.says ?? null));
  return {
    says,
    raw: raw !== '' ? raw : exit === null ? '' : `exit code ${cells('exitCode')}`,
    rebootPending: word?.rebootPending === true || exit?.rebootPending === true,
    notApproved: word?.notApproved === true || approved === false,
    exitCode: exit?.code ?? null,
  };
}

/** Whether an update is approved; null where the word tells neither. */
export function readApproval(raw: string): boolean | null {
  if (raw === '') return null;
  return (
    readYesNo(raw) ??
    (/declin|not|un|reject|exclu|defer|block|abgelehnt|nicht|refus|rejet/i.test(raw)
      ? false
      : /approv|approuv|genehmigt|freigegeben|install/i.test(raw)
        ? true
        : null)
  );
}
