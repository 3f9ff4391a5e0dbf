/** How numbers, shares and times read, everywhere: 48,561; 79.32 %; 2 d 4 h; Sun 13 Oct, 06:41; minus is −. */

export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

const MINUS = '−';
/** The reader's own separators: the browser's language, or that of the machine on the command line. */
const LOCALE = navigator.language;
const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat(LOCALE, { notation: 'compact', maximumFractionDigits: 1 });
const oneDecimal = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const twoDecimals = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

const withMinus = (text: string): string => text.replace(/^-/, MINUS);

/** 48561 → "48,561", with the separators of the reader's language. */
export function formatCount(count: number): string {
  return withMinus(whole.format(count));
}

/** As long as there is room, in full; from a million on "1.4M": beside a name that must stay readable, with the whole number told elsewhere. */
export function formatCountShort(count: number): string {
  return count < 1_000_000 ? formatCount(count) : compact.format(count);
}

/** What was added or taken away: "+1,214", "−3", "0". */
export function formatDifference(count: number): string {
  return count > 0 ? `+${whole.format(count)}` : formatCount(count);
}

/** "1 device", "1,214 cells": the number with its noun in the right form. */
export function formatCounted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/**
 * A share in per cent, cut to what is shown: 38,520 of 48,561 → 79.32. Null where nothing is counted. Only all is 100 and
 * only none is 0: rounding hides neither the last open cell nor the first proven one.
 */
export function percentOf(fraction: Fraction): number | null {
  return cutPercent(fraction, 100);
}

/** The same with one decimal, for leadership: 38,520 of 48,561 → 79.3. */
export function tenthsOf(fraction: Fraction): number | null {
  return cutPercent(fraction, 10);
}

function cutPercent({ numerator, denominator }: Fraction, steps: number): number | null {
  if (denominator === 0) return null;
  const rounded = Math.round((numerator * 100 * steps) / denominator);
  if (rounded === 100 * steps && numerator < denominator) return (100 * steps - 1) / steps;
  return (rounded === 0 && numerator > 0 ? 1 : rounded) / steps;
}

/** 79.32 → "79.32", two decimals always. */
export function formatPoints(points: number): string {
  return withMinus(twoDecimals.format(points === 0 ? 0 : points));
}

/** 79.3 → "79.3", one decimal always. */
export function formatTenths(tenths: number): string {
  return withMinus(oneDecimal.format(tenths === 0 ? 0 : tenths));
}

/** "79.3 %", a dash where nothing is counted. */
export function formatShareInTenths(fraction: Fraction): string {
  const percent = tenthsOf(fraction);
  return percent === null ? '–' : `${formatTenths(percent)} %`;
}

/** "79.32 %", a dash where nothing is counted. */
export function formatShare(fraction: Fraction): string {
  const percent = percentOf(fraction);
  return percent === null ? '–' : `${formatPoints(percent)} %`;
}

/** "38,520 of 48,561" */
export function formatFraction({ numerator, denominator }: Fraction): string {
  return `${formatCount(numerator)} of ${formatCount(denominator)}`;
}

/** "+2.07", "−0.89"; a change that rounds to nothing keeps its sign: "−0.00". */
export function formatChange(points: number): string {
  return (points < 0 ? MINUS : '+') + twoDecimals.format(Math.abs(points));
}

/** Bytes in the unit that keeps three figures: "1.9 MB". Decimal units, as file managers show. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = -1;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time in its two largest units, rounded down: "2 d 4 h", "5 h 30 m", "55 m", "40 s". */
export function formatDuration(seconds: number): string {
  const left = Math.max(0, Math.floor(Math.abs(seconds)));
  const pair = (big: number, bigUnit: string, small: number, smallUnit: string): string =>
    small === 0 ? `${formatCount(big)} ${bigUnit}` : `${formatCount(big)} ${bigUnit} ${small} ${smallUnit}`;
  if (left >= DAY) return pair(Math.floor(left / DAY), 'd', Math.floor((left % DAY) / HOUR), 'h');
  if (left >= HOUR) return pair(Math.floor(left / HOUR), 'h', Math.floor((left % HOUR) / MINUTE), 'm');
  if (left >= MINUTE) return `${Math.floor(left / MINUTE)} m`;
  return `${left} s`;
}

