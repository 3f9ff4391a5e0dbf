import type { DeviceIdentity } from './device-identity.ts';
import type { Random } from './random.ts';
import type { Scenario } from './scenario.ts';
import type { Unjudged } from './unjudged.ts';
import type { World } from './world.ts';
import type { ItWord, Visit, WorldCell, WorldDevice } from './world-device.ts';
import type { WorldFix } from './world-fix.ts';

/** All that decides how a device stands at the end of a turn. */
export interface DeviceTurn {
  readonly world: World;
  readonly scenario: Scenario;
  readonly identity: DeviceIdentity;
  /** The device at the end of the turn before; null at the beginning. */
  readonly before: WorldDevice | null;
  readonly installedAt: number;
  readonly visits: readonly Visit[];
}

/** What both sides say of one fix on a device at the end of a turn. */
export function cellOf(turn: DeviceTurn, fix: WorldFix, random: Random): Unjudged {
  const { world, scenario, identity } = turn;
  const isTarget = targets(scenario, fix, world);
  // debsecan prints nothing on a clean machine, so those that it ran on have something.
  const isListed = identity.debsecan && fix === world.debian[1];
  const kept = isListed ? undefined : keptCell(turn, fix, isTarget);
  if (kept) return { ...kept, isTarget, reported: reportedOf(turn, fix, isTarget, kept.it.word) };
  const word = isListed ? 'missing' : wordOf(turn, fix, isTarget, random);
  const target = isTarget && (world.phase !== 'release' || scenario.target?.unmanaged) ? scenario.target : undefined;
  const old = target?.oldVersion === true || target?.unmanaged !== undefined || word !== 'installed';
  return {
    fix,
    isTarget,
    it: {
      word,
      installedAt: word === 'installed' ? turn.installedAt : null,
      version: versionOf(fix, target, old),
      hasFix: !old,
      path: fix.path,
      severity: target?.itSeverity ?? VENDOR_WORDS[fix.severity],
      flaps: target?.flaps ?? false,
      exitCode: target?.exitCode ?? (word === 'failed' ? 1603 : null),
      restart: target?.restart ? [random.pick(['sshd', 'apache2', 'nginx', 'cron'])] : [],
      oldKernelPackage: target?.oldKernelPackage && fix.kernel ? `linux-image-${fix.kernel.old}` : null,
      leftOld: target?.half ? (fix.scannerBinaries.find((binary) => binary !== fix.binary) ?? null) : null,
    },
    oldKernel: target?.oldKernel !== undefined,
    reported: reportedOf(turn, fix, isTarget, word),
    copies: copiesOf(fix, target, random),
  };
}

/** The scanner's severities in the words of vendors. */
const VENDOR_WORDS = { Critical: 'Critical', High: 'Important', Medium: 'Moderate' } as const;

function versionOf(fix: WorldFix, target: Scenario['target'], old: boolean): string {
  if (!old) return target?.newer ? laterThan(fix.version) : fix.version;
  return target?.byNumber ? '9.20' : fix.oldVersion;
}

function copiesOf(fix: WorldFix, target: Scenario['target'], random: Random): WorldCell['copies'] {
  const profile = `C:\\Users\\${random.pick(['anna', 'j.meyer', 'k.osei'])}\\AppData\\Local\\${fix.product.replace(' ', '\\')}\\Application`;
  const path = fix.path ?? '';
  const copies = { profile, 'same-path': path, beside: path.replace('Program Files', 'Program Files (x86)') };
  return target?.copy ? [{ path: copies[target.copy], version: fix.oldVersion }] : [];
}

/** A later build of a version: one more in its last number. */
function laterThan(version: string): string {
  return version.replace(/\d+$/, (last) => String(Number(last) + 1));
}

