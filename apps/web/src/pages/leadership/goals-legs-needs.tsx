import type { LeadershipPage } from '@baton/contract/leadership.ts';
import { MEASURE_WORDS } from '@baton/domain/leadership/joint-goals.ts';
import {
  formatCount,
  formatCounted,
  formatDay,
  formatFraction,
  formatShareInTenths,
} from '@baton/presentation/formats.ts';
import { formatLegTime, goalBar, goalTarget } from '@baton/presentation/leadership-words.ts';

type Goals = NonNullable<LeadershipPage['goals']>;

/** The goals that both leads have signed, each with where it stands. */
export function GoalBars({ goals }: { readonly goals: LeadershipPage['goals'] }) {
  if (goals === null) {
    return (
      <section>
        <h2>Joint goals</h2>
        <p className="small quiet">No goals are set yet. They hold when both leads have signed them.</p>
      </section>
    );
  }
  return (
    <section>
      <h2>
        {goals.title} <span className="faint small one-line">to {formatDay(goals.by)}</span>
      </h2>
      <ul>
        {goals.goals.map((goal) => (
          <GoalBar key={goal.measure} goal={goal} />
        ))}
      </ul>
      <p className="small faint">Signed by both leads {formatDay(goals.signedAt)}.</p>
    </section>
  );
}

function GoalBar({ goal }: { readonly goal: Goals['goals'][number] }) {
  const { bar, mark } = goalBar(goal);
  const { figure } = goal;
  return (
    <li className="lead-goal-row">
      <div className="row">
        <span>
          {goal.label}
          {goal.reached ? <span className="lead-reached"> · reached</span> : null}
        </span>
        <span className="space" />
        <span>
          {figure.kind === 'share' ? <span className="faint note">{formatFraction(figure.share)} · </span> : null}
          <b>{figure.kind === 'share' ? formatShareInTenths(figure.share) : formatCount(figure.number)}</b>{' '}
          <span className="faint">goal {goalTarget({ ...goal, kind: figure.kind })}</span>
        </span>
      </div>
      <div className="lead-track" aria-hidden="true">
        <i className={MEASURE_WORDS[goal.measure].reached} style={{ width: `${100 * Math.min(1, bar)}%` }} />
        <s style={{ left: `calc(${100 * Math.min(1, mark)}% - 1px)` }} />
      </div>
    </li>
  );
}

/** Where the time goes, in grey: legs are not teams. */
export function LegTimes({ legs }: { readonly legs: LeadershipPage['legs'] }) {
  const longest = Math.max(1, ...legs.map(({ medianMinutes }) => medianMinutes));
  return (
    <section>
      <h2>
        Where the time goes <span className="faint small">median a leg, 90 days</span>
      </h2>
      {legs.length === 0 ? (
        <p className="small quiet">No leg has ended yet. Each one’s time stands here when the first baton is passed.</p>
      ) : (
        <ul className="lead-legs">
          {legs.map(({ leg, medianMinutes, visits }) => (
            <li key={leg}>
              <span className="quiet">{leg}</span>
              <span className="lead-bar" aria-hidden="true">
                <i style={{ width: `${(100 * medianMinutes) / longest}%` }} />
              </span>
              <span className="number">{formatLegTime(medianMinutes)}</span>
              <span className="number faint">of {formatCount(visits)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** What money or people would mend, the most cells first. */
export function Needs({ needs }: { readonly needs: LeadershipPage['needs'] }) {
  return (
    <section>
      <h2>What would help</h2>
      {needs.length === 0 ? (
        <p className="small quiet">Nothing that is missing waits for money or people: it is the work of every day.</p>
      ) : (
        <ul className="lead-needs">
          {needs.map(({ title, why, cells }) => (
            <li key={title}>
              <span>
                <b>{title}</b>
                <br />
                <span className="quiet">{why}</span>
              </span>
              <b className="number">{formatCounted(cells, 'cell')}</b>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
