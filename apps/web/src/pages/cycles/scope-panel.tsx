import type { CycleProgressDto } from '@baton/contract/cycle-figures.ts';
import { VERDICTS, type Verdict } from '@baton/domain/reconciliation/verdict.ts';
import { formatCount, formatCounted } from '@baton/presentation/formats.ts';
import { Panel } from '../../ui/panel.tsx';
import { VerdictChip } from '../../ui/verdict-chip.tsx';

/** What was frozen at the start, whole, and what came late, beside it and never mixed into it. */
export function ScopePanel({ progress: { frozen, late } }: { readonly progress: CycleProgressDto }) {
  return (
    <Panel
      title="What the cycle began with, and what came late"
      note={`frozen: ${formatCounted(frozen.devices, 'device')}, ${formatCounted(frozen.fixes, 'fix', 'fixes')}`}
      className="clip"
    >
      <div className="table-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">
                <span className="unseen">Scope</span>
              </th>
              <th scope="col" className="number">
                Cells
              </th>
              {VERDICTS.map((verdict) => (
                <th key={verdict} scope="col" className="number">
                  <VerdictChip verdict={verdict} />
                </th>
              ))}
              <th scope="col" className="number">
                Not required any more
              </th>
            </tr>
          </thead>
          <tbody>
            <ScopeRow title="Frozen at the start" cells={frozen.cells} now={frozen.now} gone={frozen.gone} />
            <ScopeRow title="Late additions" cells={late.cells} now={late.now} gone={null} />
          </tbody>
        </table>
      </div>
      {late.cells === 0 ? null : (
        <p className="panel-body small quiet scope-late">
          Late: {formatCounted(late.onNewDevices, 'cell')} on {formatCounted(late.devices, 'device')} that came;{' '}
          {formatCount(late.byNewFixes)} by {formatCounted(late.fixes, 'fix', 'fixes')} that came;{' '}
          {formatCount(late.byKnownFixes)} of known fixes that a known device came to need.
        </p>
      )}
    </Panel>
  );
}

interface ScopeRowProps {
  readonly title: string;
  readonly cells: number;
  readonly now: Readonly<Record<Verdict, number>>;
  readonly gone: number | null;
}

function ScopeRow({ title, cells, now, gone }: ScopeRowProps) {
  return (
    <tr>
      <td>{title}</td>
      <td className="number">
        <b>{formatCount(cells)}</b>
      </td>
      {VERDICTS.map((verdict) => (
        <td key={verdict} className={now[verdict] === 0 ? 'number faint' : 'number'}>
          {formatCount(now[verdict])}
        </td>
      ))}
      <td className={gone ? 'number' : 'number faint'}>{gone === null ? '–' : formatCount(gone)}</td>
    </tr>
  );
}
