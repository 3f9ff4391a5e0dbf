import { type ConfirmationRow, listConfirmations } from '@baton/contract/confirmations.ts';
import { formatCounted } from '@baton/presentation/formats.ts';
import { z } from 'zod';
import { useRead } from '../../api/use-read.ts';
import { tableSearch, usePageSearch } from '../../search-params.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';
import { urls } from '../../urls.ts';

const answersSearch = z.object({ ...tableSearch });

const STATES: Readonly<Record<ConfirmationRow['state'], string>> = {
  holds: 'holds',
  'evidence-changed': 'evidence changed since',
  expired: 'expired',
  'taken-back': 'taken back',
  replaced: 'answered again',
};

const columns: readonly Column<ConfirmationRow>[] = [
  {
    id: 'cell',
    head: 'Cell',
    cell: (row) => (
      <PageLink className="machine" to={urls.cell(row.deviceId, row.fix)}>
        {row.device} × {row.fix}
      </PageLink>
    ),
  },
  {
    id: 'answer',
    head: 'Answer',
    cell: (row) => (
      <TwoLines first={row.answer === 'scanner-wrong' ? 'Scanner is wrong' : 'Check is right'} second={row.note} />
    ),
  },
  {
    id: 'check',
    head: 'Check',
    cell: (row) => <TwoLines first={`${row.check.tool} ${row.check.id}`} second={row.causeLabel} />,
  },
  { id: 'by', head: 'By', cell: (row) => row.by },
  { id: 'at', head: 'When', cell: (row) => <Stamp at={row.at} long /> },
  { id: 'until', head: 'Until', cell: (row) => <Stamp at={row.expiresAt} long /> },
  {
    id: 'state',
    head: 'Stands',
    cell: (row) => (
      <span className={row.state === 'holds' ? '' : 'faint'}>
        {STATES[row.state]}
        {row.endedBy === null ? '' : `, ${row.endedBy}`}
      </span>
    ),
  },
];

/** Everything that InfoSec answered, newest first, each with how it stands now. */
export function AnswersPanel() {
  const [search, change] = usePageSearch(answersSearch);
  const answers = useRead(listConfirmations, { query: search, keep: true });
  return (
    <Panel title={answers.data ? formatCounted(answers.data.total, 'answer') : 'Answers'}>
      <Loaded query={answers}>
        {(data) => (
          <DataTable
            label="Answers"
            columns={columns}
            rows={data.rows}
            total={data.total}
            rowId={(row) => row.confirmationId}
            search={search}
            onSearch={change}
            tall
            empty={<EmptyState title="No answer yet." />}
          />
        )}
      </Loaded>
    </Panel>
  );
}
