/** One entry of a calendar. */
export interface CalendarEntry {
  /** The same for the same thing each time, so that a calendar replaces what moved. */
  readonly uid: string;
  /** ISO-8601 with Z. */
  readonly start: string;
  /** Null: a moment without length. */
  readonly end: string | null;
  readonly summary: string;
  readonly description: string;
  readonly url: string | null;
  /** Whether the person is taken for busy. */
  readonly busy: boolean;
}

/** RFC 5545, 3.1: a line is at most 75 octets, the line break not counted. */
const LINE_OCTETS = 75;

/** A calendar as calendar programs subscribe to it (RFC 5545), times in UTC. `refreshHours` is how often it is worth asking. */
export function writeCalendar(
  entries: readonly CalendarEntry[],
  { name, now, refreshHours }: { readonly name: string; readonly now: string; readonly refreshHours: number },
): string {
  const head = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Baton//Patch management//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    // RFC 7986, 5.1 and 5.7
    `NAME:${escaped(name)}`,
    `REFRESH-INTERVAL;VALUE=DURATION:PT${refreshHours}H`,
  ];
  const lines = [...head, ...entries.flatMap((entry) => eventLines(entry, now)), 'END:VCALENDAR'];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines({ uid, start, end, summary, description, url, busy }: CalendarEntry, now: string): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART:${utc(start)}`,
    ...(end === null ? [] : [`DTEND:${utc(end)}`]),
    `SUMMARY:${escaped(summary)}`,
    ...(description === '' ? [] : [`DESCRIPTION:${escaped(description)}`]),
    ...(url === null ? [] : [`URL:${url}`]),
    `TRANSP:${busy ? 'OPAQUE' : 'TRANSPARENT'}`,
    'END:VEVENT',
  ];
}

/** 3.3.5, form 2: "20261126T082700Z" */
function utc(at: string): string {
  const whole = Temporal.Instant.from(at).round('second').toString();
  return whole.replaceAll(/[-:]/g, '');
}

/** 3.3.11: backslash, semicolon, comma and line breaks; other control characters have no place in a text. */
function escaped(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n')
    .replaceAll(/\p{Cc}/gu, ' ');
}

/** 3.1: a long line goes on in the next after a space, never within a character. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const sign of line) {
    const size = Buffer.byteLength(sign);
    if (octets + size > LINE_OCTETS) {
      parts.push(part);
      part = ' ';
      octets = 1;
    }
    part += sign;
    octets += size;
  }
  return [...parts, part].join('\r\n');
}
