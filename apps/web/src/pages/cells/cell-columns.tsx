import type { CellRow } from '@baton/contract/cells.ts';
import type { Column } from '../../ui/data-table.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';
import { VerdictChip } from '../../ui/verdict-chip.tsx';
import { urls } from '../../urls.ts';

const device: Column<CellRow> = {
  id: 'device',
  head: 'Device',
  sort: 'device',
  width: 126,
  cell: (row) => (
    <PageLink className="machine" to={urls.cell(row.deviceId, row.fix)}>
      {row.device}
    </PageLink>
  ),
};

const fix: Column<CellRow> = {
  id: 'fix',
  head: 'Fix',
  sort: 'fix',
  width: 150,
  cell: (row) => (
    <PageLink className="machine" to={urls.cell(row.deviceId, row.fix)} title={row.fixTitle}>
      {row.fix}
    </PageLink>
  ),
};

const rest: readonly Column<CellRow>[] = [
  { id: 'verdict', head: 'Verdict', sort: 'verdict', width: 88, cell: (row) => <VerdictChip verdict={row.verdict} /> },
  {
    id: 'cause',
    head: 'Cause',
    sort: 'cause',
    width: 124,
    cell: (row) => <span title={row.causeLabel ?? undefined}>{row.cause ?? ''}</span>,
  },
  {
    id: 'it',
    head: 'IT’s evidence',
    team: 'it',
    cell: (row) => <TwoLines first={row.it.what} second={row.it.detail} />,
  },
  {
    id: 'infosec',
    head: 'InfoSec’s evidence',
    team: 'infosec',
    cell: (row) => <TwoLines first={row.infosec.what} second={row.infosec.detail} />,
  },
  {
    id: 'next',
    head: 'Next',
    sort: 'owner',
    width: 158,
    cell: (row) =>
      row.nextAction === null ? (
        <span className="faint">none</span>
      ) : (
        <span>
          <TeamChip owner={row.owner} /> {row.nextAction}
        </span>
      ),
  },
];

/** The columns of cells: by device and fix, or by the one of them that the page is not about. */
export const cellColumns: readonly Column<CellRow>[] = [device, fix, ...rest];
export const cellColumnsOfDevice: readonly Column<CellRow>[] = [fix, ...rest];
export const cellColumnsOfFix: readonly Column<CellRow>[] = [device, ...rest];
