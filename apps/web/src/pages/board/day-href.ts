import type { TrendDay } from '@baton/contract/board.ts';
import { NOW, urls } from '../../urls.ts';

/** The board as it was on a day of the trend; its last day is now. */
export function dayHref(day: string, days: readonly TrendDay[]): string {
  return urls.board({ day: day === days.at(-1)?.day ? NOW : day });
}
