import { type Fraction, formatCount, formatPoints, percentOf } from '@baton/presentation/formats.ts';
import './share.css';

interface ShareProps extends Fraction {
  /** What is counted: "required cells". */
  readonly by?: string;
  readonly size?: 'big' | 'middle';
  /** Why there is nothing to count, shown where the denominator is 0. */
  readonly nothing?: string;
}

/** A percentage, never alone: the figure, its unit at half size, and under it the two integers. */
export function Share({ numerator, denominator, by, size = 'middle', nothing = 'nothing to count yet' }: ShareProps) {
  const percent = percentOf({ numerator, denominator });
  return (
    <div className="share">
      <span className={`figure ${size}`}>
        {percent === null ? '–' : formatPoints(percent)}
        {percent === null ? null : <span className="unit">%</span>}
      </span>
      <div className="fraction">
        {percent === null ? (
          nothing
        ) : (
          <>
            <b>{formatCount(numerator)}</b> of {formatCount(denominator)}
            {by ? ` ${by}` : ''}
          </>
        )}
      </div>
    </div>
  );
}
