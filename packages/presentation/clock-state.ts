import { formatDuration, secondsBetween } from './formats.ts';

export interface ClockTimes {
  readonly startedAt: string;
  readonly dueAt: string;
  /** When it was met; null while it runs. */
  readonly metAt?: string | null;
  /** Share used where it is not simply the time gone by (pauses, business hours). */
  readonly usedShare?: number | undefined;
}

export interface ClockState {
  readonly kind: 'ontime' | 'half' | 'risk' | 'over' | 'met';
  /** Share of the time used, 0 to 1. */
  readonly used: number;
  /** "5 h 30 m", "18 h over", "met" */
  readonly text: string;
}

/** What a clock shows at a moment: ink until 80 % of the time is used, red after, red ground only when it is over. */
export function clockState(times: ClockTimes, now: string): ClockState {
  const whole = secondsBetween(times.startedAt, times.dueAt);
  const left = secondsBetween(times.metAt ?? now, times.dueAt);
  const gone = whole <= 0 ? 1 : 1 - left / whole;
  const used = Math.min(1, Math.max(0, times.usedShare ?? gone));
  if (times.metAt) return { kind: 'met', used, text: left >= 0 ? 'met' : `met ${formatDuration(-left)} late` };
  if (left < 0) return { kind: 'over', used: 1, text: `${formatLargest(-left)} over` };
  const kind = used >= 0.8 ? 'risk' : used >= 0.5 ? 'half' : 'ontime';
  return { kind, used, text: formatDuration(left) };
}

/** The filled piece of the clock's face, as an SVG path in a 14 × 14 box; null for an empty face. */
export function clockFace(used: number): string | null {
  if (used <= 0.01) return null;
  const angle = Math.min(used, 0.999) * 2 * Math.PI;
  const x = 7 + 4.1 * Math.sin(angle);
  const y = 7 - 4.1 * Math.cos(angle);
  return `M7 7V2.9A4.1 4.1 0 ${used > 0.5 ? 1 : 0} 1 ${x.toFixed(2)} ${y.toFixed(2)}Z`;
}

/** What is over is told in its largest unit: "18 h". */
function formatLargest(seconds: number): string {
  return formatDuration(seconds).split(' ').slice(0, 2).join(' ');
}
