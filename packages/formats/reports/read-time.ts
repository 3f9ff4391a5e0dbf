/** Which of day and month stands first where both are numbers. */
export type DateOrder = 'day-first' | 'month-first';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Beginnings of months in German, French and Spanish that are not English, without accents. */
const OTHER_MONTHS: readonly (readonly [string, number])[] = [
  ['ene', 1],
  ['fev', 2],
  ['avr', 4],
  ['abr', 4],
  ['mai', 5],
  ['juin', 6],
  ['juil', 7],
  ['aou', 8],
  ['ago', 8],
  ['okt', 10],
  ['dez', 12],
  ['dic', 12],
];
const ISO =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(am|pm)?)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2}(?::\d{2})?)?$/i;
const NUMBERS =
  /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:[T ,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*(am|pm)?)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2})?$/i;
const NAMED =
  /^(?:[a-z]{3,9},?\s+)?([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:,?\s+(?:at\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(am|pm)?)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2})?$/i;
const DAY_NAMED =
  /^(?:[a-z]{2,10}[.,]{0,2}\s+)?(\d{1,2})(?:er)?[-.\s]+(?:de\s+)?([a-z]{3,10})\.?[-,\s]+(?:de\s+)?(\d{4}|\d{2})(?:,?\s+(?:(?:at|um|a)\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(am|pm)?(?:\s*uhr)?)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2})?$/i;
/** "Fri Oct 11 02:31:07 2024", as C's ctime writes it. */
const CTIME = /^(?:[a-z]{3}\s+)([a-z]{3})\s+(\d{1,2})\s+(\d{1,2}):(\d{2}):(\d{2})\s+(?:([a-z]{3,5})\s+)?(\d{4})$/i;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})(?:\.\d+)?([+-]\d{3})?)?$/;
/** ISO 8601's basic form, as Ansible writes it: "20241013T064107Z", "20241013T064107". */
const BASIC = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(?:[.,]?\d+)?(z|[+-]\d{2}:?\d{2})?$/i;

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly time: { readonly hour: number; readonly minute: number; readonly second: number } | null;
  /** Offset as "Z" or "+02:00"; null where the zone is not written. */
  readonly offset: string | null;
}

/**
 * Reads a time as tools and people write it, and gives ISO-8601 with Z; a day without a time stays a bare date ("2024-10-13").
 * Times without a zone are in `zone` (IANA). Null for what is no time.
 */
export function readTime(raw: string, order: DateOrder, zone: string): string | null {
  const text = raw.trim().normalize('NFD').replace(/\p{M}/gu, '');
  if (text === '') return null;
  if (/^\d{9,13}(\.\d+)?$/.test(text)) return epoch(Number(text));
  const milliseconds = /^\/Date\((\d{9,13})\)\/$/.exec(text)?.[1];
  if (milliseconds !== undefined) return epoch(Number(milliseconds));
  if (/^\d{5}(\.\d+)?$/.test(text)) return excelSerial(Number(text), zone);
  const parts = partsOf(text, order);
  return parts === null || !isDate(parts) ? null : toIso(parts, zone);
}

/** Which order the values of a column prove; null where every one of them could be read both ways. */
export function provenOrder(values: Iterable<string>): DateOrder | null {
  for (const value of values) {
    const match = NUMBERS.exec(value.trim());
    if (!match) continue;
    if (Number(match[1]) > 12) return 'day-first';
    if (Number(match[2]) > 12) return 'month-first';
  }
  return null;
}

/**
 * What is usual where the numbers prove nothing: points and hyphens are day first, AM and PM American; slashes go by the zone, of
 * which only America and UTC (the default, where tools of American makers write) are taken as month first.
 */
export function usualOrder(values: Iterable<string>, zone: string): DateOrder {
  for (const value of values) {
    if (/\b(am|pm)\b/i.test(value)) return 'month-first';
    if (/^\d{1,2}\.\d{1,2}\./.test(value.trim())) return 'day-first';
    if (/^\d{1,2}-\d{1,2}-\d{4}/.test(value.trim())) return 'day-first';
  }
  return /^(America|US|UTC|Etc)(\/|$)/.test(zone) ? 'month-first' : 'day-first';
}

