import { CAUSE_IDS, type CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import { type CellLook, type InfosecView, infosecView } from './looks.ts';
import { DAY_MS } from './milliseconds.ts';
import type { DeviceContext, Unjudged } from './unjudged.ts';
import type { Expected, ItView } from './world-device.ts';

/** IT's record counts as stale after so many days; the world keeps away from the limit by two. */
const STALE_DAYS = 14;

/** Whether the fix is really missing, or in place and not in use. The world knows, whatever both sides say. */
export function isOpenInTruth(cell: Unjudged, { it, scenario }: DeviceContext): boolean {
  if (it === null) return cell.reported === 'by-patch-check';
  if (cell.reported === 'by-registry-check' || (cell.isTarget && scenario.target?.reverted)) return true;
  if (cell.it.word !== 'installed' || !cell.it.hasFix || cell.it.leftOld !== null || cell.copies.length > 0)
    return true;
  if (cell.oldKernel || cell.it.restart.length > 0) return true;
  return cell.fix.kind === 'kb' && (scenario.it?.notRebooted ?? false);
}

/** What a right judgement is, by the table of causes in the domain and its contract of evidence. */
export function expect(cell: Unjudged, context: DeviceContext): Expected {
  const infosec = infosecView(cell, context);
  const fits = fitting(cell, context, infosec);
  const [cause, ...also] = CAUSE_IDS.filter((id) => fits.has(id));
  if (isOpenForBoth(cell, context, infosec)) return openCell(cell, context);
  const accept = acceptOf(cell, context, cause ?? null);
  if (cause !== undefined) return { verdict: 'not-proven', cause, also, accept };
  const contradicts = infosec.standing !== null || (!infosec.isClear && !context.debsecan);
  return {
    verdict: contradicts ? 'not-proven' : 'proven',
    cause: contradicts ? 'unexplained' : null,
    also: [],
    accept,
  };
}

/** Both sides call it open, whatever the age of either look. */
function isOpenForBoth({ it: said, reported }: Unjudged, context: DeviceContext, { standing }: InfosecView): boolean {
  const itSays = ['missing', 'failed', 'not-approved'].includes(said.word) || said.leftOld !== null;
  return context.it !== null && itSays && (standing !== null || (context.debsecan && reported !== 'no'));
}

function openCell(cell: Unjudged, context: DeviceContext): Expected {
  const declined = cell.it.word === 'not-approved';
  const half = cell.it.leftOld !== null;
  return {
    verdict: 'open',
    cause: declined ? 'not-approved' : null,
    also: calledLessUrgent(cell) ? ['severity-differs'] : [],
    accept: declined ? [null] : half ? acceptOf(cell, context, null) : [],
  };
}

/** Both call it open, and IT's own scale calls it low. */
function calledLessUrgent({ it, fix, reported }: Unjudged): boolean {
  return it.severity === 'Low' && fix.severity !== 'Medium' && reported !== 'no';
}

/** Every cause whose words in the domain's table fit the cell. */
function fitting(cell: Unjudged, context: DeviceContext, infosec: InfosecView): ReadonlySet<CauseId> {
  const { it, world, debsecan } = context;
  const fits = new Set<CauseId>();
  const add = (id: CauseId, is: boolean) => is && fits.add(id);
  add('not-in-infosec-scope', infosec.newest === null && !debsecan);
  if (it === null) return fits.add('not-in-it-inventory');
  add('stale-inventory', it.lastSeen < world.now - STALE_DAYS * DAY_MS);
  if (infosec.newest && !infosec.isClear) addBlindness(cell, infosec, infosec.newest, add);
  const { standing } = infosec;
  const asksForOther = standing !== null && cell.fix.kind === 'kb' && standing.reported !== cell.fix.id;
  add('superseded-fix', asksForOther && cell.it.word === 'installed' && cell.it.hasFix);
  add('cached-finding', isRepeated(cell, infosec));
  add('backported-fix', cell.reported === 'by-banner');
  add('wrong-product', cell.reported === 'by-other-platform');
  add('flapping-patch', cell.it.flaps);
  add('office-channel', cell.fix.clickToRun !== undefined && cell.reported !== 'no');
  add('end-of-life', cell.fix.unfixed === 'end-of-life' && cell.reported !== 'no');
  add('no-fix-available', cell.fix.unfixed === 'will-not-fix' && cell.reported !== 'no');
  add('one-to-many-check', cell.reported === 'by-joint-check');
  addNotInUse(cell, context, it, add);
  return fits;
}

/** The report is newer than what it tells, and that was so before the install. */
function isRepeated({ it }: Unjudged, { standing }: InfosecView): boolean {
  const seen = standing?.visit.repeats ?? null;
  return seen !== null && (it.installedAt === null || seen < it.installedAt);
}

function addBlindness(
  cell: Unjudged,
  { counting, standing }: InfosecView,
  newest: CellLook,
  add: (id: CauseId, is: boolean) => unknown,
): void {
  const silent = counting === null || counting.reported === null;
  const { installedAt } = cell.it;
  add('stale-scan', counting !== null && installedAt !== null && counting.visit.at < installedAt);
  add('unauthenticated-scan', counting !== null && !counting.loggedIn);
  add('out-of-scan-scope', silent && (!newest.visit.reached || counting?.inScope === false));
  add('detection-lag', standing === null && counting?.feedTooOld === true);
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
  add('old-kernel-left', installed && cell.it.oldKernelPackage !== null && cell.reported !== 'no');
  add('restart-needed', restart.length > 0);
  add('second-step-missing', installed && cell.reported === 'by-registry-check');
  add(
    'side-by-side-version',
    cell.copies.some((copy) => copy.path !== cell.it.path && !copy.path.includes('\\Users\\')),
  );
  add(
    'per-user-install',
    cell.copies.some((copy) => copy.path.includes('\\Users\\')),
  );
  add('false-success', installed && !hasFix);
  add(
    'leftover-files',
    cell.fix.kind === 'application' && word === 'silent' && scenario.it?.softwareList === true && cell.isTarget,
  );
  add('reverted', cell.isTarget && scenario.target?.reverted === true && cell.reported !== 'no');
  add(
    'not-approved',
    word === 'not-approved' || (cell.isTarget && scenario.target?.unmanaged !== undefined && !cell.fix.unfixed),
  );
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
  // "In use" speaks of a pending reboot of the device, and an application does not wait for it: both can be defended.
  const waits = it !== null && (it.rebootPending || (family === 'windows' && it.lastBoot < (cell.it.installedAt ?? 0)));
  if (cell.fix.kind !== 'kb' && waits && cause === null) accept.push(null, 'pending-reboot');
  return accept;
}
