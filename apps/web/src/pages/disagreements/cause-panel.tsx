import { type CellRow, type disagreementGroup, getCell, listCells } from '@baton/contract/cells.ts';
import { formatChange, formatCount, formatCounted } from '@baton/presentation/formats.ts';
import type { z } from 'zod';
import { useRead } from '../../api/use-read.ts';
import { Button } from '../../ui/button.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { movesNext } from '../../ui/queue-list.tsx';
import { EmptyState, Loaded, Loading } from '../../ui/states.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';
import { VerdictChip } from '../../ui/verdict-chip.tsx';
import { urls } from '../../urls.ts';
import { CellView } from '../cells/cell-view.tsx';

interface CausePanelProps {
  readonly group: z.infer<typeof disagreementGroup>;
  readonly required: number;
  readonly at: number;
  readonly onAt: (at: number) => void;
}

const PAGE = 25;
const NEXT_SHOWN = 4;

/** One cause: what it is, one of its cells opened, and the next ones. */
export function CausePanel({ group, required, at, onAt }: CausePanelProps) {
  const here = Math.min(at, Math.max(1, group.cells));
  const cells = useRead(listCells, {
    query: { cause: group.cause, page: Math.ceil(here / PAGE), pageSize: PAGE },
    keep: true,
  });
  const rows = cells.data?.rows ?? [];
  const index = (here - 1) % PAGE;
  const row = rows[index];
  return (
    <div className="stack">
      <section className="panel cause-head">
        <div>
          <div className="row wrap">
            <h1>{group.label}</h1>
            <span className="machine faint small">
              {group.cause} v{group.ruleVersion}
            </span>
            <TeamChip owner={group.owner} />
            <span className="small quiet">
              {group.owner === 'it' || group.owner === 'infosec' ? 'moves next' : movesNext(group.owner)}
            </span>
          </div>
          <p className="quiet">
            <b className="ink">
              {formatCounted(group.cells, 'cell')} on {formatCounted(group.devices, 'device')}:
            </b>{' '}
            {group.summary}. {group.nextAction} settles up to <b className="ink">{gainText(group.gain, required)}</b>{' '}
            agreed.
          </p>
        </div>
        <PageLink className="button primary" to={urls.cells({ cause: group.cause })} data-primary>
          List {formatCount(group.cells)} cells
        </PageLink>
      </section>
      <Loaded
        query={cells}
        loading={
          <Panel>
            <Loading rows={12} />
          </Panel>
        }
      >
        {() =>
          row ? (
            <OpenedCell
              row={row}
              aside={
                <>
                  <span className="faint small">
                    {formatCount(here)} of {formatCount(cells.data?.total ?? group.cells)}
                  </span>
                  <span className="space" />
                  <Button
                    data-key="k"
                    aria-label="The cell before"
                    onClick={() => onAt(here - 1)}
                    closed={here <= 1 ? 'This is the first cell' : undefined}
                  >
                    <kbd>K</kbd>
                  </Button>
                  <Button
                    data-key="j"
                    aria-label="Next cell"
                    onClick={() => onAt(here + 1)}
                    closed={here >= group.cells ? 'This is the last cell' : undefined}
                  >
                    <kbd>J</kbd>
                  </Button>
                </>
              }
            />
          ) : (
            <Panel>
              <EmptyState title="No cell of this cause is left." />
            </Panel>
          )
        }
      </Loaded>
      <NextCells rows={rows.slice(index + 1, index + 1 + NEXT_SHOWN)} />
    </div>
  );
}

function gainText(gain: number, required: number): string {
  const points = required === 0 ? 0 : Math.round((gain * 10_000) / required) / 100;
  return `${formatChange(points)} points`;
}

function OpenedCell({ row, aside }: { readonly row: CellRow; readonly aside: React.ReactNode }) {
  const cell = useRead(getCell, { params: { deviceId: row.deviceId, fix: row.fix }, keep: true });
  return (
    <Loaded
      query={cell}
      loading={
        <Panel>
          <Loading rows={12} />
        </Panel>
      }
    >
      {(data) => <CellView cell={data} aside={aside} />}
    </Loaded>
  );
}

function NextCells({ rows }: { readonly rows: readonly CellRow[] }) {
  if (rows.length === 0) return null;
  return (
    <Panel className="clip" label="Next in this cause">
      <div className="table-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Next in this cause</th>
              <th scope="col">Fix</th>
              <th scope="col">IT</th>
              <th scope="col">InfoSec</th>
              <th scope="col">Verdict</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.deviceId} ${row.fix}`}>
                <td>
                  <PageLink className="machine" to={urls.cell(row.deviceId, row.fix)}>
                    {row.device}
                  </PageLink>
                </td>
                <td className="machine">{row.fix}</td>
                <td>
                  <TwoLines first={row.it.what} second={row.it.detail} />
                </td>
                <td>
                  <TwoLines first={row.infosec.what} second={row.infosec.detail} />
                </td>
                <td>
                  <VerdictChip verdict={row.verdict} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
