import { type Fraction, formatDay, percentOf } from '@baton/presentation/formats.ts';

export interface TrendLayout {
  readonly points: string;
  readonly end: { readonly x: number; readonly y: number; readonly label: string };
  readonly labels: readonly { readonly x: number; readonly text: string; readonly anchor: 'start' | 'end' }[];
}

const TOP = 6;
const BOTTOM = 42;
const LABEL_ROOM = 34;

/** The line of agreed, a point a day: as wide as there is room, as high as it moved. */
export function layOutTrend(
  days: readonly { readonly day: string; readonly agreed: Fraction }[],
  width: number,
): TrendLayout {
  const values = days.map((day) => percentOf(day.agreed) ?? 0);
  const high = Math.max(...values);
  const low = Math.min(...values);
  const span = Math.max(0.5, high - low);
  const stepX = (width - LABEL_ROOM) / Math.max(1, days.length - 1);
  const at = (value: number, index: number) => ({
    x: index * stepX,
    y: BOTTOM - ((value - low) / span) * (BOTTOM - TOP),
  });
  const placed = values.map(at);
  const last = placed.at(-1) ?? { x: 0, y: BOTTOM };
  const dayOf = (day: string | undefined): string => (day === undefined ? '' : formatDay(day).replace(/ \d{4}$/, ''));
  return {
    points: placed.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' '),
    end: { ...last, label: (values.at(-1) ?? 0).toFixed(1) },
    labels: [
      { x: 0, text: dayOf(days[0]?.day), anchor: 'start' },
      { x: last.x + 4, text: dayOf(days.at(-1)?.day), anchor: 'end' },
    ],
  };
}
