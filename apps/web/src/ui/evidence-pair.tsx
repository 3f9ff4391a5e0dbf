import type { CellDetail } from '@baton/contract/cells.ts';
import { Excerpt } from './excerpt.tsx';
import { TeamChip } from './team-chip.tsx';
import './evidence-pair.css';

type Side = CellDetail['sides']['it'];

/** Both sides' evidence: IT left, InfoSec right, always; the same rows, then what each tool really said. */
export function EvidencePair({ sides }: Pick<CellDetail, 'sides'>) {
  return (
    <div className="evidence-pair">
      <Evidence side={sides.it} />
      <Evidence side={sides.infosec} />
    </div>
  );
}

function Evidence({ side }: { readonly side: Side }) {
  return (
    <section className={`evidence ${side.team}`} aria-label={`${side.team === 'it' ? 'IT' : 'InfoSec'}’s evidence`}>
      <div className="evidence-head">
        <TeamChip owner={side.team} />
        <b className="evidence-says">{side.says}</b>
        <span className="space" />
        <span className="faint">{side.source ?? 'no source'}</span>
      </div>
      <dl>
        {side.rows.map((row) => (
          <div key={row.label}>
            <dt>{row.label}</dt>
            <dd>{row.value}</dd>
          </div>
        ))}
      </dl>
      {side.excerpt ? (
        <Excerpt text={side.excerpt.text} deciding={side.excerpt.deciding} team={side.team} />
      ) : (
        <p className="evidence-silent faint small">
          {side.source === null
            ? 'Nothing to quote: this side has no source here.'
            : 'Nothing to quote: no line of its reports is about this fix.'}
        </p>
      )}
    </section>
  );
}
