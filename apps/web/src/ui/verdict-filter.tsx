import { VERDICTS, type Verdict } from '@baton/domain/reconciliation/verdict.ts';
import { formatCount } from '@baton/presentation/formats.ts';
import { Tab, Tabs } from './panel.tsx';
import { VerdictChip } from './verdict-chip.tsx';

interface VerdictFilterProps {
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly chosen: Verdict | undefined;
  readonly onChoose: (verdict: Verdict | undefined) => void;
}

/** All, then each verdict with its count, in the order disputed, unproven, open, proven, excepted. */
export function VerdictFilter({ counts, chosen, onChoose }: VerdictFilterProps) {
  const all = VERDICTS.reduce((sum, verdict) => sum + counts[verdict], 0);
  return (
    <Tabs label="Verdict">
      <Tab chosen={chosen === undefined} count={formatCount(all)} onChoose={() => onChoose(undefined)}>
        <b>All</b>
      </Tab>
      {VERDICTS.map((verdict) => (
        <Tab
          key={verdict}
          chosen={chosen === verdict}
          count={formatCount(counts[verdict])}
          onChoose={() => onChoose(verdict)}
        >
          <VerdictChip verdict={verdict} />
        </Tab>
      ))}
    </Tabs>
  );
}
