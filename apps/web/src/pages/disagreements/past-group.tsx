import type { DisagreementGroup, GroupBy } from '@baton/contract/disagreements.ts';
import { formatCounted, formatDay } from '@baton/presentation/formats.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { urls } from '../../urls.ts';
import { GroupTitle } from './group-head.tsx';

interface PastGroupProps {
  readonly by: GroupBy;
  readonly group: DisagreementGroup;
  readonly required: number;
  readonly day: string;
}

/** A group as it was at the end of a day gone by: to read, and on to its cells of that day. Nothing is done there. */
export function PastGroup({ by, group, required, day }: PastGroupProps) {
  return (
    <div className="stack">
      <section className="panel cause-head">
        <GroupTitle {...{ by, group, required }} />
      </section>
      <section className="panel">
        <EmptyState title={`This is the queue as it was at the end of ${formatDay(day)} (UTC).`}>
          It is here to read: clocks, names and acts are of now.{' '}
          {group.cause === null || group.cells === 0 ? null : (
            <PageLink className="link" to={urls.cells({ cause: group.cause })}>
              {formatCounted(group.cells, 'cell')} of that day
            </PageLink>
          )}
        </EmptyState>
      </section>
    </div>
  );
}