interface Stamp {
  readonly weekday: string;
  readonly day: string;
  readonly month: string;
  readonly year: string;
  /** ", 06:41"; empty where only the day is known. */
  readonly time: string;
}

const stampFormats = new Map<string, Intl.DateTimeFormat>();

function stampFormat(zone: string | undefined): Intl.DateTimeFormat {
  const key = zone ?? '';
  const known = stampFormats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(zone === undefined ? {} : { timeZone: zone }),
  });
  stampFormats.set(key, made);
  return made;
}

function stampOf(iso: string, zone?: string): Stamp | null {
  // A day without a time stays that day in every zone.
  const dayOnly = iso.length === 10;
  const at = new Date(dayOnly ? `${iso}T00:00:00Z` : iso);
  if (Number.isNaN(at.getTime())) return null;
  const parts: Record<string, string> = {};
  for (const { type, value } of stampFormat(dayOnly ? 'UTC' : zone).formatToParts(at)) parts[type] = value;
  const month = (parts['month'] ?? '').slice(0, 3);
  return {
    weekday: parts['weekday'] ?? '',
    day: parts['day'] ?? '',
    month,
    year: parts['year'] ?? '',
    time: dayOnly ? '' : `, ${parts['hour']}:${parts['minute']}`,
  };
}

/** "Sun 13 Oct, 06:41"; the year is added when it is not this one. A text that is no time is given back as it is. */
export function formatStamp(iso: string, now: string, zone?: string): string {
  const stamp = stampOf(iso, zone);
  if (!stamp) return iso;
  const year = stamp.year === stampOf(now, zone)?.year ? '' : ` ${stamp.year}`;
  return `${stamp.weekday} ${stamp.day} ${stamp.month}${year}${stamp.time}`;
}

/** As it stands in a table: "10:22" today, "Sun 13, 06:41" within the last month, else "9 Sep, 06:41" with its year if past. */
export function formatStampShort(iso: string, now: string, zone?: string): string {
  const stamp = stampOf(iso, zone);
  const today = stampOf(now, zone);
  if (!stamp || !today) return iso;
  const days = Math.abs(new Date(now).getTime() - new Date(iso).getTime()) / (DAY * 1000);
  if (days < 1 && stamp.day === today.day && stamp.time !== '') return stamp.time.slice(2);
  if (days < 27) return `${stamp.weekday} ${stamp.day}${stamp.time}`;
  return `${stamp.day} ${stamp.month}${stamp.year === today.year ? '' : ` ${stamp.year}`}${stamp.time}`;
}

/** "13 Oct 2024" */
export function formatDay(iso: string, zone?: string): string {
  const stamp = stampOf(iso, zone);
  return stamp ? `${stamp.day} ${stamp.month} ${stamp.year}` : iso;
}

/** The full stamp that hover shows, with seconds and zone: "2024-10-13T06:41:07Z" as the server keeps it. */
export function formatStampFull(iso: string): string {
  return iso.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC');
}

/** Seconds from one time to another; negative when `to` is before `from`. */
export function secondsBetween(from: string, to: string): number {
  return (new Date(to).getTime() - new Date(from).getTime()) / 1000;
}

/** A hash as people compare it: "9f2c…41ab". */
export function formatHash(hash: string): string {
  return hash.length <= 12 ? hash : `${hash.slice(0, 4)}…${hash.slice(-4)}`;
}

/** A share from 0 to 1, for faces and bars only; 0 where nothing is counted. */
export function shareOf({ numerator, denominator }: Fraction): number {
  return denominator === 0 ? 0 : numerator / denominator;
}
