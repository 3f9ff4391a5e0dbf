import type { DeviceContext, Unjudged } from './unjudged.ts';
import type { Visit } from './world-device.ts';
import type { WorldFix } from './world-fix.ts';

/** A visit as it counts for one cell. */
export interface CellLook {
  readonly visit: Visit;
  readonly feed: number;
  readonly checked: readonly WorldFix[];
  /** The id of the fix that it asked for; null where it was silent. */
  readonly reported: string | null;
  /** Logged in, with the check in its scope and a feed that knows the fix: its silence means something. */
  readonly good: boolean;
  readonly loggedIn: boolean;
  readonly inScope: boolean;
  readonly feedTooOld: boolean;
}

/** What InfoSec has come to know of a cell over all visits. */
export interface InfosecView {
  /** The newest visit, whether or not it reached the device; null where there was none. */
  readonly newest: CellLook | null;
  /** The one that counts: the newest that was good enough after the install, else the newest that reached the device. */
  readonly counting: CellLook | null;
  /** The report that stands: no later good visit was silent. Null where there is none. */
  readonly standing: CellLook | null;
  /** A good visit after the install found nothing, and no later one did. */
  readonly isClear: boolean;
}

/** By the domain: a finding that vanished because host, check or login was not in that scan stays as it was. */
export function infosecView(cell: Unjudged, context: DeviceContext): InfosecView {
  const looks = looksAt(cell, context);
  const since = cell.it.installedAt ?? Number.POSITIVE_INFINITY;
  const clear = looks.findLast((look) => look.good && look.reported === null);
  const report = looks.findLast((look) => look.reported !== null);
  const standing = report && !looks.some((look) => closes(look, report)) ? report : null;
  const counting =
    looks.findLast((look) => look.good && look.visit.at >= since) ?? looks.findLast((look) => look.visit.reached);
  return {
    newest: looks.at(-1) ?? null,
    counting: counting ?? null,
    standing,
    isClear: standing === null && clear !== undefined && clear.visit.at >= since,
  };
}

/** A later visit that would have repeated the report, had there still been reason for it. */
function closes(look: CellLook, report: CellLook): boolean {
  if (look.visit.at <= report.visit.at || look.reported !== null) return false;
  if (!look.visit.reached || !look.loggedIn || !isWide(look.visit) || look.feed < report.feed) return false;
  return look.checked.some(({ id, earlier }) => id === report.reported || earlier?.id === report.reported);
}

/** A list of findings names no check that ran and found nothing. */
function isWide({ scan }: Visit): boolean {
  return scan !== 'no-patch-families' && scan !== 'few-checks' && scan !== 'cloud';
}

interface Seen {
  readonly visit: Visit;
  readonly feed: number;
  readonly checked: readonly WorldFix[];
  /** A check of the device itself reported something. */
  readonly found: boolean;
}

function looksAt(cell: Unjudged, context: DeviceContext): readonly CellLook[] {
  const { fix, reported } = cell;
  const past = context.pastLooks.map((look) =>
    lookOf(cell, { ...look, found: look.reported.size > 0 }, look.reported.get(fix.product)),
  );
  const asked = reported === 'no' ? undefined : reported === 'earlier-fix' ? fix.earlier?.id : fix.id;
  const now = context.visits.map((visit) =>
    lookOf(
      cell,
      {
        visit,
        feed: context.world.feeds[visit.scan],
        checked: context.world.checked,
        found: visit.sees && context.found,
      },
      visit.sees ? asked : undefined,
    ),
  );
  return [...past, ...now].sort((a, b) => a.visit.at - b.visit.at);
}

function lookOf({ fix }: Unjudged, { visit, feed, checked, found }: Seen, reported: string | undefined): CellLook {
  // A check that reads the device itself and found something has logged in, whether or not the report says so.
  const loggedIn = visit.authenticated && (visit.loginTold || found);
  const inScope = isWide(visit) && checked.some(({ id }) => id === fix.id);
  const feedTooOld = feed < Date.parse(fix.published);
  return {
    visit,
    feed,
    checked,
    reported: reported ?? null,
    inScope,
    feedTooOld,
    loggedIn,
    good: visit.reached && loggedIn && inScope && !feedTooOld,
  };
}
