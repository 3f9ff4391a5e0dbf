import { formatStamp, formatStampFull, formatStampShort } from '@baton/presentation/formats.ts';
import { useNow } from './use-now.ts';

/** A time as "Sun 13, 06:41" (or "Sun 13 Oct, 06:41" when `long`), with the full stamp on hover. */
export function Stamp({
  at,
  long = false,
  none = '–',
}: {
  readonly at: string | null;
  readonly long?: boolean;
  readonly none?: string;
}) {
  const now = useNow();
  if (at === null) return <span className="faint">{none}</span>;
  return (
    <time dateTime={at} title={formatStampFull(at)} className="one-line">
      {long ? formatStamp(at, now) : formatStampShort(at, now)}
    </time>
  );
}
