import { formatCount, formatCounted, formatFraction } from '@baton/presentation/formats.ts';
import type { BarBox } from '@baton/presentation/waterfall/waterfall-layout.ts';
import { barName, changeText } from '@baton/presentation/waterfall/waterfall-words.ts';
import { TeamChip } from '../team-chip.tsx';

const HINT_WIDTH = 288;

/** What hover and focus tell of a bar: cause, sentence, cells, devices, owner, from and to as fractions. */
export function BarHint({ box, width }: { readonly box: BarBox; readonly width: number }) {
  const { bar } = box;
  const left = Math.min(Math.max(4, box.x + box.width / 2 - HINT_WIDTH / 2), width - HINT_WIDTH - 4);
  const [only, ...others] = bar.causes;
  const across = bar.causes.reduce((sum, step) => sum + (step.alsoAcross ?? 0), 0);
  const single = others.length === 0 ? only : undefined;
  return (
    <div className="hint bar-hint" role="status" style={{ left, width: HINT_WIDTH }}>
      <div className="row">
        <b>{barName(bar)}</b>
        <span className="space" />
        <TeamChip owner={bar.owner} />
      </div>
      {single ? <p className="quiet">{single.summary}</p> : null}
      {single ? null : (
        <ul className="quiet">
          {bar.causes.map((step) => (
            <li key={step.cause} className="row">
              {step.label}
              <span className="space" />
              {formatCounted(step.cells, 'cell')}
            </li>
          ))}
        </ul>
      )}
      <p>
        <b>{formatCounted(bar.cells, 'cell')}</b>
        {single ? ` on ${formatCounted(single.devices, 'device')}` : ''}, {changeText(bar.from, bar.to)} points
      </p>
      <p className="faint">
        {formatFraction(bar.from)} → {formatFraction(bar.to)}
      </p>
      {across > 0 ? (
        <p className="faint">
          {across === bar.cells ? 'All' : formatCount(across)} of these cells {across === 1 ? 'stands' : 'stand'} on the
          other side of agreed too.
        </p>
      ) : null}
    </div>
  );
}
