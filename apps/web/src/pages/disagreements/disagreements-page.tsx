import { listDisagreements } from '@baton/contract/disagreements.ts';
import { causeId } from '@baton/contract/ratio.ts';
import { formatCount, formatCounted } from '@baton/presentation/formats.ts';
import { z } from 'zod';
import { useRead } from '../../api/use-read.ts';
import { usePageSearch } from '../../search-params.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { Panel } from '../../ui/panel.tsx';
import { QueueList } from '../../ui/queue-list.tsx';
import { EmptyState, Loaded, Loading } from '../../ui/states.tsx';
import { VerdictShape } from '../../ui/verdict-chip.tsx';
import { urls } from '../../urls.ts';
import { CausePanel } from './cause-panel.tsx';
import './disagreements.css';

const disagreementSearch = z.object({
  cause: causeId.optional().catch(undefined),
  /** Which cell of the cause is open, from 1. */
  at: z.coerce.number().int().min(1).catch(1).default(1),
});

/** What both teams see differently, or cannot prove: a queue by cause, and one cell of it with both sides' evidence. */
export function DisagreementsPage() {
  const [search, change] = usePageSearch(disagreementSearch);
  const disagreements = useRead(listDisagreements);
  const groups = disagreements.data?.groups ?? [];
  const group = groups.find((each) => each.cause === search.cause) ?? groups[0];
  usePageTitle(
    group
      ? { crumbs: [{ label: 'Disagreements', to: urls.disagreements() }], title: group.label, headed: true }
      : { crumbs: [], title: 'Disagreements' },
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
        !group ? (
          <Panel title="Disagreements">
            <EmptyState title={data.required === 0 ? 'No cell yet.' : 'Both teams agree on every cell here.'}>
              {data.required === 0
                ? 'A disagreement is a cell on which the two teams’ words differ, or that one of them cannot prove. Drop a report of each team to see them.'
                : `All ${formatCount(data.required)} required cells are proven by both sides, or open by both.`}
            </EmptyState>
          </Panel>
        ) : (
          <div className="queue-page">
            <section className="panel queue" aria-label="Queue by cause">
              <div className="queue-head">
                <h2>
                  {formatCounted(data.cells, 'cell')}, {formatCounted(groups.length, 'cause')}
                </h2>
                <div className="row small quiet">
                  {(['disputed', 'unproven'] as const).map((verdict) => (
                    <span key={verdict} className="row">
                      <VerdictShape verdict={verdict} />
                      <b>{formatCount(data[verdict])}</b> {verdict}
                    </span>
                  ))}
                </div>
              </div>
              <QueueList groups={groups} chosen={group.cause} />
            </section>
            <CausePanel
              key={group.cause}
              group={group}
              required={data.required}
              at={search.at}
              onAt={(at) => change({ at, cause: group.cause })}
            />
          </div>
        )
      }
    </Loaded>
  );
}
