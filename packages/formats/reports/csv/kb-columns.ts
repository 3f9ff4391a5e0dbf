import { EMPTY_CLAIM, NO_FIX_NAMES } from '@baton/domain/evidence/empty-report.ts';
import type { Claim } from '@baton/domain/evidence/report.ts';
import type { RowProblem } from './row-problem.ts';
import { readStatus } from './status-word.ts';

/** A cell of a table of devices by KBs: the KB of its heading, and what stands there. */
export interface KbStatus {
  readonly kb: string;
  readonly raw: string;
}

interface TableRow {
  readonly line: number;
  readonly excerpt: string;
  readonly kbStatuses: readonly KbStatus[];
  readonly timeOf: (raw: string) => string | null;
}

/** Whether the word says that the KB is in place and its device waits for a restart. */
export function waitsForReboot({ raw }: KbStatus): boolean {
  return readStatus(raw)?.rebootPending === true;
}

/** A claim each filled cell of such a table: a word of status, or the time of install. */
export function kbsOfColumns(
  { line, excerpt, kbStatuses, timeOf }: TableRow,
  problems: RowProblem[],
): readonly Claim[] {
  return kbStatuses.flatMap(({ kb, raw }) => {
    if (raw === '') return [];
    const status = readStatus(raw);
    const installedAt = status === null ? timeOf(raw) : null;
    if (status === null && installedAt === null) {
      const what = `“${raw.slice(0, 60)}” is no status of ${kb} that we know. It counts as unknown.`;
      problems.push({ where: 'kbStatus', what });
    }
    return [
      {
        ...EMPTY_CLAIM,
        says: status?.says ?? (installedAt === null ? ('unknown' as const) : ('installed' as const)),
        raw,
        names: { ...NO_FIX_NAMES, kbs: [kb], title: kb },
        installedAt,
        approved: status?.notApproved === true ? false : null,
        place: { line, excerpt },
      },
    ];
  });
}
