import { formatCounted, formatFraction } from '@baton/presentation/formats.ts';
import type { Step } from '@baton/presentation/waterfall/fold-steps.ts';
import type { BarBox } from '@baton/presentation/waterfall/waterfall-layout.ts';
import { barName, changeText } from '@baton/presentation/waterfall/waterfall-words.ts';
import { TeamChip } from '../team-chip.tsx';

const HINT_WIDTH = 288;

/** What hover and focus tell of a bar: cause, sentence, cells, devices, owner, from and to as fractions. */
export function BarHint({
  box,
  width,
  steps,
}: {
  readonly box: BarBox;
  readonly width: number;
  readonly steps: readonly Step[];
}) {
  const { bar } = box;
  const left = Math.min(Math.max(4, box.x + box.width / 2 - HINT_WIDTH / 2), width - HINT_WIDTH - 4);
  const [only, ...others] = bar.causes;
  const single = others.length === 0 ? only : undefined;
  const twin = single && steps.find((step) => step.cause === single.cause && step.part !== single.part);
  return (
    <div className="bar-hint" role="status" style={{ left, width: HINT_WIDTH }}>
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
      {twin ? (
        <p className="faint">
          The same cause stands on the other side of agreed with {formatCounted(twin.cells, 'cell')}.
        </p>
      ) : null}
    </div>
  );
}
