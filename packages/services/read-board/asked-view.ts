import { formatScope, type Scope } from '@baton/domain/scope/scope.ts';
import type { View } from '@baton/store/board/device-set.ts';
import { ServiceError } from '../service-error.ts';

/** Which devices, and as of the end of which day (UTC); none: all of them, now. */
export interface AskedView {
  readonly scope?: Scope | undefined;
  /** ISO date. */
  readonly day?: string | undefined;
}

/** A view as it was asked for, with the moment that it means. */
export interface KnownView extends View {
  readonly scopeText: string;
  readonly day: string | null;
  /** ISO-8601: the last second of the day, or now. */
  readonly asOf: string;
}

/** Today is as it is now; a day that has not begun cannot be had. */
export function viewOf({ scope = [], day }: AskedView, now: Temporal.Instant = Temporal.Now.instant()): KnownView {
  const today = dayOf(now);
  if (day !== undefined && day > today) {
    throw new ServiceError('invalid', `${day} has not come yet: today is ${today} (UTC).`, {
      where: 'query.day',
      hint: 'Ask for a day up to today, or leave the day out for now.',
    });
  }
  const at = day === undefined || day === today ? null : endOfDay(day);
  const asOf = at === null ? now : Temporal.Instant.from(at).subtract({ seconds: 1 });
  return {
    scope,
    at,
    scopeText: formatScope(scope),
    day: day ?? null,
    asOf: asOf.toString({ smallestUnit: 'second' }),
  };
}

/** The first moment of the next day (UTC): what moved before it belongs to the day. */
export function endOfDay(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime('UTC').toInstant().toString();
}

/** The day of a moment (UTC). */
export function dayOf(at: Temporal.Instant): string {
  return at.toZonedDateTimeISO('UTC').toPlainDate().toString();
}

/** The day that ends at a moment. */
export function dayBefore(at: string): string {
  return dayOf(Temporal.Instant.from(at).subtract({ milliseconds: 1 }));
}