function targets(scenario: Scenario, fix: WorldFix, world: World): boolean {
  const target = scenario.target;
  if (!target || target.kind !== fix.kind) return false;
  if (target.unmanaged) return fix === target.unmanaged;
  if (target.product) return fix.product === target.product;
  if (fix.kind === 'application') return fix === world.applications[0];
  return fix.kind !== 'package' || fix === world.debian[1] || fix === world.rhel[1];
}

/** The cell as it was, where nothing has happened to it since: it was well, or what is wrong goes on. */
function keptCell({ world, scenario, before }: DeviceTurn, fix: WorldFix, isTarget: boolean): WorldCell | undefined {
  const cell = before?.cells.find((one) => one.fix.id === fix.id);
  if (!cell || !before) return undefined;
  const goesOn = world.phase === 'after' && before.scenario === scenario.name && scenario.name !== 'plain';
  const isNew = world.phase === 'window' && (isTarget || scenario.it !== undefined);
  return goesOn || (isWell(cell) && !isNew) ? cell : undefined;
}

function isWell({ it, copies, oldKernel }: WorldCell): boolean {
  return (
    it.word === 'installed' &&
    it.hasFix &&
    !it.flaps &&
    it.leftOld === null &&
    it.restart.length === 0 &&
    copies.length === 0 &&
    !oldKernel
  );
}

/** What IT's tool says. Cells that nothing was injected into are mostly done; a few are open, as in life. */
function wordOf(turn: DeviceTurn, fix: WorldFix, isTarget: boolean, random: Random): ItWord {
  const { world, scenario } = turn;
  const few = random.chance(openShare(turn));
  const fails = random.chance(0.2);
  if (scenario.it?.stale && fix.kind === 'kb') return 'unknown';
  if (world.phase === 'release') return releaseWord(scenario, isTarget);
  if (isTarget) return scenario.target?.word ?? 'installed';
  if (!isQuiet(scenario) && few) return fails ? 'failed' : 'missing';
  return 'installed';
}

/** Of new updates nothing is installed yet; what the tool does not list or does not approve, it does not from the first day. */
function releaseWord({ target, it }: Scenario, isTarget: boolean): ItWord {
  const word = isTarget ? target?.word : undefined;
  if (word !== undefined && word !== 'failed') return word;
  return it?.stale ? 'installed' : 'missing';
}

/** The share of cells that stay open after the window: less in most cycles than in the one before, and less from try to try. */
function openShare({ world, identity }: DeviceTurn): number {
  const ofCycle = [0.22, 0.15, 0.08, 0.12][world.cycle % 4] ?? 0.12;
  const share = identity.laggard ? Math.min(1, ofCycle * 3) : ofCycle;
  return world.round === 0 ? share : 0.4;
}

function isQuiet({ target, it, scan }: Scenario): boolean {
  return Boolean(
    target !== undefined ||
      it !== undefined ||
      scan?.beforeInstall ||
      scan?.byAddress ||
      scan?.loginUntold ||
      scan?.followUp,
  );
}

function reportedOf(
  { world, scenario, visits, identity, before }: DeviceTurn,
  fix: WorldFix,
  isTarget: boolean,
  word: ItWord,
): Unjudged['reported'] {
  const visit = visits[0];
  const isManifest = world.phase !== 'release' || scenario.target?.unmanaged !== undefined;
  if (isTarget && isManifest && scenario.target?.reported && (visit || before === null))
    return scenario.target.reported;
  if (identity.debsecan) return word === 'installed' ? 'no' : 'by-patch-check';
  if (!visit?.reached || !visit.authenticated || visit.scan === 'no-patch-families' || visit.scan === 'few-checks')
    return 'no';
  if (scenario.it?.absent) return 'by-patch-check';
  // A scan of before the install finds everything that was to be installed.
  const isBefore = scenario.scan?.beforeInstall && world.phase === 'window';
  if (isBefore && (scenario.target?.reported || scenario.scan?.followUp)) return 'by-patch-check';
  if (world.feeds[visit.scan] < Date.parse(fix.published)) return 'no';
  return word === 'installed' ? 'no' : 'by-patch-check';
}
