import { getCellHistory } from '@baton/contract/cells.ts';
import { formatCounted } from '@baton/presentation/formats.ts';
import { useRead } from '../../api/use-read.ts';
import { MovePair, MoveWhy } from '../../ui/move-words.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { EmptyState, Loaded, Loading } from '../../ui/states.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';

/** Every move of one cell with its reason, the newest first. */
export function CellHistory({ deviceId, fix }: { readonly deviceId: string; readonly fix: string }) {
  const history = useRead(getCellHistory, { params: { deviceId, fix } });
  const moves = history.data?.moves ?? [];
  return (
    <Panel title="How it came to this" {...(moves.length > 0 ? { note: formatCounted(moves.length, 'move') } : {})}>
      <Loaded query={history} loading={<Loading rows={3} />}>
        {(data) =>
          data.moves.length === 0 ? (
            <EmptyState title="It has not moved.">It is as it was when its device was first judged.</EmptyState>
          ) : (
            <div className="table-scroll">
              <table className="history-table">
                <thead>
                  <tr>
                    <th scope="col">When</th>
                    <th scope="col">What moved</th>
                    <th scope="col">Why</th>
                  </tr>
                </thead>
                <tbody>
                  {data.moves.map((move) => (
                    <tr key={`${move.at} ${move.after?.verdict} ${move.after?.cause}`}>
                      <td>
                        <Stamp at={move.at} long />
                      </td>
                      <td>
                        <MovePair before={move.before} after={move.after} />
                      </td>
                      <td className="quiet move-why">
                        {move.report ? <TeamChip owner={move.report.team} /> : null}{' '}
                        <MoveWhy reason={move.reason} report={move.report} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
    </Panel>
  );
}
