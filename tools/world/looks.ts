import type { DeviceContext, Unjudged } from './expect.ts';
import type { Visit } from './world-device.ts';

/** A visit as it counts for one cell. */
export interface CellLook {
  readonly visit: Visit;
  /** The id of the fix that it asked for; null where it was silent. */
  readonly reported: string | null;
  /** Logged in, with the check in its scope and a feed that knows the fix: its silence means something. */
  readonly good: boolean;
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
  const standing = report && !(clear && clear.visit.at > report.visit.at) ? report : null;
  const counting =
    looks.findLast((look) => look.good && look.visit.at >= since) ?? looks.findLast((look) => look.visit.reached);
  return {
    newest: looks.at(-1) ?? null,
    counting: counting ?? null,
    standing,
    isClear: standing === null && clear !== undefined && clear.visit.at >= since,
  };
}

function looksAt(cell: Unjudged, { world, visits, pastLooks }: DeviceContext): readonly CellLook[] {
  const past = pastLooks.map(({ visit, feed, reported }) => lookOf(cell, visit, feed, reported.get(cell.fix.product)));
  const now = visits.map((visit) =>
    lookOf(
      cell,
      visit,
      world.feeds[visit.scan],
      visit.sees && cell.reported !== 'no'
        ? cell.reported === 'earlier-fix'
          ? cell.fix.earlier?.id
          : cell.fix.id
        : undefined,
    ),
  );
  return [...past, ...now].sort((a, b) => a.visit.at - b.visit.at);
}

function lookOf({ fix }: Unjudged, visit: Visit, feed: number, reported: string | undefined): CellLook {
  const inScope = visit.scan !== 'no-patch-families' && visit.scan !== 'few-checks';
  const feedTooOld = feed < Date.parse(fix.published);
  return {
    visit,
    reported: reported ?? null,
    inScope,
    feedTooOld,
    good: visit.reached && visit.authenticated && visit.loginTold && inScope && !feedTooOld,
  };
}
