import { cancelWork, getWork } from '@baton/contract/work.ts';
import { formatCount } from '@baton/presentation/formats.ts';
import { call } from '../../../api/call.ts';
import { useRead } from '../../../api/use-read.ts';
import { Button } from '../../../ui/button.tsx';

/** How far a preview is; it can be stopped. */
export function RunningPreview({ workId }: { readonly workId: string }) {
  const work = useRead(getWork, { params: { workId } }).data;
  const { done, total } = work?.progress ?? { done: 0, total: null };
  return (
    <div className="row small" role="status">
      <progress max={total ?? undefined} value={total === null ? undefined : done} aria-label="Devices judged" />
      <span className="quiet">
        {formatCount(done)}
        {total === null ? '' : ` of ${formatCount(total)}`} devices judged by both
      </span>
      <Button onClick={() => void call(cancelWork, { params: { workId } })}>Stop</Button>
    </div>
  );
}
