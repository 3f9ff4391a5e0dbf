import type { Team } from '@baton/domain/evidence/team.ts';

export interface Visit {
  readonly leg: string;
  readonly team: Team;
  readonly enteredAt: string;
  /** Null while the baton is here. */
  readonly leftAt: string | null;
}

export interface Segment {
  readonly leg: string;
  readonly team: Team;
  readonly x: number;
  readonly width: number;
  readonly seconds: number;
}

export interface Tick {
  readonly x: number;
  readonly label: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LEAST_WIDTH = 1.5;
const GAP = 0.9;
/** A tick carries a word of about this width. */
const TICK_WIDTH = 62;

function spanOf(visits: readonly Visit[], now: string): readonly [number, number] {
  const start = Math.min(...visits.map((visit) => Date.parse(visit.enteredAt)));
  const end = Math.max(...visits.map((visit) => Date.parse(visit.leftAt ?? now)));
  return [start, Math.max(end, start + 1000)];
}

/** The legs to scale: each as wide as the time it took, at least a hair; one after the other, the whole width used. */
export function layOutScale(visits: readonly Visit[], now: string, width: number): Segment[] {
  if (visits.length === 0) return [];
  const [start, end] = spanOf(visits, now);
  const perMs = width / (end - start);
  return visits.map((visit) => {
    const entered = Date.parse(visit.enteredAt);
    const left = Math.max(entered, Date.parse(visit.leftAt ?? now));
    const x = (entered - start) * perMs;
    const wanted = Math.max(LEAST_WIDTH, (left - entered) * perMs - GAP);
    return {
      leg: visit.leg,
      team: visit.team,
      x: Math.min(x, width - LEAST_WIDTH),
      width: Math.min(wanted, Math.max(LEAST_WIDTH, width - x)),
      seconds: Math.round((left - entered) / 1000),
    };
  });
}

/** Days (or hours, or weeks) under the scale, in the reader's zone, no more than have room. */
export function layOutTicks(visits: readonly Visit[], now: string, width: number, zone?: string): Tick[] {
  if (visits.length === 0) return [];
  const [start, end] = spanOf(visits, now);
  const room = Math.max(1, Math.floor(width / TICK_WIDTH));
  const steps = [
    HOUR_MS,
    3 * HOUR_MS,
    6 * HOUR_MS,
    DAY_MS,
    2 * DAY_MS,
    7 * DAY_MS,
    28 * DAY_MS,
    91 * DAY_MS,
    364 * DAY_MS,
  ];
  const step = steps.find((each) => (end - start) / each <= room) ?? 364 * DAY_MS;
  const ticks: Tick[] = [];
  for (let at = firstTick(start, step, zone); at < end; at += step) {
    const x = ((at - start) / (end - start)) * width;
    if (x < width - TICK_WIDTH / 2) ticks.push({ x, label: tickLabel(at, step, zone) });
  }
  return ticks;
}

function zoneOption(zone: string | undefined): { timeZone?: string } {
  return zone === undefined ? {} : { timeZone: zone };
}

/** The first full hour or midnight of the zone at or after the start. */
function firstTick(start: number, step: number, zone: string | undefined): number {
  const clock = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    ...zoneOption(zone),
  });
  const [hours = 0, minutes = 0, seconds = 0] = clock.format(start).split(':').map(Number);
  const sinceMidnight = (hours * 3600 + minutes * 60 + seconds) * 1000 + (start % 1000);
  const within = step < DAY_MS ? sinceMidnight % step : sinceMidnight;
  return within === 0 ? start : start - within + Math.min(step, DAY_MS);
}

function tickLabel(at: number, step: number, zone: string | undefined): string {
  const options: Intl.DateTimeFormatOptions =
    step < DAY_MS
      ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
      : step <= 2 * DAY_MS
        ? { weekday: 'short', day: 'numeric' }
        : { day: 'numeric', month: 'short' };
  return new Intl.DateTimeFormat('en-GB', { ...options, ...zoneOption(zone) }).format(at).replace(',', '');
}

/** The baton's way between two neighbours: straight within a lane, a curve from lane to lane. */
export function passPath(fromX: number, fromY: number, toX: number, toY: number): string {
  const bend = Math.max(7, (toX - fromX) * 1.4);
  return `M${fromX} ${fromY}C${fromX + bend} ${fromY} ${toX - bend} ${toY} ${toX} ${toY}`;
}
