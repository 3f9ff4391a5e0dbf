import type { CycleProgressDto, FixOfCycle } from '@baton/contract/cycle-figures.ts';
import { cellsLeft } from '@baton/domain/cycles/fix-progress.ts';
import { formatCount, formatCounted, shareOf } from '@baton/presentation/formats.ts';
import type { ReactNode } from 'react';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { urls } from '../../urls.ts';

/** Fixes of the start with the most cells left, and fixes that came late, apart from one another. */
export function FixPanels({ progress: { fixesLeft, lateFixes } }: { readonly progress: CycleProgressDto }) {
  return (
    <div className="cycle-pair">
      <Panel title="Fixes with the most cells left" note="of what was frozen at the start" className="clip">
        {fixesLeft.length === 0 ? (
          <EmptyState title="No cell of the start is left.">
            All are proven, excepted or not required any more.
          </EmptyState>
        ) : (
          <FixTable
            heads={['Required', 'Left']}
            rows={fixesLeft}
            cells={(fix) => [formatCount(fix.required), formatCount(cellsLeft(fix))]}
            proven={(fix) => ({ numerator: fix.proven, denominator: fix.required })}
          />
        )}
      </Panel>
      <Panel title="Fixes that came late" note="required by nobody at the start" className="clip">
        {lateFixes.length === 0 ? (
          <EmptyState title="No fix came late.">What is published while a cycle runs stands here.</EmptyState>
        ) : (
          <FixTable
            heads={['Cells', 'Proven']}
            rows={lateFixes}
            cells={(fix) => [formatCount(fix.late), formatCount(fix.lateProven)]}
            proven={(fix) => ({ numerator: fix.lateProven, denominator: fix.late })}
          />
        )}
      </Panel>
    </div>
  );
}

interface FixTableProps {
  readonly heads: readonly string[];
  readonly rows: readonly FixOfCycle[];
  readonly cells: (fix: FixOfCycle) => readonly string[];
  readonly proven: (fix: FixOfCycle) => { readonly numerator: number; readonly denominator: number };
}

function FixTable({ heads, rows, cells, proven }: FixTableProps): ReactNode {
  return (
    <div className="table-scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Fix</th>
            <th scope="col">
              <span className="unseen">Proven</span>
            </th>
            {heads.map((head) => (
              <th key={head} scope="col" className="number">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((fix) => {
            const share = proven(fix);
            return (
              <tr key={fix.fixId} data-row>
                <td className="fix-name">
                  <PageLink to={urls.fix(fix.fix)} title={fix.title}>
                    {fix.title}
                  </PageLink>
                </td>
                <td className="fix-bar">
                  <span
                    className="proven-track"
                    role="img"
                    aria-label={`${formatCount(share.numerator)} of ${formatCounted(share.denominator, 'cell')} proven`}
                  >
                    <i style={{ width: `${100 * shareOf(share)}%` }} />
                  </span>
                </td>
                {cells(fix).map((text, at) => (
                  <td key={heads[at]} className="number">
                    {text}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