function partsOf(text: string, order: DateOrder): Parts | null {
  let match = ISO.exec(text);
  if (match) return partsFrom(match[1], match[2], match[3], match.slice(4));
  match = NUMBERS.exec(text);
  if (match) {
    const [day, month] = order === 'day-first' ? [match[1], match[2]] : [match[2], match[1]];
    return partsFrom(fullYear(match[3] ?? ''), month, day, match.slice(4));
  }
  match = CTIME.exec(text);
  if (match) {
    const zone = /^(utc|gmt|z)$/i.test(match[6] ?? '') ? 'z' : undefined;
    return partsFrom(match[7], monthNumber(match[1] ?? ''), match[2], [match[3], match[4], match[5], undefined, zone]);
  }
  match = NAMED.exec(text);
  if (match) return partsFrom(match[3], monthNumber(match[1] ?? ''), match[2], match.slice(4));
  match = DAY_NAMED.exec(text);
  if (match) return partsFrom(fullYear(match[3] ?? ''), monthNumber(match[2] ?? ''), match[1], match.slice(4));
  match = BASIC.exec(text);
  if (match) return partsFrom(match[1], match[2], match[3], [match[4], match[5], match[6], undefined, match[7]]);
  match = COMPACT.exec(text);
  return match
    ? partsFrom(match[1], match[2], match[3], [match[4], match[5], match[6], undefined, wmiOffset(match[7])])
    : null;
}

type Text = string | undefined;

function partsFrom(year: Text, month: Text, day: Text, [hour, minute, second, half, zone]: readonly Text[]): Parts {
  const time =
    hour === undefined || minute === undefined
      ? null
      : { hour: fullHour(Number(hour), half), minute: Number(minute), second: Number(second ?? 0) };
  return { year: Number(year), month: Number(month), day: Number(day), time, offset: offsetOf(zone) };
}

function fullHour(hour: number, half: Text): number {
  if (half === undefined) return hour;
  return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
}

function fullYear(year: string): string {
  return year.length === 2 ? `20${year}` : year;
}

function monthNumber(name: string): string {
  const word = name.toLowerCase();
  const other = OTHER_MONTHS.find(([beginning]) => word.startsWith(beginning));
  return String(other?.[1] ?? MONTHS.indexOf(word.slice(0, 3)) + 1);
}

function offsetOf(zone: Text): string | null {
  if (zone === undefined) return null;
  if (/^(z|utc|gmt)$/i.test(zone)) return 'Z';
  return `${zone.slice(0, 3)}:${zone.replace(':', '').slice(3, 5)}`;
}

/** WMI writes the offset in minutes: "20241013064107.500000+120". */
function wmiOffset(minutes: Text): string | undefined {
  if (minutes === undefined) return undefined;
  const all = Math.abs(Number(minutes));
  return `${minutes[0]}${String(Math.floor(all / 60)).padStart(2, '0')}:${String(all % 60).padStart(2, '0')}`;
}

function isDate({ year, month, day, time }: Parts): boolean {
  if (month < 1 || month > 12 || day < 1 || year < 1990 || year > 2200) return false;
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return false;
  return time === null || (time.hour < 24 && time.minute < 60 && time.second < 61);
}

function toIso({ year, month, day, time, offset }: Parts, zone: string): string {
  const date = `${year}-${pad(month)}-${pad(day)}`;
  if (time === null) return date;
  const local = `${date}T${pad(time.hour)}:${pad(time.minute)}:${pad(Math.min(59, time.second))}`;
  if (offset !== null) return secondsOf(new Date(`${local}${offset}`).toISOString());
  return instantOfLocal(local, zone);
}

function instantOfLocal(local: string, zone: string): string {
  if (zone === 'UTC') return `${local}Z`;
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant().toString({ smallestUnit: 'second' });
}

function epoch(value: number): string {
  return secondsOf(new Date(value > 99_999_999_999 ? value : value * 1000).toISOString());
}

/** Days since 1899-12-30 in local time, as spreadsheets keep dates. */
function excelSerial(days: number, zone: string): string | null {
  if (days < 33_000 || days > 80_000) return null;
  const at = new Date(Date.UTC(1899, 11, 30) + Math.round(days * 86_400) * 1000).toISOString();
  return Number.isInteger(days) ? at.slice(0, 10) : instantOfLocal(at.slice(0, 19), zone);
}

function secondsOf(iso: string): string {
  return `${iso.slice(0, 19)}Z`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
