import { getBoardTrend } from '@baton/contract/board.ts';
import { formatStamp } from '@baton/presentation/formats.ts';
import { useRead } from '../api/use-read.ts';
import { useHeldView } from '../held-view.ts';
import { DayField } from '../ui/day-field.tsx';
import { addDays, daysFrom } from '../ui/month-grid.ts';
import { useNow } from '../ui/use-now.ts';
import { NOW } from '../urls.ts';
import { useChangeView } from './change-view.ts';

/** Of which day the pages speak: now, or the end of a day from the first report on. */
export function DayControl() {
  const { day } = useHeldView();
  const change = useChangeView();
  const now = useNow();
  const firstDay = useRead(getBoardTrend, { query: { days: 2 } }).data?.firstDay;
  return (
    <DayField
      label="As of"
      day={day}
      days={firstDay ? daysFrom(firstDay, addDays(now.slice(0, 10), -1)) : []}
      onChoose={(next) => change({ day: next ?? NOW })}
      without={`Now · ${formatStamp(now, now)}`}
    />
  );
}
