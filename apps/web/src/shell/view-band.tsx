import { parseScope } from '@baton/domain/scope/scope.ts';
import { formatDay } from '@baton/presentation/formats.ts';
import { scopeWords } from '@baton/presentation/scope-words.ts';
import { useHeldView } from '../held-view.ts';
import { ALL_DEVICES, NOW } from '../urls.ts';
import { useChangeView } from './change-view.ts';
import { useShownTitle } from './page-title.ts';

/** Under the bar: that the page shows another day, or that it does not follow what was chosen in the bar. */
export function ViewBand() {
  const { scope, day } = useHeldView();
  const { follows } = useShownTitle();
  const change = useChangeView();
  // A page that has not said yet what it is tells nothing: the band would come and go.
  if (follows === undefined || (!scope && !day)) return null;
  const read = parseScope(scope ?? '');
  const toNow = <Way words="Return to now" onGo={() => change({ day: NOW })} />;
  const toAll = <Way words="Show all devices" onGo={() => change({ scope: ALL_DEVICES })} />;
  const lines = [
    'problem' in read ? (
      <p key="problem" className="band small" role="alert">
        The scope in the address cannot be read: {read.problem}. {toAll}
      </p>
    ) : null,
    day && follows.includes('day') ? (
      <p key="day" className="band small">
        As of <b>{formatDay(day)}</b>. {toNow}
      </p>
    ) : null,
    day && !follows.includes('day') ? (
      <p key="now" className="band small">
        This page shows now, not {formatDay(day)}. {toNow}
      </p>
    ) : null,
    scope && !('problem' in read) && !follows.includes('scope') ? (
      <p key="scope" className="band small">
        This page shows all devices, not only {scopeWords(scope)}. {toAll}
      </p>
    ) : null,
  ].filter((line) => line !== null);
  return lines.length === 0 ? null : <div className="view-band">{lines}</div>;
}

function Way({ words, onGo }: { readonly words: string; readonly onGo: () => void }) {
  return (
    <button type="button" className="link" onClick={onGo}>
      {words}
    </button>
  );
}
