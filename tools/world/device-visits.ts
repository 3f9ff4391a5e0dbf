import { DAY_MS, HOUR_MS } from './milliseconds.ts';
import type { Random } from './random.ts';
import type { Scenario } from './scenario.ts';
import type { World } from './world.ts';
import type { Visit } from './world-device.ts';

/** The scanner's visits in a turn, oldest first. In a fleet with a past the visits before the install are those of the release. */
export function visitsOf(world: World, scenario: Scenario, hasPast: boolean, random: Random): readonly Visit[] {
  const scan = scenario.scan ?? {};
  if (scan.none || scan.stranger) return [];
  const minutes = random.whole(0, 600) * 60_000;
  const visit = (at: number): Visit => ({
    scan: scan.name ?? 'weekly',
    at,
    authenticated: !scan.unauthenticated,
    reached: !scan.unreached,
    sees: true,
    repeats: null,
    loginTold: !scan.loginUntold,
    byAddress: scan.byAddress ?? false,
  });
  const beforeInstall = world.tuesday + 9 * HOUR_MS + minutes;
  const weekly = world.tuesday + (4 + world.daysAfter) * DAY_MS + minutes;
  if (world.phase === 'release') return [visit(beforeInstall)];
  if (scan.beforeInstall && hasPast && scan.followUp !== 'clean') return [];
  if (scan.repeats)
    return repeatedVisits(visit(scan.beforeInstall ? beforeInstall + 2 * HOUR_MS : weekly), world, scan.repeats);
  if (world.phase === 'after') return [visit(weekly)];
  const first = visit(scan.beforeInstall ? beforeInstall : weekly);
  if (!scan.followUp) return [first];
  const later = Math.max(first.at + 8 * HOUR_MS, weekly);
  return [first, { ...first, scan: 'follow-up', at: later, authenticated: scan.followUp === 'clean', sees: false }];
}

/** The scanner came, and what its list has of the device is older: seen when the updates were out, and not looked for since. */
function repeatedVisits(visit: Visit, { tuesday }: World, how: 'beside' | 'alone'): readonly Visit[] {
  const list: Visit = { ...visit, scan: 'cloud', repeats: tuesday + 6 * HOUR_MS };
  return how === 'alone'
    ? [list]
    : [
        { ...visit, sees: false },
        { ...list, at: visit.at + 20 * HOUR_MS },
      ];
}

/** A look at another machine that has the device's address now. */
export function strangerOf(world: World): Visit {
  return {
    scan: 'weekly',
    at: world.tuesday + (world.phase === 'release' ? 12 * HOUR_MS : (4 + world.daysAfter) * DAY_MS),
    authenticated: true,
    reached: true,
    sees: false,
    repeats: null,
    loginTold: true,
    byAddress: true,
  };
}
