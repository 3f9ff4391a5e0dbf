import type { WorkCell } from '@baton/contract/disagreements.ts';
import { formatCount, formatCounted } from '@baton/presentation/formats.ts';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Clock } from '../../ui/clock.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';
import { VerdictChip } from '../../ui/verdict-chip.tsx';
import { urls } from '../../urls.ts';
import { keyOfCell } from './key-of-cell.ts';

interface NextCellsProps {
  /** The page of cells that was read. */
  readonly rows: readonly WorkCell[];
  /** Where in the page the next ones begin. */
  readonly from: number;
  /** The place of the page’s first cell among all, from 1. */
  readonly first: number;
  /** How many cells the group has; a page may be fewer. */
  readonly total: number;
  readonly chosen: ReadonlyMap<string, WorkCell>;
  readonly onChoose: (cell: WorkCell) => void;
  readonly onAt: (at: number) => void;
}

const NEXT_SHOWN = 4;

/** The cells that come next by their clocks; the whole page where somebody wants to choose. */
export function NextCells({ rows, from, first, total, chosen, onChoose, onAt }: NextCellsProps) {
  const [whole, setWhole] = useState(false);
  const shown = whole ? rows : rows.slice(from, from + NEXT_SHOWN);
  if (rows.length <= 1 || (shown.length === 0 && !whole)) return null;
  return (
    <Panel
      className="clip"
      title={whole ? 'By their clocks' : 'Next by their clocks'}
      aside={
        rows.length > NEXT_SHOWN ? (
          <Button onClick={() => setWhole(!whole)}>{whole ? 'Only the next' : wordsForAll(rows.length, total)}</Button>
        ) : undefined
      }
    >
      <div className="table-scroll">
        <table className="next-cells">
          <thead>
            <tr>
              <th scope="col" className="choose" aria-label="Choose" />
              <th scope="col" className="named">
                Device
              </th>
              <th scope="col" className="named">
                Fix
              </th>
              <th scope="col" className="it">
                IT
              </th>
              <th scope="col" className="infosec">
                InfoSec
              </th>
              <th scope="col" className="narrow">
                Verdict
              </th>
              <th scope="col" className="narrow">
                Clock
              </th>
              <th scope="col" className="number narrow">
                One act settles
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={keyOfCell(row)} data-row aria-selected={chosen.has(keyOfCell(row))}>
                <td className="choose">
                  <input
                    type="checkbox"
                    data-row-choice
                    aria-label={`Choose ${row.device} and ${row.fix}`}
                    checked={chosen.has(keyOfCell(row))}
                    onChange={() => onChoose(row)}
                  />
                </td>
                <td>
                  <PageLink
                    className="machine"
                    to={urls.cell(row.deviceId, row.fix)}
                    onClick={(event) => {
                      event.preventDefault();
                      onAt(first + rows.indexOf(row));
                    }}
                  >
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
                <td>
                  <span className="two-lines">
                    <Clock startedAt={row.clock.since} dueAt={row.clock.dueAt} />
                    {row.assignee ? <small>{row.assignee.name}</small> : null}
                  </span>
                </td>
                <td className="number">{formatCounted(row.settles, 'cell')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function wordsForAll(here: number, total: number): string {
  return here < total ? `Show ${formatCount(here)} of ${formatCount(total)}` : `Show all ${formatCount(total)}`;
}
