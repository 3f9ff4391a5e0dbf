import { UNMANAGED_APPLICATION } from './application-fixes.ts';
import { expect, isOpenInTruth, type Unjudged } from './expect.ts';
import { planOf } from './plan.ts';
import { Random } from './random.ts';
import type { Scenario } from './scenario.ts';
import { DAY_MS, HOUR_MS, type World } from './world.ts';
import type { ItView, ItWord, OsFamily, Visit, WorldCell, WorldDevice } from './world-device.ts';
import type { WorldFix } from './world-fix.ts';

const PLAIN: Scenario = { name: 'plain', families: ['windows'], causes: [] };

/** Lives one device through the cycle: what it is, what was injected, what both sides came to see. Depends on seed and index alone. */
export function makeDevice(world: World, index: number): WorldDevice {
  const random = Random.of(world.seed, index);
  const scenario = planOf(world, index) ?? PLAIN;
  const family =
    scenario === PLAIN
      ? random.pick<OsFamily>(['windows', 'windows', 'windows', 'debian', 'rhel'])
      : random.pick(scenario.families);
  const [release, update] = random.pick(world.windows as [World['windows'][number], ...World['windows']]);
  const installedAt = installTime(world, scenario, random);
  const debsecan = scenario === PLAIN && family === 'debian' && random.chance(0.2);
  const visits = debsecan ? [] : visitsOf(world, scenario, random);
  const fixes = fixesOf(world, scenario, family, update, random);
  const bare = {
    index,
    ...namesOf(index, family, release.server, scenario.scan?.byAddress || scenario.it?.ghost || false, random),
    family,
    osTitle:
      family === 'windows'
        ? release.title
        : family === 'debian'
          ? 'Debian GNU/Linux 12 (bookworm)'
          : 'Red Hat Enterprise Linux release 9.4 (Plow)',
    scenario: scenario.name,
    visits,
    stranger: scenario.scan?.stranger ? strangerOf(world) : null,
    debsecan,
  };
  const unjudged = fixes.map((fix) => cellOf(world, scenario, fix, installedAt, { visits, debsecan }, random));
  const it = scenario.it?.absent ? null : itViewOf(world, scenario, family, unjudged, installedAt, bare.name, random);
  const seen = it === null ? unjudged.filter((cell) => cell.reported !== 'no') : unjudged;
  const cells = seen.map((cell): WorldCell => {
    const context = { world, scenario, it, visits, debsecan, family };
    return { ...cell, openInTruth: isOpenInTruth(cell, context), expected: expect(cell, context) };
  });
  return { ...bare, it, cells };
}

function namesOf(index: number, family: OsFamily, server: boolean, keepsSerial: boolean, random: Random) {
  const number = String(index + 1).padStart(6, '0');
  const name =
    family !== 'windows'
      ? `lnx-${random.pick(['web', 'db', 'app'])}-${number}`
      : server
        ? `SRV-${random.pick(['FILE', 'SQL', 'AD'])}-${number.slice(-6)}`
        : `${random.pick(['PC', 'NB', 'WS'])}-${number}`;
  return {
    name,
    domain: 'corp.example',
    ip: `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`,
    // Notebooks at shared docks have the docks' addresses: no name of a device.
    mac: index % 29 === 3 ? '00:e0:4c:68:00:01' : `00:50:56:${random.hex(2)}:${random.hex(2)}:${random.hex(2)}`,
    // Numbered, so that no two devices of a large world share one by chance.
    serial:
      index % 31 === 4 && !keepsSerial
        ? random.pick(['To be filled by O.E.M.', 'System Serial Number', 'Default string', '0'])
        : `${random.pick(['PF', 'MJ', '5CG', 'CZC'])}${(index + 1_679_616).toString(36).toUpperCase()}${random.hex(2).toUpperCase()}`,
    uuid: `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-a${random.hex(3)}-${(index + 1).toString(16).padStart(12, '0')}`,
  };
}

