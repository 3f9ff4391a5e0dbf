import type { MeasuresDto } from '@baton/contract/service-levels.ts';
import { formatCount, formatDuration } from '@baton/presentation/formats.ts';
import { Share } from '../../ui/share.tsx';

type ShownMeasures = Pick<
  MeasuresDto,
  'attainment' | 'timeToRemediate' | 'ageOfOpen' | 'timeToVerify' | 'halfLife' | 'reopened' | 'coverage' | 'disputed'
>;

/** The measures of a window: shares with their integers, times with how many they are of. */
export function MeasureStrip({ measures }: { readonly measures: ShownMeasures }) {
  return (
    <section className="panel measure-strip" aria-label="Measures">
      <div>
        <div className="strip-label">Verified on time</div>
        <Share {...measures.attainment} by="that were due" nothing="nothing was due" />
      </div>
      <Time label="Time to remediate" minutes={measures.timeToRemediate} of="proven" />
      <Time label="Age of what is open" minutes={measures.ageOfOpen} of="open" />
      <Time label="Time to verify" minutes={measures.timeToVerify} of="deployed and proven" />
      <Time
        label="Half is fixed after"
        minutes={measures.halfLife}
        of="watched"
        nothing={measures.halfLife.of === 0 ? 'nothing to watch' : 'more than half is open'}
      />
      <div>
        <div className="strip-label">Found again</div>
        <Share {...measures.reopened} by="proven" nothing="nothing was proven" />
      </div>
      <div>
        <div className="strip-label">Both teams look at</div>
        <Share {...measures.coverage} by="devices" nothing="no device yet" />
      </div>
      <div>
        <div className="strip-label">In dispute</div>
        <Share {...measures.disputed} by="required cells" nothing="no cell is required" />
      </div>
    </section>
  );
}

interface TimeProps {
  readonly label: string;
  readonly minutes: { readonly minutes: number | null; readonly of: number };
  readonly of: string;
  readonly nothing?: string;
}

function Time({ label, minutes, of, nothing = 'none' }: TimeProps) {
  return (
    <div>
      <div className="strip-label">{label}</div>
      <span className="figure middle">{minutes.minutes === null ? '–' : formatDuration(minutes.minutes * 60)}</span>
      <div className="fraction measure-of">
        {minutes.minutes === null ? (
          nothing
        ) : (
          <>
            of <b>{formatCount(minutes.of)}</b> {of}
          </>
        )}
      </div>
    </div>
  );
}
