import { type BoardDto, getBoard } from '@baton/contract/board.ts';
import { formatCounted } from '@baton/presentation/formats.ts';
import { useRead } from '../../api/use-read.ts';
import { useHeldView } from '../../held-view.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState, Loaded, Loading } from '../../ui/states.tsx';
import { urls } from '../../urls.ts';
import { ActionsPanel } from './actions-panel.tsx';
import { BoardViews } from './board-views.tsx';
import { BridgePanel } from './bridge-panel.tsx';
import { DuePanel } from './due-panel.tsx';
import { goesBy } from './goes-by.ts';
import { HolderPanel } from './holder-panel.tsx';
import { NumberStrip } from './number-strip.tsx';
import { UnitsPanel } from './units-panel.tsx';
import { WordsPanel } from './words-panel.tsx';
import './board.css';

/** The one number, why the two teams' numbers differ, who holds the baton and what is due. */
export function BoardPage() {
  const board = useRead(getBoard, { query: useHeldView(), keep: true });
  const foot = board.data ? { foot: goesBy(board.data) } : {};
  usePageTitle({ crumbs: [], title: 'Board', follows: ['scope', 'day'], ...foot });
  return (
    <Loaded
      query={board}
      loading={
        <Panel>
          <Loading rows={12} height={18} />
        </Panel>
      }
    >
      {(data) => (
        <div className="stack">
          <BoardViews>
            <span className="faint small">
              {formatCounted(data.agreed.denominator, 'required cell')} on {formatCounted(data.devices.total, 'device')}
            </span>
          </BoardViews>
          <LateSources board={data} />
          <NumberStrip board={data} />
          {data.agreed.denominator === 0 ? <NothingYet board={data} /> : <BridgePanel board={data} />}
          <div className="board-grid">
            <HolderPanel />
            <DuePanel />
            <ActionsPanel actions={data.smallestActions} />
          </div>
          {data.agreed.denominator === 0 ? null : (
            <div className="board-pair">
              <WordsPanel board={data} />
              <UnitsPanel />
            </div>
          )}
        </div>
      )}
    </Loaded>
  );
}

function LateSources({ board }: { readonly board: BoardDto }) {
  const late = board.lateSources;
  if (late.length === 0) return null;
  return (
    <p className="band small">
      {formatCounted(late.length, 'source is', 'sources are')} late: {late.map((source) => source.name).join(', ')}. The
      numbers stay as they were at {late.length === 1 ? 'its' : 'their'} last word.{' '}
      <PageLink className="link" to={urls.coverage()}>
        Who has not looked
      </PageLink>
    </p>
  );
}

/** Before there is anything to compare: what will be here, and how to get it. */
function NothingYet({ board }: { readonly board: BoardDto }) {
  const { inIt, inInfosec, total } = board.devices;
  if (board.scope !== '' || board.day !== null) {
    return (
      <Panel title="Why the two numbers differ">
        <EmptyState
          title={total === 0 ? 'No device is in this scope on this day.' : 'No fix applies to these devices.'}
        >
          Nothing is required here, so there is nothing to compare. Choose another scope or day in the bar above.
        </EmptyState>
      </Panel>
    );
  }
  const title =
    inIt > 0 && inInfosec === 0
      ? 'No InfoSec report yet.'
      : inIt === 0 && inInfosec > 0
        ? 'No IT report yet.'
        : inIt > 0
          ? 'No fix applies to any device yet.'
          : 'No report yet.';
  return (
    <Panel title="Why the two numbers differ">
      <EmptyState title={title}>
        Here the way from what IT says to what InfoSec says will be drawn, each step one cause. IT’s word comes from a
        patch tool’s CSV or from an agent on the device; InfoSec’s from a scan, such as a .nessus file.
        <span className="row wrap">
          <PageLink className="link" to={urls.imports()}>
            Drop a report
          </PageLink>
          <PageLink className="link" to={urls.settings('devices')}>
            Enrol a device
          </PageLink>
        </span>
      </EmptyState>
    </Panel>
  );
}