/** The one maintenance window of the device: the night in which everything was installed. */
function installTime(world: World, scenario: Scenario, random: Random): number {
  const minutes = random.whole(0, 180) * 60_000;
  if (scenario.it?.stale) return world.now - 23 * DAY_MS - minutes;
  const night = scenario.scan?.beforeInstall ? random.whole(2, 3) : random.whole(1, 3);
  return world.tuesday + night * DAY_MS + 8 * HOUR_MS + minutes;
}

function visitsOf(world: World, scenario: Scenario, random: Random): readonly Visit[] {
  const scan = scenario.scan ?? {};
  if (scan.none || scan.stranger) return [];
  const minutes = random.whole(0, 600) * 60_000;
  const at = world.tuesday + (scan.beforeInstall ? 9 * HOUR_MS : 4 * DAY_MS) + minutes;
  const first: Visit = {
    scan: scan.name ?? 'weekly',
    at,
    authenticated: !scan.unauthenticated,
    reached: !scan.unreached,
    sees: true,
    loginTold: !scan.loginUntold,
    byAddress: scan.byAddress ?? false,
  };
  if (!scan.followUp) return [first];
  const later = Math.max(at + 8 * HOUR_MS, world.tuesday + 4 * DAY_MS + minutes);
  return [first, { ...first, scan: 'follow-up', at: later, authenticated: scan.followUp === 'clean', sees: false }];
}

function strangerOf(world: World): Visit {
  return {
    scan: 'weekly',
    at: world.tuesday + 4 * DAY_MS,
    authenticated: true,
    reached: true,
    sees: false,
    loginTold: true,
    byAddress: true,
  };
}

function fixesOf(
  world: World,
  scenario: Scenario,
  family: OsFamily,
  update: WorldFix,
  random: Random,
): readonly WorldFix[] {
  if (scenario.target?.unmanaged) return [update, UNMANAGED_APPLICATION];
  if (family === 'windows') {
    return [
      update,
      ...world.applications.filter(
        (_, index) => index === 0 || scenario.target?.kind === 'application' || random.chance(0.5),
      ),
    ];
  }
  const all = family === 'debian' ? world.debian : world.rhel;
  return all.filter(
    (fix) => fix.kind === 'kernel' || fix.product === scenario.target?.product || random.chance(0.7) || fix === all[1],
  );
}

interface Seen {
  readonly visits: readonly Visit[];
  readonly debsecan: boolean;
}

function cellOf(
  world: World,
  scenario: Scenario,
  fix: WorldFix,
  installedAt: number,
  seen: Seen,
  random: Random,
): Unjudged {
  const isTarget = targets(scenario, fix, world);
  // debsecan prints nothing on a clean machine, so those that it ran on have something.
  const word = seen.debsecan && fix === world.debian[1] ? 'missing' : wordOf(scenario, fix, isTarget, random);
  const target = isTarget ? scenario.target : undefined;
  const old = target?.oldVersion === true || target?.unmanaged === true || word !== 'installed';
  const profile = `C:\\Users\\${random.pick(['anna', 'j.meyer', 'k.osei'])}\\AppData\\Local\\${fix.product.replace(' ', '\\')}\\Application`;
  const copyPath =
    target?.copy === 'profile'
      ? profile
      : target?.copy === 'same-path'
        ? fix.path
        : (fix.path ?? '').replace('Program Files', 'Program Files (x86)');
  return {
    fix,
    isTarget,
    it: {
      word,
      installedAt: word === 'installed' ? installedAt : null,
      version: old
        ? target?.byNumber
          ? '9.20'
          : fix.oldVersion
        : target?.newer
          ? laterThan(fix.version)
          : fix.version,
      hasFix: !old,
      path: fix.path,
      exitCode: target?.exitCode ?? (word === 'failed' ? 1603 : null),
      restart: target?.restart ? [random.pick(['sshd', 'apache2', 'nginx', 'cron'])] : [],
      leftOld: target?.half ? (fix.scannerBinaries.find((binary) => binary !== fix.binary) ?? null) : null,
    },
    oldKernel: target?.oldKernel !== undefined,
    reported: reportedOf(scenario, fix, isTarget, word, seen),
    copies: target?.copy && copyPath ? [{ path: copyPath, version: fix.oldVersion }] : [],
  };
}

