import type { Verdict } from '@baton/domain/reconciliation/verdict.ts';
import '@baton/presentation/chips.css';

/** The shape of a verdict: two halves, dashed ring, ring, disc with tick, struck square. */
export function VerdictShape({ verdict }: { readonly verdict: Verdict }) {
  return (
    <svg className="verdict-shape" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      {SHAPES[verdict]}
    </svg>
  );
}

const SHAPES: Record<Verdict, React.ReactNode> = {
  proven: (
    <>
      <circle cx="6" cy="6" r="6" fill="var(--proven)" />
      <path d="M3.2 6.2 5.2 8.2 8.9 4.2" fill="none" stroke="var(--surface)" strokeWidth="1.6" />
    </>
  ),
  open: <circle cx="6" cy="6" r="4.9" fill="none" stroke="var(--open)" strokeWidth="2" />,
  disputed: (
    <>
      <path d="M5.3 .9a5.2 5.2 0 0 0 0 10.2z" fill="var(--disputed)" />
      <path d="M7 1.4a4.7 4.7 0 0 1 0 9.2z" fill="none" stroke="var(--disputed)" strokeWidth="1.3" />
    </>
  ),
  unproven: (
    <circle cx="6" cy="6" r="5" fill="none" stroke="var(--unproven)" strokeWidth="1.7" strokeDasharray="2.6 2.1" />
  ),
  excepted: (
    <>
      <rect x="1" y="1" width="10" height="10" rx="2" fill="none" stroke="var(--excepted)" strokeWidth="1.5" />
      <path d="M3 9 9 3" stroke="var(--excepted)" strokeWidth="1.5" />
    </>
  ),
};

/** Shape and word, the word as the domain spells it. */
export function VerdictChip({ verdict }: { readonly verdict: Verdict }) {
  return (
    <span className={`verdict ${verdict}`}>
      <VerdictShape verdict={verdict} />
      {verdict}
    </span>
  );
}
