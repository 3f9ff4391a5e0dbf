import type { BoardDto } from '@baton/contract/board.ts';
import { formatCount } from '@baton/presentation/formats.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { urls } from '../../urls.ts';

/** The ten smallest actions that settle the most cells, each counted alone. */
export function ActionsPanel({ actions }: { readonly actions: BoardDto['smallestActions'] }) {
  return (
    <Panel
      title="Ten smallest actions that gain most"
      aside={<span className="faint small">at most, each alone</span>}
      className="clip"
    >
      {actions.length === 0 ? (
        <EmptyState title="Nothing to gain.">Both teams agree on every cell, or there is no report yet.</EmptyState>
      ) : (
        <div className="table-scroll">
          <table className="board-table actions">
            <thead>
              <tr>
                <th aria-label="Rank" />
                <th scope="col">Action</th>
                <th scope="col">Effort</th>
                <th scope="col">Owner</th>
                <th scope="col" className="number">
                  Cells
                </th>
              </tr>
            </thead>
            <tbody>
              {actions.slice(0, 10).map((action, index) => (
                <tr key={`${action.cause} ${action.action}`} data-row>
                  <td>{index + 1}</td>
                  <td className="action-name">
                    <PageLink to={urls.disagreements({ cause: action.cause })}>{action.action}</PageLink>
                  </td>
                  <td className="faint">{action.effort}</td>
                  <td>
                    <TeamChip owner={action.owner} />
                  </td>
                  <td className="number">
                    <b>+{formatCount(action.cells)}</b>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
