import type { CycleDto } from '@baton/contract/cycles.ts';
import { formatDuration, secondsBetween } from '@baton/presentation/formats.ts';
import { Stamp } from '../../ui/stamp.tsx';
import { useNow } from '../../ui/use-now.ts';

/** Where a cycle stands, in words. */
export function StateWord({
  cycle: { state, endsAt, closedAt },
}: {
  readonly cycle: Pick<CycleDto, 'state' | 'endsAt' | 'closedAt'>;
}) {
  const now = useNow();
  switch (state) {
    case 'running':
      return <span className="one-line">runs, {formatDuration(secondsBetween(now, endsAt))} left</span>;
    case 'ended':
      return <span>has ended; its retrospective is being made</span>;
    case 'review':
      return <span>has ended; both teams look back</span>;
    case 'closed':
      return (
        <span>
          is closed by both leads since <Stamp at={closedAt} long />
        </span>
      );
  }
}
