import type { LeadershipPage } from '@baton/contract/leadership.ts';
import {
  formatCount,
  formatCounted,
  formatDay,
  formatFraction,
  formatShareInTenths,
  formatStamp,
  formatTenths,
  tenthsOf,
} from '@baton/presentation/formats.ts';
import { exceptionsInForce, leadershipHeadline, leadershipMissing } from '@baton/presentation/leadership-words.ts';
import type { ReactNode } from 'react';
import { Mark } from '../../ui/icons.tsx';
import { Unbroken } from '../../ui/unbroken.tsx';
import { useNow } from '../../ui/use-now.ts';
import { FourFigures } from './four-figures.tsx';
import { GoalBars, LegTimes, Needs } from './goals-legs-needs.tsx';
import { TrendChart } from './trend-chart.tsx';
import '../../ui/share.css';
import './leadership.css';

interface SheetProps {
  readonly page: LeadershipPage;
  /** Buttons of whoever is signed in; they stay off paper. */
  readonly acts?: ReactNode;
}

/** The one page for the CIO and the CISO: to read in two minutes, to project, to print on one sheet. Nothing on it is one team's. */
export function LeadershipSheet({ page, acts }: SheetProps) {
  const now = useNow();
  return (
    <article className="lead-sheet">
      <header className="lead-head">
        <Mark />
        <b>Patch management, shared page</b>
        <span>All devices · {formatStamp(page.asOf, now)}</span>
        <span className="space" />
        <span>for the CIO and the CISO</span>
        {acts}
      </header>
      <h1 className="lead-say">{leadershipHeadline(page)}</h1>
      <p className="lead-sub">{leadershipMissing(page)}</p>
      <div className="lead-first">
        <Agreed page={page} />
        <TrendChart page={page} />
      </div>
      <FourFigures page={page} />
      <div className="lead-last">
        <GoalBars goals={page.goals} />
        <LegTimes legs={page.legs} />
        <Needs needs={page.needs} />
      </div>
      <Foot page={page} />
    </article>
  );
}

function Agreed({ page }: { readonly page: LeadershipPage }) {
  const { agreed, agreedWithoutExceptions, exceptedCells, gaps } = page;
  const percent = tenthsOf(agreed);
  const missing = gaps.reduce((sum, { cells }) => sum + cells, 0);
  const most = Math.max(1, ...gaps.map(({ cells }) => cells));
  return (
    <section aria-label="Agreed today">
      <div className="lead-label">Agreed today</div>
      <span className="figure big">
        {percent === null ? '–' : formatTenths(percent)}
        {percent === null ? null : <span className="unit">%</span>}
      </span>
      <div className="fraction">
        {agreed.denominator === 0 ? (
          'no cell is required yet'
        ) : (
          <>
            <b>{formatCount(agreed.numerator)}</b> of {formatCount(agreed.denominator)} required cells
          </>
        )}
      </div>
      <p className="small quiet">
        Without {formatCounted(exceptedCells, 'excepted cell')}: <b>{formatShareInTenths(agreedWithoutExceptions)}</b>,{' '}
        {formatFraction(agreedWithoutExceptions)}
      </p>
      <p className="small quiet">
        <Unbroken>{exceptionsInForce(page.exceptions)}</Unbroken>
      </p>
      <p className="lead-gaps-head small quiet">
        Disputed or unproven: <b>{formatCount(missing)}</b> {missing === 1 ? 'cell' : 'cells'}
      </p>
      <ul className="lead-gaps">
        {gaps.map(({ kind, words, cells }) => (
          <li key={kind}>
            <span className="quiet">{words}</span>
            <span className="lead-bar" aria-hidden="true">
              <i style={{ width: cells === 0 ? 0 : `max(1px, ${(100 * cells) / most}%)` }} />
            </span>
            <span className="number">{formatCount(cells)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Foot({ page: { exceptedCells, unexplained, charter, policy, asOf } }: { readonly page: LeadershipPage }) {
  const now = useNow();
  const chartered =
    charter.version === null || charter.from === null
      ? 'Charter as it ships'
      : `Charter version ${charter.version}, signed by both leads ${formatDay(charter.from)}`;
  return (
    <footer className="lead-foot">
      <span>
        {formatCounted(exceptedCells, 'excepted cell')} · unexplained {formatShareInTenths(unexplained)},{' '}
        {formatFraction(unexplained)} cells
      </span>
      <span className="space" />
      <span>
        {chartered} · {policy.name}, {policy.version === 0 ? 'as it ships' : `version ${policy.version}`}
      </span>
      <span>Numbers as of {formatStamp(asOf, now)}, recomputable from their record</span>
    </footer>
  );
}
