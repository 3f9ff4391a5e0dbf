import type { CycleProgressDto } from '@baton/contract/cycle-figures.ts';
import { type ChangeBar, changeLayout } from '@baton/presentation/change-layout.ts';
import { stepEffect, stepWords } from '@baton/presentation/cycle-words.ts';
import { formatFraction, formatShare } from '@baton/presentation/formats.ts';
import { Panel } from '../../ui/panel.tsx';

type Share = CycleProgressDto['start']['agreed'];

/** The bridge from agreed at the start to agreed at the end: a row a step, each from where the one before ended. */
export function ChangePanel({ progress: { start, end, change } }: { readonly progress: CycleProgressDto }) {
  const layout = changeLayout(start.agreed, change, end.agreed);
  return (
    <Panel
      title="Why the agreed number moved"
      note={change.length === 0 ? 'it did not' : `the steps sum exactly, in cells; the bars begin at ${layout.base} %`}
      className="clip"
    >
      <div className="table-scroll">
        <table className="change-table">
          <thead>
            <tr>
              <th scope="col">Step</th>
              <th scope="col" className="number">
                In cells
              </th>
              <th scope="col" className="change-picture">
                <span className="unseen">Picture</span>
              </th>
              <th scope="col" className="number">
                Agreed
              </th>
            </tr>
          </thead>
          <tbody>
            <TotalRow title="At the start" share={start.agreed} bar={layout.start} />
            {change.map((step, index) => (
              <tr key={`${step.kind} ${step.verdict}`}>
                <td>{stepWords(step)}</td>
                <td className="number">{stepEffect(step)}</td>
                <td className="change-picture">
                  <Bar bar={layout.steps[index]} className={step.kind.startsWith('late') ? 'late' : 'step'} />
                </td>
                <ShareCell share={step.to} />
              </tr>
            ))}
            <TotalRow title="At the end" share={end.agreed} bar={layout.end} />
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function TotalRow({ title, share, bar }: { readonly title: string; readonly share: Share; readonly bar: ChangeBar }) {
  return (
    <tr className="total-row">
      <th scope="row">{title}</th>
      <td />
      <td className="change-picture">
        <Bar bar={bar} className="total" />
      </td>
      <ShareCell share={share} />
    </tr>
  );
}

function Bar({ bar, className }: { readonly bar: ChangeBar | undefined; readonly className: string }) {
  if (bar === undefined) return null;
  const way = bar.rises ? 'rises' : 'falls';
  return (
    <span className="change-track" aria-hidden="true">
      <i
        className={`${className} ${way}`}
        style={{ left: `${100 * bar.left}%`, width: `max(2px, ${100 * bar.width}%)` }}
      />
    </span>
  );
}

function ShareCell({ share }: { readonly share: Share }) {
  return (
    <td className="number">
      <b>{formatShare(share)}</b>{' '}
      <span className="faint note">{share.denominator === 0 ? '' : formatFraction(share)}</span>
    </td>
  );
}
