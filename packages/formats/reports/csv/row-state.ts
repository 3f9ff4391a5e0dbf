import { EMPTY_STATE } from '@baton/domain/evidence/empty-state.ts';
import type { ObservedState, ToldAttribute } from '@baton/domain/evidence/report.ts';
import { kbsIn } from '@baton/domain/identifiers/kb.ts';
import { noticesIn } from '@baton/domain/identifiers/notice.ts';
import { MANY_VALUED, MOST_VALUE_LENGTH } from '@baton/domain/scope/attribute-kind.ts';
import { distributionOf, osBuildOf } from '../operating-system.ts';
import { listedWords } from './listed-words.ts';
import type { Cells } from './meaning.ts';
import { nameAndVersion } from './name-and-version.ts';
import type { RowContext } from './row-context.ts';
import type { RowProblem } from './row-problem.ts';
import type { RowTimes } from './row-times.ts';
import { readYesNo } from './status-word.ts';

/** What a row says of the state of its device. */
export function rowState(
  cells: Cells,
  times: RowTimes,
  rebootByStatus: boolean,
  { updates }: Pick<RowContext, 'updates'>,
  problems: RowProblem[],
): ObservedState {
  const pending = rebootTold(cells);
  if (pending === null && cells('rebootPending') !== '') {
    const what = `“${cells('rebootPending').slice(0, 60)}” is neither yes nor no. The row counts without it.`;
    problems.push({ where: 'rebootPending', what });
  }
  const operatingSystem = [cells('os'), cells('osVersion')].filter((text) => text !== '').join(' ') || null;
  const kernel = cells('runningKernel');
  const processes = listedWords(cells('restartNeeded')).filter((word) => !/^(no|none|false|0|-|n\/?a)$/i.test(word));
  const owner =
    nameAndVersion(cells('package')).name ||
    cells('program') ||
    noticesIn(updates.join(' '))[0] ||
    nameAndVersion(cells('update')).name;
  return {
    ...EMPTY_STATE,
    operatingSystem,
    distribution: distributionOf(`${operatingSystem ?? ''} ${cells('osBuild')}`.trim()),
    osBuild: osBuildOf(cells('osBuild')) ?? osBuildOf(cells('osVersion')),
    lastSeen: times.lastSeen,
    lastBoot: times.lastBoot,
    rebootPending: rebootByStatus ? true : pending,
    runningKernel: kernel === '' ? null : kernel,
    restartNeeded:
      processes.length === 0 || owner === ''
        ? []
        : [{ package: owner, processes: /^(yes|true|y|1)$/i.test(processes[0] ?? '') ? ['a service'] : processes }],
  };
}

/** Whether the row says that a reboot is pending: by yes or no, by since when or by what it waits, or that there was one since. */
function rebootTold(cells: Cells): boolean | null {
  const raw = cells('rebootPending').slice(0, 200);
  if (/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(raw) || kbsIn(raw).length > 0) return true;
  const told = readYesNo(raw);
  if (told !== null || raw !== '') return told;
  const since = readYesNo(cells('rebootedSince'));
  return since === null ? null : !since;
}

/** What the row tells of its device: an empty cell is told too, because tags that are no longer there have ended. */
export function rowAttributes(cells: Cells, kinds: RowContext['attributes']): readonly ToldAttribute[] {
  return kinds.map((kind) => {
    const raw = cells(kind);
    const values = MANY_VALUED.has(kind) ? listedWords(raw) : [raw];
    return {
      kind,
      values: values.map((value) => value.slice(0, MOST_VALUE_LENGTH).trim()).filter((value) => value !== ''),
    };
  });
}
