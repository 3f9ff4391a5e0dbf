const HOURS: Readonly<Record<string, number>> = { d: 24, t: 24, j: 24, h: 1, m: 1 / 60, s: 1 / 3600 };

/** How long a device has run, in hours; `isWholeDays` where it was told to the day only. */
export interface Uptime {
  readonly hours: number;
  readonly isWholeDays: boolean;
}

/**
 * Reads an uptime: "12 days, 3:04", "12d 3h", "3:04:05", "Up 2 days", or a number in the unit that the heading tells, days where it
 * tells none. Null for what is none.
 */
export function readUptime(raw: string, heading: string): Uptime | null {
  const text = raw.trim().toLowerCase().slice(0, 100);
  if (/^\d+(\.\d+)?$/.test(text)) {
    const unit = unitOf(heading);
    return { hours: Number(text) * (HOURS[unit] ?? 24), isWholeDays: unit === 'd' && !text.includes('.') };
  }
  const clock = /(?<![\d:])(\d{1,3}):(\d{2})(?::\d{2})?$/.exec(text);
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)\s*(d|t|j|h|m|s)[a-z]*/g)];
  if (parts.length === 0 && clock === null) return null;
  const told = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (HOURS[unit ?? ''] ?? 0), 0);
  const hours = told + (clock === null ? 0 : Number(clock[1]) + Number(clock[2]) / 60);
  return { hours, isWholeDays: clock === null && parts.every(([, , unit]) => HOURS[unit ?? ''] === 24) };
}

/** The unit in a heading: "Uptime (hours)", "uptime_seconds", "Uptime Days". */
function unitOf(heading: string): 'd' | 'h' | 'm' | 's' {
  const rest = heading.toLowerCase().replace(/^.*uptime/, '');
  const unit = /\b(?:h|hrs?|hours?|stunden|m|min\w*|s|sec\w*|sekunden)\b|(?<=_)(?:hours?|min\w*|sec\w*)/.exec(
    rest,
  )?.[0];
  if (unit === undefined) return 'd';
  return unit.startsWith('h') || unit === 'stunden' ? 'h' : unit.startsWith('m') ? 'm' : 's';
}