/** A later build of a version: one more in its last number. */
function laterThan(version: string): string {
  return version.replace(/\d+$/, (last) => String(Number(last) + 1));
}

function targets(scenario: Scenario, fix: WorldFix, world: World): boolean {
  const target = scenario.target;
  if (!target || target.kind !== fix.kind) return false;
  if (target.unmanaged) return fix === UNMANAGED_APPLICATION;
  if (target.product) return fix.product === target.product;
  if (fix.kind === 'application') return fix === world.applications[0];
  return fix.kind !== 'package' || fix === world.debian[1] || fix === world.rhel[1];
}

/** What IT's tool says. Cells that nothing was injected into are mostly done; a few are open, as in life. */
function wordOf(scenario: Scenario, fix: WorldFix, isTarget: boolean, random: Random): ItWord {
  const few = random.chance(0.12);
  if (scenario.it?.stale && fix.kind === 'kb') return 'unknown';
  if (isTarget) return scenario.target?.word ?? 'installed';
  const isQuiet =
    scenario.target !== undefined ||
    scenario.it !== undefined ||
    scenario.scan?.beforeInstall ||
    scenario.scan?.byAddress ||
    scenario.scan?.loginUntold ||
    scenario.scan?.followUp;
  if (isQuiet || !few) return 'installed';
  return random.chance(0.2) ? 'failed' : 'missing';
}

function reportedOf(
  scenario: Scenario,
  fix: WorldFix,
  isTarget: boolean,
  word: ItWord,
  { visits, debsecan }: Seen,
): Unjudged['reported'] {
  const visit = visits[0];
  if (isTarget && scenario.target?.reported) return scenario.target.reported;
  if (debsecan) return word === 'installed' ? 'no' : 'by-patch-check';
  if (!visit?.reached || !visit.authenticated || visit.scan === 'no-patch-families' || visit.scan === 'few-checks')
    return 'no';
  if (scenario.it?.absent) return 'by-patch-check';
  // A scan of before the install finds everything that was to be installed.
  if (scenario.scan?.beforeInstall && (scenario.target?.reported || scenario.scan.followUp)) return 'by-patch-check';
  if (visit.scan === 'old-feed' && fix.kind === 'kb') return 'no';
  return word === 'installed' ? 'no' : 'by-patch-check';
}

function itViewOf(
  world: World,
  scenario: Scenario,
  family: OsFamily,
  cells: readonly Unjudged[],
  installedAt: number,
  name: string,
  random: Random,
): ItView {
  const update = cells.find((cell) => cell.fix.kind === 'kb');
  const kernel = cells.find((cell) => cell.fix.kind === 'kernel');
  const stale = scenario.it?.stale ?? false;
  const hasUpdate = update?.it.word === 'installed' && update.it.hasFix;
  const waits = scenario.it?.notRebooted ?? false;
  // Linux servers run for weeks: only a new kernel asks for a reboot.
  const rebooted = installedAt + random.whole(20, 90) * 60_000;
  return {
    lastSeen: stale ? world.now - random.whole(16, 20) * DAY_MS : world.now - random.whole(1, 20) * HOUR_MS,
    lastBoot: waits ? installedAt - random.whole(9, 20) * DAY_MS : rebooted,
    rebootPending: scenario.it?.rebootPending ?? false,
    build: family === 'windows' && update ? (hasUpdate && !waits ? update.fix.version : update.fix.oldVersion) : null,
    runningKernel: kernel
      ? kernel.oldKernel || kernel.it.word !== 'installed'
        ? (kernel.fix.kernel?.old ?? null)
        : (kernel.fix.kernel?.fixed ?? null)
      : null,
    ghost: scenario.it?.ghost ? `OLD-${name}` : null,
  };
}
