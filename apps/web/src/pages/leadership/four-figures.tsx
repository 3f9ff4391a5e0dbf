import type { LeadershipPage } from '@baton/contract/leadership.ts';
import {
  formatCount,
  formatCounted,
  formatDay,
  formatFraction,
  formatShareInTenths,
  formatTenths,
} from '@baton/presentation/formats.ts';
import { formatLegTime } from '@baton/presentation/leadership-words.ts';
import type { ReactNode } from 'react';

/** Verified on time, risk, the oldest item and the time to verify, each with what it was before. */
export function FourFigures({ page }: { readonly page: LeadershipPage }) {
  const { verifiedOnTime, risk, oldest, timeToVerify } = page;
  const oldestGoal = page.goals?.goals.find(({ measure }) => measure === 'oldest-open-days')?.target;
  const { now, before } = verifiedOnTime;
  return (
    <div className="lead-four">
      <Figure label={`Verified on time, last ${verifiedOnTime.days} days`} value={formatShareInTenths(now)}>
        {now.denominator === 0 ? 'nothing was due' : `${formatFraction(now)} due, open ones counted`}
        {before.denominator === 0
          ? null
          : `; ${formatShareInTenths(before)}, ${formatFraction(before)} in the ${verifiedOnTime.days} days before`}
      </Figure>
      <Figure label="Known exploited, still open" value={formatCounted(risk.now.kevCells, 'cell')}>
        {formatCounted(risk.now.kevFixes, 'fix', 'fixes')}; weighted by EPSS, all open{' '}
        {formatTenths(risk.now.epssWeighted)}
        {risk.before === null
          ? null
          : `. On ${shortDay(risk.before.asOf)}: ${formatCounted(risk.before.kevCells, 'cell')} of ${formatCounted(risk.before.kevFixes, 'fix', 'fixes')}; EPSS ${formatTenths(risk.before.epssWeighted)}`}
      </Figure>
      <Figure label="Oldest open item" value={oldest === null ? '–' : formatCounted(oldest.days, 'day')}>
        {oldest === null
          ? 'no remediation is open'
          : `${oldest.title}, ${formatCounted(oldest.cells, 'cell')}${oldestGoal === undefined ? '' : `; goal ${formatCount(oldestGoal)}`}`}
      </Figure>
      <Figure
        label="Time to verify after deploying"
        value={timeToVerify.now.minutes === null ? '–' : formatLegTime(timeToVerify.now.minutes)}
      >
        {timeToVerify.now.of === 0 ? 'none was verified in 90 days' : `mean of ${formatCount(timeToVerify.now.of)}`}
        {timeToVerify.before.minutes === null
          ? null
          : `; ${formatLegTime(timeToVerify.before.minutes)} of ${formatCount(timeToVerify.before.of)} in the 90 days before`}
      </Figure>
    </div>
  );
}

function shortDay(iso: string): string {
  return formatDay(iso, 'UTC').replace(/ \d{4}$/, '');
}

function Figure({
  label,
  value,
  children,
}: {
  readonly label: string;
  readonly value: string;
  readonly children: ReactNode;
}) {
  return (
    <section aria-label={label}>
      <div className="lead-label">{label}</div>
      <div className="lead-value-text">{value}</div>
      <p className="faint small">{children}</p>
    </section>
  );
}
