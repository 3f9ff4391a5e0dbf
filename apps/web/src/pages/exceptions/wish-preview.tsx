import type { ExceptionPreview } from '@baton/contract/exceptions.ts';
import { formatCount, formatCounted } from '@baton/presentation/formats.ts';
import { GoesOnWords } from './goes-on-words.tsx';
import { UrgencyWords } from './urgency-words.tsx';

/** What a request would set aside, how urgent it is, and whether each control holds. */
export function WishPreview({ preview }: { readonly preview: ExceptionPreview }) {
  const { devices, cells, notNeeded, unknown, ambiguous, examples, urgency, usualThreshold, controls, goesOnFrom } =
    preview;
  return (
    <div className="stack small">
      <p>
        <b>{formatCounted(cells, 'cell')}</b> on <b>{formatCounted(devices, 'device')}</b>
        {examples.length === 0 ? '' : `: ${examples.join(', ')}`}
        {devices > examples.length ? ` and ${formatCount(devices - examples.length)} more` : ''}.
      </p>
      {notNeeded > 0 ? (
        <p className="quiet">
          {formatCounted(notNeeded, 'other device')} of these have nothing of it open and are left out.
        </p>
      ) : null}
      {unknown.length > 0 ? <p>No device has the name {unknown.join(', ')}.</p> : null}
      {ambiguous.length > 0 ? <p>Several devices have the name {ambiguous.join(', ')}.</p> : null}
      <p>
        Known: <UrgencyWords urgency={urgency} />. Reopens from EPSS {usualThreshold} unless told.
      </p>
      {goesOnFrom.length === 0 ? null : (
        <p>
          <b>This counts as a renewal</b>: the same was set aside on some of these devices until lately (
          <GoesOnWords from={goesOnFrom} />
          ).
        </p>
      )}
      <ul className="stack">
        {controls.map(({ sentence, holds, holding, devices: of, failing }) => (
          <li key={sentence}>
            <b>{sentence}</b>: shown on {formatCount(holding)} of {formatCounted(of, 'device')}
            {holds ? '' : `; not on ${failing.join(', ')}. Both teams cannot sign it while that is so`}.
          </li>
        ))}
      </ul>
    </div>
  );
}
