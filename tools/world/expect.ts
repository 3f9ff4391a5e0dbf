import { CAUSE_IDS, type CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import type { Scenario } from './scenario.ts';
import { DAY_MS, type World } from './world.ts';
import type { Expected, ItView, OsFamily, Visit, WorldCell } from './world-device.ts';

/** A cell of which it is not yet said what is true and what should be judged. */
export interface Unjudged extends Omit<WorldCell, 'openInTruth' | 'expected'> {
  readonly isTarget: boolean;
  readonly oldKernel: boolean;
}

export interface DeviceContext {
  readonly world: World;
  readonly scenario: Scenario;
  readonly family: OsFamily;
  readonly it: ItView | null;
  readonly visits: readonly Visit[];
  readonly debsecan: boolean;
}

/** IT's record counts as stale after so many days; the world keeps away from the limit by two. */
const STALE_DAYS = 14;

/** Whether the fix is really missing, or in place and not in use. The world knows, whatever both sides say. */
export function isOpenInTruth(cell: Unjudged, { it, scenario }: DeviceContext): boolean {
  if (it === null) return cell.reported === 'by-patch-check';
  if (cell.it.word !== 'installed' || !cell.it.hasFix || cell.it.leftOld !== null || cell.copies.length > 0)
    return true;
  if (cell.oldKernel || cell.it.restart.length > 0) return true;
  return cell.fix.kind === 'kb' && (scenario.it?.notRebooted ?? false);
}

/** What a right judgement is, by the table of causes in the domain and its contract of evidence. */
export function expect(told: Unjudged, context: DeviceContext): Expected {
  // What a first visit reported and a later one, which saw as well, does not is gone.
  const cell = context.scenario.scan?.followUp === 'clean' ? { ...told, reported: 'no' as const } : told;
  const fits = fitting(cell, context);
  const [cause, ...also] = CAUSE_IDS.filter((id) => fits.has(id));
  const bothOpen =
    (['missing', 'failed', 'not-approved'].includes(cell.it.word) || cell.it.leftOld !== null) &&
    cell.reported !== 'no' &&
    context.it !== null;
  const lenient = acceptOf(cell, context, cause ?? null);
  if (bothOpen)
    return {
      verdict: 'open',
      cause: cell.it.word === 'not-approved' ? 'not-approved' : null,
      also: [],
      accept: cell.it.word === 'not-approved' ? [null] : cell.it.leftOld !== null ? lenient : [],
    };
  if (cause === undefined) {
    const contradicts = cell.reported !== 'no';
    return {
      verdict: contradicts ? 'not-proven' : 'proven',
      cause: contradicts ? 'unexplained' : null,
      also: [],
      accept: lenient,
    };
  }
  return { verdict: 'not-proven', cause, also, accept: lenient };
}

/** Every cause whose words in the domain's table fit the cell. */
function fitting(cell: Unjudged, context: DeviceContext): ReadonlySet<CauseId> {
  const { it, visits, world, debsecan } = context;
  const fits = new Set<CauseId>();
  const add = (id: CauseId, is: boolean) => is && fits.add(id);
  const visit = visits.at(-1);
  add('not-in-infosec-scope', visit === undefined && !debsecan);
  if (it === null) return fits.add('not-in-it-inventory');
  add('duplicate-device', it.ghost !== null);
  add('stale-inventory', it.lastSeen < world.now - STALE_DAYS * DAY_MS);
  // A look that was good enough is not undone by a later one that could see less.
  const look = context.scenario.scan?.followUp === 'clean' ? visit : visits[0];
  if (look) addBlindness(cell, look, world, add);
  add('superseded-fix', cell.reported === 'earlier-fix');
  add('backported-fix', cell.reported === 'by-banner');
  addNotInUse(cell, context, it, add);
  return fits;
}

function addBlindness(cell: Unjudged, visit: Visit, world: World, add: (id: CauseId, is: boolean) => unknown): void {
  const silent = cell.reported === 'no';
  add('stale-scan', cell.it.installedAt !== null && visit.at < cell.it.installedAt);
  add('unauthenticated-scan', visit.reached && (!visit.authenticated || !visit.loginTold));
  add(
    'out-of-scan-scope',
    silent && (!visit.reached || visit.scan === 'no-patch-families' || visit.scan === 'few-checks'),
  );
  add('detection-lag', silent && world.feeds[visit.scan] < Date.parse(cell.fix.published));
}

function addNotInUse(
  cell: Unjudged,
  { scenario }: DeviceContext,
  it: ItView,
  add: (id: CauseId, is: boolean) => unknown,
): void {
  const { word, installedAt, hasFix, restart } = cell.it;
  const installed = word === 'installed';
  add(
    'pending-reboot',
    installed && cell.fix.kind === 'kb' && installedAt !== null && (it.rebootPending || it.lastBoot < installedAt),
  );
  add('old-kernel-running', installed && cell.oldKernel);
  add('restart-needed', restart.length > 0);
  add(
    'side-by-side-version',
    cell.copies.some((copy) => copy.path !== cell.it.path && !copy.path.includes('\\Users\\')),
  );
  add(
    'per-user-install',
    cell.copies.some((copy) => copy.path.includes('\\Users\\')),
  );
  add('false-success', installed && !hasFix);
  add('not-approved', word === 'not-approved' || (cell.isTarget && scenario.target?.unmanaged === true));
  add('unknown-dropped', word === 'unknown' || (word === 'silent' && !(cell.isTarget && scenario.target?.unmanaged)));
  add('not-applicable-said', word === 'not-applicable' && cell.reported !== 'no');
}

/** Where the domain's words leave more than one answer. */
function acceptOf(
  cell: Unjudged,
  { scenario, it, debsecan, family }: DeviceContext,
  cause: CauseId | null,
): readonly (CauseId | null)[] {
  // A debsecan list does not say when it was made, so nothing is sure after it.
  if (debsecan) return [null, 'stale-scan', 'out-of-scan-scope', 'unexplained'];
  const accept: (CauseId | null)[] = [
    ...(cell.isTarget || scenario.target === undefined ? (scenario.accept ?? []) : []),
  ];
  if (it?.ghost) accept.push(null, 'duplicate-device');
  // "In use" speaks of a pending reboot of the device, and an application does not wait for it: both can be defended.
  const waits = it !== null && (it.rebootPending || (family === 'windows' && it.lastBoot < (cell.it.installedAt ?? 0)));
  if (cell.fix.kind !== 'kb' && waits && cause === null) accept.push(null, 'pending-reboot');
  return accept;
}
