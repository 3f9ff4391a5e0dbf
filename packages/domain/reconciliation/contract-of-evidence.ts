import type { Team } from '../evidence/team.ts';
import type { CellFacts, LookFacts } from './facts.ts';
import { isInUse } from './in-use.ts';
import { wentInSince } from './read-versions.ts';

export type ConditionId = 'in-place' | 'in-use' | 'seen-after' | 'logged-in' | 'in-scope' | 'not-reported';

/** One of the six conditions of `proven`, with the team that can meet it. */
export interface Condition {
  readonly id: ConditionId;
  readonly label: string;
  readonly team: Team;
  /** Null where nothing is known that could tell. */
  readonly met: boolean | null;
}

/**
 * The contract of evidence: IT's side shows the fixed version in place and in use, by an inventory that is not stale; InfoSec's
 * side saw the device after that, logged in, with the check in scope, and did not report it. Absence alone proves nothing.
 */
export function contractOf(facts: CellFacts): readonly Condition[] {
  const look = decidingLook(facts);
  const inPlace = isInPlace(facts);
  return [
    { id: 'in-place', label: inPlaceLabel(facts), team: 'it', met: inPlace },
    { id: 'in-use', label: 'In use, no reboot or restart pending', team: 'it', met: inPlace ? isInUse(facts) : null },
    {
      id: 'seen-after',
      label: 'Seen after the install',
      team: 'infosec',
      met: look === null ? false : seenAfter(facts),
    },
    { id: 'logged-in', label: 'Logged in', team: 'infosec', met: look === null ? false : look.authenticated === true },
    {
      id: 'in-scope',
      label: 'Check in scope',
      team: 'infosec',
      met: look === null ? false : look.inScope && !look.feedTooOld,
    },
    { id: 'not-reported', label: 'Not reported', team: 'infosec', met: notReported(facts) },
  ];
}

/** InfoSec's visit that the contract goes by: the newest that could have seen the fault and did not, else the newest. */
export function decidingLook({ infosec }: CellFacts): LookFacts | null {
  return infosec?.clearLook ?? infosec?.lastLook ?? null;
}

/** Whether every condition is met. */
export function isProven(facts: CellFacts): boolean {
  return (
    isInPlace(facts) &&
    isInUse(facts) &&
    facts.infosec?.says === 'not_reported' &&
    facts.infosec.clearLook !== null &&
    seenAfter(facts)
  );
}

function isInPlace({ it, device }: CellFacts): boolean {
  if (it === null || it.says !== 'installed' || it.versionHasFix === false || it.oldCopy !== null) return false;
  return !it.stale && device.ghostOf === null;
}

/** Says what is missing where IT's word itself is that the fixed version is in. */
function inPlaceLabel({ it, device }: CellFacts): string {
  const label = 'Fixed version in place';
  if (it?.says !== 'installed' || it.versionHasFix === false) return label;
  if (it.oldCopy !== null) return `${label}, in every copy`;
  if (device.ghostOf !== null) return `${label}, on a device that is listed once`;
  return it.stale ? `${label}, told within the inventory’s limit` : label;
}

/** InfoSec's visit came after the install. On a day known only as a day, a visit that logged in and found nothing came after. */
export function seenAfter(facts: CellFacts): boolean {
  const { it, infosec } = facts;
  const look = decidingLook(facts);
  if (!look) return false;
  if (!it?.installedAt) return !wentInSince(facts);
  return infosec?.clearLook ? look.at >= it.installedAt.earliest : look.at >= it.installedAt.latest;
}

/** IT has installed it, and a visit after that could have seen the fault and did not: what later visits could not see undoes nothing. */
export function seenWellAfter(facts: CellFacts): boolean {
  return facts.it?.says === 'installed' && !!facts.infosec?.clearLook && seenAfter(facts);
}

function notReported({ infosec }: CellFacts): boolean | null {
  if (!infosec || infosec.says === 'absent') return null;
  return infosec.says === 'not_reported';
}
