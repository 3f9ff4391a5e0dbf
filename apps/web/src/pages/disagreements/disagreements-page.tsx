import { groupBy, listDisagreements } from '@baton/contract/disagreements.ts';
import { formatCount } from '@baton/presentation/formats.ts';
import { z } from 'zod';
import { useRead } from '../../api/use-read.ts';
import { useHeldView } from '../../held-view.ts';
import { usePageSearch, word } from '../../search-params.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState, Loaded, Loading } from '../../ui/states.tsx';
import { urls } from '../../urls.ts';
import { PAST_GROUPINGS } from './group-of-queue.ts';
import { GroupPanel } from './group-panel.tsx';
import { LevelsView } from './levels-view.tsx';
import { PastGroup } from './past-group.tsx';
import { QuestionsView } from './questions-view.tsx';
import { PAGE_SIZE, type Queue, QueuePanel } from './queue-panel.tsx';
import { RequestsView } from './requests-view.tsx';
import './disagreements.css';

const VIEWS = {
  questions: { title: 'Questions', page: QuestionsView },
  requests: { title: 'Requests', page: RequestsView },
  times: { title: 'Times', page: LevelsView },
} as const;

const FOLLOWS = ['scope', 'day'] as const;

const disagreementSearch = z.object({
  by: groupBy.catch('cause').default('cause'),
  /** The group that is open: a cause, a team, a device and so on. */
  key: word,
  /** As links from elsewhere name a cause. */
  cause: word,
  page: z.coerce.number().int().min(1).catch(1).default(1),
  /** Which cell of the group is open, from 1. */
  at: z.coerce.number().int().min(1).catch(1).default(1),
  view: z.enum(['questions', 'requests', 'times']).optional().catch(undefined),
});
type Search = z.output<typeof disagreementSearch>;

/** What both teams see differently, or cannot prove: a queue in groups, one cell of it with both sides' evidence, and what is done about it. */
export function DisagreementsPage() {
  const [search, change] = usePageSearch(disagreementSearch);
  const held = useHeldView();
  const by = held.day && !PAST_GROUPINGS.some(({ value }) => value === search.by) ? 'cause' : search.by;
  const query = { ...held, by, page: search.page, pageSize: PAGE_SIZE };
  const disagreements = useRead(listDisagreements, { query, keep: true });
  const group = disagreements.data ? groupOf(disagreements.data, search) : undefined;
  const title = search.view ? VIEWS[search.view].title : group?.label;
  usePageTitle(
    title
      ? {
          crumbs: [{ label: 'Disagreements', to: urls.disagreements() }],
          title,
          headed: search.view === undefined,
          // Questions, requests and times are between the teams, whatever devices they are about.
          follows: search.view === undefined ? FOLLOWS : [],
        }
      : { crumbs: [], title: 'Disagreements', follows: FOLLOWS },
  );
  return (
    <Loaded
      query={disagreements}
      loading={
        <Panel>
          <Loading rows={14} />
        </Panel>
      }
    >
      {(data) =>
        !group && !search.view ? (
          <Nothing required={data.required} />
        ) : (
          <div className="queue-page">
            <QueuePanel
              queue={data}
              chosen={group?.key ?? ''}
              view={search.view}
              page={search.page}
              onBy={(by) => change({ by, key: undefined, cause: undefined, view: undefined, page: 1, at: 1 })}
              onPage={(page) => change({ page, key: undefined, cause: undefined, at: 1 })}
            />
            <Opened queue={data} search={search} onAt={(at) => change({ at, key: group?.key, cause: undefined })} />
          </div>
        )
      }
    </Loaded>
  );
}

/** The group that the address names; else the first. */
function groupOf({ groups }: Queue, { key, cause }: Search) {
  return groups.find((each) => each.key === (key ?? cause)) ?? groups[0];
}

interface OpenedProps {
  readonly queue: Queue;
  readonly search: Search;
  readonly onAt: (at: number) => void;
}

function Opened({ queue, search, onAt }: OpenedProps) {
  const { day } = useHeldView();
  if (search.view) {
    const { page: View } = VIEWS[search.view];
    return <View />;
  }
  const group = groupOf(queue, search);
  if (!group) return null;
  const { by, required } = queue;
  if (day) return <PastGroup key={`${by} ${group.key}`} {...{ by, group, required, day }} />;
  return <GroupPanel key={`${by} ${group.key}`} {...{ by, group, required, onAt }} at={search.at} />;
}

function Nothing({ required }: { readonly required: number }) {
  const { scope, day } = useHeldView();
  const narrowed = scope !== undefined || day !== undefined;
  return (
    <Panel title="Disagreements">
      <EmptyState
        title={
          required === 0
            ? narrowed
              ? 'No cell in this scope or day.'
              : 'No cell yet.'
            : 'Both teams agree on every cell here.'
        }
      >
        {required === 0 && narrowed ? (
          'No device of it has a cell. Choose another scope or day in the bar above.'
        ) : required === 0 ? (
          <NoReports />
        ) : (
          `All ${formatCount(required)} required cells are proven by both sides, or open by both.`
        )}
      </EmptyState>
    </Panel>
  );
}

function NoReports() {
  return (
    <>
      A disagreement is a cell on which the two teams’ words differ, or that one of them cannot prove.{' '}
      <PageLink className="link" to={urls.imports()}>
        Drop a report of each team
      </PageLink>{' '}
      to see them.
    </>
  );
}
