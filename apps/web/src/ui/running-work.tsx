import { cancelWork, getWork } from '@baton/contract/work.ts';
import { formatCount } from '@baton/presentation/formats.ts';
import { call } from '../api/call.ts';
import { useRead } from '../api/use-read.ts';
import { ActButton } from './act-button.tsx';
import { ErrorPanel } from './states.tsx';

interface RunningWorkProps {
  readonly workId: string;
  /** What is counted: "devices judged by both". */
  readonly words: string;
}

/** How far long work is, how it ended, and the button that stops it. */
export function RunningWork({ workId, words }: RunningWorkProps) {
  const work = useRead(getWork, { params: { workId } }).data;
  const { done, total } = work?.progress ?? { done: 0, total: null };
  if (work?.error) return <ErrorPanel error={new Error(work.error.message)} />;
  const ended = work !== undefined && work.endedAt !== null;
  return (
    <div className="row small" role="status">
      {ended ? null : (
        <progress max={total ?? undefined} value={total === null ? undefined : done} aria-label={words} />
      )}
      <span className="quiet">
        {work?.state === 'cancelled' ? (
          'Stopped. Nothing was changed.'
        ) : (
          <>
            {formatCount(done)}
            {total === null ? '' : ` of ${formatCount(total)}`} {words}
          </>
        )}
      </span>
      {ended ? null : (
        <ActButton
          closed={work?.cancelRequested ? 'It stops at its next safe point' : undefined}
          onAct={() => call(cancelWork, { params: { workId } })}
        >
          Stop
        </ActButton>
      )}
    </div>
  );
}
