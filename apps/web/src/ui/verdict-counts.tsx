import { VERDICTS, type Verdict } from '@baton/domain/reconciliation/verdict.ts';
import { formatCount } from '@baton/presentation/formats.ts';
import { VerdictShape } from './verdict-chip.tsx';

interface VerdictCountsProps {
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly without?: readonly Verdict[];
}

/** How many cells of each verdict, those without any left out. */
export function VerdictCounts({ counts, without = [] }: VerdictCountsProps) {
  const shown = VERDICTS.filter((verdict) => counts[verdict] > 0 && !without.includes(verdict));
  if (shown.length === 0) return <span className="faint">none</span>;
  return (
    <span className="verdict-counts">
      {shown.map((verdict) => (
        <span key={verdict} className={`verdict ${verdict}`} title={`${formatCount(counts[verdict])} ${verdict}`}>
          <VerdictShape verdict={verdict} />
          {formatCount(counts[verdict])} {verdict}
        </span>
      ))}
    </span>
  );
}
