import { type DeviceIdentity, identityOf } from './device-identity.ts';
import { strangerOf, visitsOf } from './device-visits.ts';
import { expect, isOpenInTruth } from './expect.ts';
import { itViewOf } from './it-view.ts';
import { cellOf } from './make-cell.ts';
import { DAY_MS, HOUR_MS } from './milliseconds.ts';
import { isMended, planOf } from './plan.ts';
import { Random } from './random.ts';
import type { Scenario } from './scenario.ts';
import { WINDOWS_RELEASES } from './windows-fixes.ts';
import type { World } from './world.ts';
import type { PastLook, Visit, WorldCell, WorldDevice } from './world-device.ts';
import type { WorldFix } from './world-fix.ts';

export const PLAIN: Scenario = { name: 'plain', families: ['windows'], causes: [] };

/** One device as it stands in a world of one turn. Depends on seed, time and index alone. */
export function makeDevice(world: World, index: number): WorldDevice {
  const [device] = liveThrough([world], index);
  if (!device) throw new Error('A device of a world without a past is there from the beginning.');
  return device;
}

/** Lives one device through the turns of the world; null in those in which it is not there. */
export function liveThrough(turns: readonly World[], index: number): readonly (WorldDevice | null)[] {
  const [first] = turns;
  if (!first) return [];
  const identity = identityOf(first, index);
  let before: WorldDevice | null = null;
  return turns.map((world) => {
    const isThere = turns.length === 1 || (world.cycle >= identity.joins && world.cycle < identity.leaves);
    before = isThere ? nextTurn(world, identity, before, turns.length > 1) : null;
    return before;
  });
}

function nextTurn(world: World, identity: DeviceIdentity, before: WorldDevice | null, hasPast: boolean): WorldDevice {
  const { index, family } = identity;
  const injected = planOf(world, index, family);
  const scenario = injected === null || isMended(world, index, injected) ? PLAIN : injected;
  const random = Random.of(world.seed + 7919 * (world.cycle + 1) + 104_729 * world.round, index);
  const installedAt = installTime(world, scenario, random);
  const visits = identity.debsecan ? [] : visitsOf(world, scenario, hasPast, random);
  const turn = { world, scenario, identity, before, installedAt, visits };
  const unjudged = fixesOf(world, scenario, identity, before, random).map((fix) => cellOf(turn, fix, random));
  const it = scenario.it?.absent ? null : itViewOf(turn, unjudged, random);
  const pastLooks = before === null ? [] : [...before.pastLooks, ...looksOf(before)];
  const found = unjudged.some(({ reported }) => reported !== 'no' && reported !== 'by-banner');
  const seen = it === null ? unjudged.filter((cell) => cell.reported !== 'no') : unjudged;
  const cells = seen.map((cell): WorldCell => {
    const context = { world, scenario, family, it, visits, pastLooks, found, debsecan: identity.debsecan };
    return { ...cell, openInTruth: isOpenInTruth(cell, context), expected: expect(cell, context) };
  });
  return {
    ...identity,
    scenario: scenario.name,
    it,
    softwareList:
      it !== null && (scenario.it?.softwareList ?? (injected === null && family === 'windows' && index % 9 === 2)),
    visits,
    pastLooks,
    stranger: scenario.scan?.stranger ? strangerOf(world) : null,
    feeds: world.feeds,
    checked: world.checked,
    cells,
  };
}

/** What is left of a turn's visits for the judgement of later ones. */
function looksOf(device: WorldDevice): readonly PastLook[] {
  const reported = device.cells
    .filter((cell) => cell.reported !== 'no')
    .map(({ fix }) => [fix.product, fix.id] as const);
  return device.visits.map(
    (visit: Visit): PastLook => ({
      visit,
      feed: device.feeds[visit.scan],
      checked: device.checked,
      reported: new Map(visit.sees ? reported : []),
    }),
  );
}

/** The one maintenance window of the device: the night in which everything was installed. */
function installTime(world: World, scenario: Scenario, random: Random): number {
  const minutes = random.whole(0, 180) * 60_000;
  if (scenario.it?.stale) return world.tuesday - 21 * DAY_MS - minutes;
  const night = scenario.scan?.beforeInstall ? random.whole(2, 3) : random.whole(1, 3);
  return world.tuesday + (night + world.daysAfter) * DAY_MS + 8 * HOUR_MS + minutes;
}

/** What the device needs in this cycle; it stays the same until the next one begins. */
function fixesOf(
  world: World,
  scenario: Scenario,
  { family, release }: DeviceIdentity,
  before: WorldDevice | null,
  random: Random,
): readonly WorldFix[] {
  const isOfCycle = (cell: WorldCell) => world.fixes.includes(cell.fix);
  if (world.phase !== 'release' && before?.cells.some(isOfCycle)) return before.cells.map(({ fix }) => fix);
  const update = world.windows.find(([{ key }]) => key === WINDOWS_RELEASES[release]?.key)?.[1];
  const updates = update ? [update] : [];
  const unmanaged = scenario.target?.unmanaged;
  const packages = family === 'debian' ? world.debian : world.rhel;
  // Beside it something that IT names, so that it knows the device.
  if (unmanaged) return [...(family === 'windows' ? updates : packages.slice(0, 2)), unmanaged];
  if (family === 'windows') {
    return [
      ...updates,
      ...world.applications.filter(
        (fix, index) =>
          index === 0 || scenario.target?.kind === 'application' || has(before, fix) || random.chance(0.5),
      ),
    ];
  }
  // What was out before and is not on the device has not come onto it since.
  const applies = (fix: WorldFix) => before === null || has(before, fix) || !world.known.includes(fix);
  return packages
    .filter(applies)
    .filter(
      (fix) =>
        fix.kind === 'kernel' ||
        fix.product === scenario.target?.product ||
        has(before, fix) ||
        random.chance(0.7) ||
        fix === packages[1],
    );
}

/** What a device once had it keeps. */
function has(before: WorldDevice | null, fix: WorldFix): boolean {
  return before?.cells.some((cell) => cell.fix.product === fix.product) ?? false;
}
