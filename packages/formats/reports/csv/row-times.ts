import type { Cells } from './meaning.ts';
import type { RowContext } from './row-context.ts';
import type { RowProblem } from './row-problem.ts';
import { readUptime } from './uptime.ts';

/** Words for no time, and the zero of several systems' calendars. */
const NO_TIME =
  /^(never|nie|jamais|n\/?a|none|null|unknown|unbekannt|[-–—\s]+|not installed|0|(0001|1601|1899|1900|1970)-01-01.*|0?1[/.]0?1[/.](0001|1601|1900|1970).*)$/i;

export interface RowTimes {
  readonly installedAt: string | null;
  readonly lastSeen: string | null;
  readonly lastBoot: string | null;
}

/** The times of a row; what cannot be read is a problem. */
export function rowTimes(cells: Cells, context: RowContext, problems: RowProblem[]): RowTimes {
  const read = (meaning: 'installedAt' | 'lastSeen' | 'lastBoot'): string | null => {
    const raw = cells(meaning);
    if (raw === '' || NO_TIME.test(raw)) return null;
    const { at, fault } = context.time(meaning);
    if (fault !== null) problems.push({ where: meaning, what: fault });
    return at;
  };
  const lastSeen = read('lastSeen');
  return {
    installedAt: read('installedAt'),
    lastSeen,
    lastBoot: read('lastBoot') ?? bootBefore(lastSeen, cells, context),
  };
}

/** The boot, by an uptime at the time when the device was seen; a day where the uptime is in days. */
function bootBefore(lastSeen: string | null, cells: Cells, context: RowContext): string | null {
  const uptime = cells('uptime') === '' ? null : readUptime(cells('uptime'), context.headingOf('uptime'));
  if (uptime === null || lastSeen === null || lastSeen.length === 10) return null;
  const boot = Temporal.Instant.from(lastSeen)
    .subtract({ seconds: Math.round(uptime.hours * 3600) })
    .toString();
  return uptime.isWholeDays ? boot.slice(0, 10) : boot;
}
