import type { GroupBy, listDisagreements } from '@baton/contract/disagreements.ts';
import { formatCount, formatCounted } from '@baton/presentation/formats.ts';
import type { z } from 'zod';
import { useHeldView } from '../../held-view.ts';
import { useMe } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { QueueList } from '../../ui/queue-list.tsx';
import { VerdictShape } from '../../ui/verdict-chip.tsx';
import { urls } from '../../urls.ts';
import { GROUPINGS, isMachineWord, PAST_GROUPINGS, rowOfGroup } from './group-of-queue.ts';

export type Queue = z.output<typeof listDisagreements.response>;

interface QueuePanelProps {
  readonly queue: Queue;
  readonly chosen: string;
  readonly view: string | undefined;
  readonly page: number;
  readonly onBy: (by: GroupBy) => void;
  readonly onPage: (page: number) => void;
}

/** The queue: how much there is, by what it is grouped, and its groups. */
export function QueuePanel({ queue, chosen, view, page, onBy, onPage }: QueuePanelProps) {
  const { day } = useHeldView();
  const grouping = GROUPINGS.find(({ value }) => value === queue.by);
  const pages = Math.max(1, Math.ceil(queue.total / PAGE_SIZE));
  return (
    <section className="panel queue" aria-label={`Queue by ${grouping?.label ?? queue.by}`}>
      <div className="queue-head">
        <div className="row">
          <h2>
            {formatCounted(queue.cells, 'cell')}, {countOfGroups(queue)}
          </h2>
          <span className="space" />
          <label className="row small faint">
            By
            <select
              className="select"
              value={queue.by}
              onChange={(event) => {
                const by = GROUPINGS.find(({ value }) => value === event.target.value);
                if (by) onBy(by.value);
              }}
            >
              {(day ? PAST_GROUPINGS : GROUPINGS).map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        </div>
        <div className="row wrap small quiet queue-counts">
          {(['disputed', 'unproven'] as const).map((verdict) => (
            <span key={verdict} className="row">
              <VerdictShape verdict={verdict} />
              <b>{formatCount(queue[verdict])}</b> {verdict}
            </span>
          ))}
          {queue.by === 'cause' ? null : <span>{formatCount(queue.unexplained)} unexplained</span>}
        </div>
        <QueueLinks queue={queue} view={view} />
      </div>
      <QueueList
        groups={queue.groups.map((group) => rowOfGroup(queue.by, group))}
        chosen={view === undefined ? chosen : ''}
        machine={isMachineWord(queue.by)}
        urlOf={(key) =>
          urls.disagreements({ by: queue.by === 'cause' ? null : queue.by, key, page: page > 1 ? page : null })
        }
      />
      {pages > 1 ? (
        <div className="row queue-pages small">
          <Button onClick={() => onPage(page - 1)} closed={page <= 1 ? 'This is the first page' : undefined}>
            Previous
          </Button>
          <span className="quiet">
            {formatCount(page)} of {formatCount(pages)}
          </span>
          <Button onClick={() => onPage(page + 1)} closed={page >= pages ? 'This is the last page' : undefined}>
            Next
          </Button>
        </div>
      ) : null}
    </section>
  );
}

export const PAGE_SIZE = 50;

function countOfGroups({ by, total, groups }: Queue): string {
  // A cause without a cell stands there to say so; it is none of those that are counted.
  const empty = groups.filter(({ cells }) => cells === 0).length;
  const grouping = GROUPINGS.find(({ value }) => value === by);
  return formatCounted(
    total - empty,
    grouping?.value === 'owner' ? 'team' : (grouping?.many.replace(/s$/, '') ?? 'group'),
    grouping?.many,
  );
}

/** What waits beside the cells themselves: questions, requests, and the times that clocks go by. */
function QueueLinks({ queue, view }: Pick<QueuePanelProps, 'queue' | 'view'>) {
  const { team } = useMe();
  const requests = queue.requests.rescan + queue.requests.reboot;
  const links = [
    { view: 'questions', words: `${formatCounted(queue.questions[team], 'question')} for you` },
    { view: 'requests', words: `${formatCounted(requests, 'request')} open` },
    { view: 'times', words: 'Times' },
  ];
  return (
    <div className="row wrap small queue-links">
      {queue.overdue > 0 ? <span className="clock over">{formatCount(queue.overdue)} overdue</span> : null}
      {links.map((link) => (
        <PageLink
          key={link.view}
          className="link"
          to={urls.disagreements({ view: link.view })}
          aria-current={link.view === view ? 'page' : undefined}
        >
          {link.words}
        </PageLink>
      ))}
      <PageLink className="link" to={urls.scorecard()}>
        Scorecard
      </PageLink>
    </div>
  );
}
