import type { DeviceTurn } from './make-cell.ts';
import { DAY_MS, HOUR_MS } from './milliseconds.ts';
import type { Random } from './random.ts';
import type { Unjudged } from './unjudged.ts';
import type { ItView } from './world-device.ts';

/** What IT's tool says of the device itself at the end of a turn. */
export function itViewOf(turn: DeviceTurn, cells: readonly Unjudged[], random: Random): ItView {
  const { world, scenario, identity } = turn;
  const update = cells.find((cell) => cell.fix.kind === 'kb');
  const kernel = cells.find((cell) => cell.fix.kind === 'kernel');
  const stale = scenario.it?.stale ?? false;
  const hasUpdate = update?.it.word === 'installed' && update.it.hasFix;
  const installed = world.phase !== 'release';
  const waits = (installed && scenario.it?.notRebooted) ?? false;
  const lastSeen = world.now - random.whole(1, 20) * HOUR_MS;
  const staleSince = world.tuesday - random.whole(15, 19) * DAY_MS;
  return {
    lastSeen: stale ? staleSince : (beforeScan(turn) ?? lastSeen),
    lastBoot: lastBootOf(turn, cells, waits, random),
    rebootPending: (installed && scenario.it?.rebootPending) ?? false,
    build:
      identity.family === 'windows' && update
        ? hasUpdate && !waits
          ? update.fix.version
          : update.fix.oldVersion
        : null,
    runningKernel: kernel
      ? kernel.oldKernel || kernel.it.word !== 'installed'
        ? (kernel.fix.kernel?.old ?? null)
        : (kernel.fix.kernel?.fixed ?? null)
      : null,
    ghost: scenario.it?.ghost ? `OLD-${identity.name}` : null,
  };
}

/** Where IT heard of the device last some hours before the scan looked; null else. */
function beforeScan({ world, scenario, visits }: DeviceTurn): number | null {
  const [visit] = visits;
  return scenario.it?.seenBeforeScan && world.phase !== 'release' && visit ? visit.at - 2 * HOUR_MS : null;
}

/** A device starts again at the end of its window, unless it waits. */
function lastBootOf(turn: DeviceTurn, cells: readonly Unjudged[], waits: boolean, random: Random): number {
  const { world, before, installedAt, scenario } = turn;
  const rebooted = random.whole(20, 90) * 60_000;
  const days = random.whole(9, 20) * DAY_MS;
  const since = cells.reduce((newest, { it }) => Math.max(newest, it.installedAt ?? 0), 0);
  if (waits) {
    const goesOn = world.phase === 'after' && before?.scenario === scenario.name;
    return goesOn && before.it ? before.it.lastBoot : installedAt - days;
  }
  const last = before?.it?.lastBoot ?? installedAt - days;
  if (since === 0) return Math.min(last, installedAt + rebooted);
  return world.phase === 'window' && before === null ? installedAt + rebooted : Math.max(last, since + rebooted);
}
