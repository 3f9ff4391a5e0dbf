import type { CycleProgressDto } from '@baton/contract/cycle-figures.ts';
import { pointsBetween } from '@baton/presentation/cycle-words.ts';
import { formatCount, formatDifference, formatFraction, formatShare } from '@baton/presentation/formats.ts';
import { SNAPSHOT_COUNTS, SNAPSHOT_SHARES } from '@baton/presentation/retrospective-numbers.ts';
import { Share } from '../../ui/share.tsx';
import { Stamp } from '../../ui/stamp.tsx';

interface NumbersPanelProps {
  readonly progress: CycleProgressDto;
  readonly isRunning: boolean;
}

/** Agreed at both ends, large; every other number of the cycle beside it, with its integers and how far it moved. */
export function NumbersPanel({ progress: { start, end }, isRunning }: NumbersPanelProps) {
  const last = isRunning ? 'Now' : 'At the end';
  return (
    <section className="panel cycle-numbers" aria-label="Coverage and the agreed number">
      <div className="cycle-agreed">
        <div className="strip-label">Agreed {last.toLowerCase()}</div>
        <Share {...end.agreed} by="required cells" size="big" nothing="no cell is required" />
        <p className="small quiet">
          {start.agreed.denominator === 0 ? (
            'Nothing was required at the start.'
          ) : (
            <>
              At the start <b>{formatShare(start.agreed)}</b>, {formatFraction(start.agreed)}
            </>
          )}
        </p>
        <p className="small quiet">
          Without {formatCount(end.exceptedCells)} excepted cells <b>{formatShare(end.agreedWithoutExceptions)}</b>,{' '}
          {formatFraction(end.agreedWithoutExceptions)}
        </p>
        <p className="small faint">
          As of <Stamp at={end.asOf} long />
        </p>
      </div>
      <div className="table-scroll">
        <table className="cycle-ends">
          <thead>
            <tr>
              <th scope="col">
                <span className="unseen">Number</span>
              </th>
              <th scope="col" className="number">
                At the start
              </th>
              <th scope="col" className="number">
                {last}
              </th>
              <th scope="col" className="number">
                Change
              </th>
            </tr>
          </thead>
          <tbody>
            {SNAPSHOT_SHARES.map(({ label, of }) => (
              <tr key={label}>
                <td>{label}</td>
                <ShareCell share={of(start)} />
                <ShareCell share={of(end)} />
                <td className="number">{pointsBetween(of(start), of(end))}</td>
              </tr>
            ))}
            {SNAPSHOT_COUNTS.map(({ label, of }) => (
              <tr key={label}>
                <td>{label}</td>
                <td className="number">{formatCount(of(start))}</td>
                <td className="number">{formatCount(of(end))}</td>
                <td className="number">{formatDifference(of(end) - of(start))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function ShareCell({ share }: { readonly share: CycleProgressDto['start']['agreed'] }) {
  return (
    <td className="number">
      <b>{formatShare(share)}</b>
      {share.denominator === 0 ? null : <span className="faint note"> {formatFraction(share)}</span>}
    </td>
  );
}
