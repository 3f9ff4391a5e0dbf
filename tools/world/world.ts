import type { Knowledge } from '@baton/domain/advisories/knowledge.ts';
import { applicationFixes } from './application-fixes.ts';
import { debianFixes, debianKernel } from './debian-fixes.ts';
import { DAY_MS, HOUR_MS } from './milliseconds.ts';
import { patchTuesdays } from './patch-tuesday.ts';
import { rhelFixes } from './rhel-fixes.ts';
import { UNMANAGED_FIXES } from './unmanaged-fixes.ts';
import { cumulativeUpdates, WINDOWS_RELEASES, type WindowsRelease } from './windows-fixes.ts';
import type { ScanName } from './world-device.ts';
import type { WorldFix } from './world-fix.ts';

export interface WorldOptions {
  readonly seed: number;
  readonly devices: number;
  /** Milliseconds since 1970; not before October 2024, from when the world's fixes are. */
  readonly now: number;
  /** How many patch cycles the fleet lives through; the last one contains `now`. One: only as it stands at `now`. */
  readonly cycles?: number;
}

/**
 * What a fleet does between two deliveries: `release`: the updates are out and nothing is installed; `window`: the maintenance
 * nights are over; `after`: days and weeks later, what went wrong is being mended.
 */
export type Phase = 'release' | 'window' | 'after';

/** What all devices share in one turn of the world: its clock, the fixes of its cycle and what the scans looked for. */
export interface World {
  readonly seed: number;
  /** When the turn ends and IT's tools write their exports. Milliseconds since 1970. */
  readonly now: number;
  readonly cycle: number;
  readonly phase: Phase;
  /** How often what went wrong has been tried again since the window; 0 up to there. */
  readonly round: number;
  /** By how many days this try is later than the window; 0 up to there. */
  readonly daysAfter: number;
  /** When the month's updates came out. */
  readonly tuesday: number;
  readonly windows: readonly (readonly [WindowsRelease, WorldFix])[];
  readonly applications: readonly WorldFix[];
  readonly debian: readonly WorldFix[];
  readonly rhel: readonly WorldFix[];
  readonly fixes: readonly WorldFix[];
  /** What the scanners have checks for: the fixes of this cycle and of those before it. */
  readonly checked: readonly WorldFix[];
  /** The fixes of the cycles before. */
  readonly known: readonly WorldFix[];
  /** Scanners list their checks one by one, as they have to where a later cycle brings new ones for fixes that were out before. */
  readonly listsChecks: boolean;
  readonly feeds: Readonly<Record<ScanName, number>>;
}

const FIRST_TUESDAY = Date.UTC(2024, 8, 1);

/** Sets the stage of one cycle as it stands at `now`. */
export function setStage(options: WorldOptions, knowledge: Knowledge): World {
  const turn = setTurns({ ...options, cycles: 1 }, knowledge).at(-1);
  if (!turn) throw new Error('A cycle has at least one turn.');
  return turn;
}

/** The turns that the fleet lives through, oldest first. Of a single cycle only the one that ends at `now`. */
export function setTurns(options: WorldOptions, knowledge: Knowledge): readonly World[] {
  const count = options.cycles ?? 1;
  const tuesdays = patchTuesdays(options.now, count);
  if ((tuesdays[0] ?? 0) < FIRST_TUESDAY)
    throw new Error('The world begins on 2024-10-14: give a later --now, or fewer --cycles.');
  const cycles = cyclesOf(options.seed, tuesdays, knowledge);
  const [only] = cycles;
  if (count === 1 && only) return [{ ...only, now: options.now, phase: 'window', ...FIRST_TRY }];
  return cycles.flatMap((cycle) => {
    const next = tuesdays[cycle.cycle + 1] ?? Number.POSITIVE_INFINITY;
    return turnsOf(cycle.tuesday, Math.min(next, options.now)).map((turn) => ({ ...cycle, ...turn }));
  });
}

type Turn = Pick<World, 'now' | 'phase' | 'round' | 'daysAfter'>;
type CycleOfWorld = Omit<World, keyof Turn>;

const FIRST_TRY = { round: 0, daysAfter: 0 } as const;
/** What failed is tried again in the days after the window, then week by week. */
const RETRY_DAYS = 4;

function turnsOf(tuesday: number, end: number): readonly Turn[] {
  const turns: Turn[] = [
    { now: tuesday + 26 * HOUR_MS, phase: 'release', ...FIRST_TRY },
    { now: Math.min(tuesday + 6 * DAY_MS, end), phase: 'window', ...FIRST_TRY },
  ];
  for (let round = 1; ; round += 1) {
    const daysAfter = round === 1 ? RETRY_DAYS : 7 * (round - 1);
    const now = tuesday + (6 + daysAfter) * DAY_MS;
    if (now >= end) return turns;
    turns.push({ now, phase: 'after', round, daysAfter });
  }
}

function cyclesOf(seed: number, tuesdays: readonly number[], knowledge: Knowledge): readonly CycleOfWorld[] {
  const days = tuesdays.map(dayOf);
  // What is not Windows has been out for three weeks, so that even a device not seen for as long could have it.
  const otherDays = tuesdays.map((tuesday) => dayOf(tuesday - 22 * DAY_MS));
  const windows = WINDOWS_RELEASES.map((release) => cumulativeUpdates(knowledge, release, days));
  const applications = applicationFixes(otherDays);
  const packages = debianFixes(knowledge, otherDays);
  const kernels = debianKernel(otherDays);
  const rhel = rhelFixes(otherDays);
  const checked: WorldFix[] = [];
  return tuesdays.map((tuesday, cycle) => {
    const fixes = {
      windows: WINDOWS_RELEASES.flatMap((release, index) => {
        const fix = windows[index]?.[cycle];
        return fix ? [[release, fix] as const] : [];
      }),
      applications: applications[cycle] ?? [],
      debian: [...(kernels[cycle] ?? []), ...(packages[cycle] ?? [])],
      rhel: rhel[cycle] ?? [],
    };
    const updates = fixes.windows.map(([, fix]) => fix);
    const all = [...updates, ...fixes.applications, ...UNMANAGED_FIXES, ...fixes.debian, ...fixes.rhel];
    const known = [...checked];
    checked.push(...all);
    return {
      seed,
      cycle,
      tuesday,
      ...fixes,
      fixes: all,
      known,
      checked: [...checked],
      listsChecks: seed % 2 === 1 || tuesdays.length > 1,
      feeds: feedsOf(tuesday, updates),
    };
  });
}

function feedsOf(tuesday: number, updates: readonly WorldFix[]): World['feeds'] {
  const oldest = Math.min(...updates.map((fix) => Date.parse(`${fix.published}T17:00:00Z`)));
  return {
    weekly: tuesday + 3 * HOUR_MS,
    'old-feed': Math.min(tuesday, oldest) - 8 * DAY_MS,
    'no-patch-families': tuesday + 3 * HOUR_MS,
    'few-checks': tuesday + 3 * HOUR_MS,
    'follow-up': tuesday + 3 * HOUR_MS,
    cloud: tuesday + 3 * HOUR_MS,
  };
}

export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
