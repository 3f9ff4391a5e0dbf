import type { Claim, DeviceReport } from '@baton/domain/evidence/report.ts';
import { namesOf } from '@baton/domain/identity/device-names.ts';
import { type ListedDevice, listedDevices } from './device-lists.ts';
import { kbsOfColumns, waitsForReboot } from './kb-columns.ts';
import { listedKbs } from './kb-lists.ts';
import type { Cells } from './meaning.ts';
import { oneAKb, rowClaim } from './row-claim.ts';
import type { RowContext } from './row-context.ts';
import { rowNames } from './row-names.ts';
import type { RowProblem } from './row-problem.ts';
import { rowAttributes, rowState } from './row-state.ts';
import { rowStatus } from './row-status.ts';
import { rowTimes } from './row-times.ts';

export interface ReadRow {
  /** Mostly one. */
  readonly devices: readonly DeviceReport[];
  readonly problems: readonly RowProblem[];
}

/** Turns one row of a patch tool's export into what it claims. A cell that cannot be read is a problem; the rest of the row counts. */
export function readRow(cells: Cells, context: RowContext): ReadRow {
  const problems: RowProblem[] = [];
  const listed = listedDevices(cells);
  const names = listed.length > 0 ? null : rowNames(cells);
  if (!names && listed.length === 0) {
    if (!context.listsDevices) problems.push({ where: 'device', what: 'The row names no device. It was left out.' });
    return { devices: [], problems };
  }
  if (
    names !== null &&
    isTotal(names.shown) &&
    cells('update') + cells('program') + cells('package') + cells('kb') === ''
  ) {
    problems.push({ where: 'device', what: 'The row is a total and names no device. It was left out.' });
    return { devices: [], problems };
  }
  const times = rowTimes(cells, context, problems);
  const status = rowStatus(cells, problems);
  const rebootPending = status.rebootPending || context.kbStatuses.some(waitsForReboot);
  const told = rowState(cells, times, rebootPending, context, problems);
  const state =
    context.attributes.length === 0 ? told : { ...told, attributes: rowAttributes(cells, context.attributes) };
  const claim = rowClaim(cells, context, times.installedAt, status, state.distribution, problems);
  const claims = [
    ...oneAKb(cells, claim),
    ...listedKbs(cells, times.installedAt, context),
    ...kbsOfColumns(context, problems),
  ];
  const place = { line: context.line, excerpt: null };
  const devices = names
    ? [{ names, state, look: null, claims, place }]
    : listed.map(({ name, says }) => ({
        names: namesOf(name),
        state,
        look: null,
        claims: claims.map(as(says)),
        place,
      }));
  return { devices, problems };
}

/** "Total: 214 rows", "Summe", "Count (5)": what exports write below their last row, in the first column. */
function isTotal(name: string): boolean {
  return /^(grand total|total|sub-?total|sum|count|summe|gesamt|insgesamt|anzahl|somme|suma)(\s*[:=(].*|\s+\d.*|\s+(rows|records|devices|computers|updates|patches)\b.*)?$/i.test(
    name.slice(0, 100),
  );
}

/** What the column of a device says of it takes the place of the row's status. */
function as(says: ListedDevice['says']): (claim: Claim) => Claim {
  if (says === null) return (claim) => claim;
  return (claim) => ({
    ...claim,
    says,
    raw: `listed as ${says}`,
    installedAt: says === 'installed' ? claim.installedAt : null,
  });
}
