import type { Team } from '../evidence/team.ts';
import type { RelayEvent } from './relay-event.ts';
import { sinceDetected } from './since-detected.ts';

/** What is kept of forensic evidence in the present round. */
export interface Forensics {
  /** Devices of which evidence was collected. */
  readonly collected: ReadonlySet<string>;
  /** Teams that do without. With both, nothing is waited for. */
  readonly waivedBy: readonly Team[];
}

/**
 * The gate of CISA BOD 26-04's class "3 days with forensic triage": a device that may have been broken into is looked at before
 * the patch wipes the traces, or both sides waive it. What was collected in an earlier round is of an earlier break-in.
 */
export function forensicsOf(history: readonly RelayEvent[]): Forensics {
  const collected = new Set<string>();
  const waivedBy = new Set<Team>();
  for (const { act, by, details } of sinceDetected(history)) {
    if (act === 'collect-evidence') for (const deviceId of details?.deviceIds ?? []) collected.add(deviceId);
    if (act === 'waive-evidence' && by.kind === 'person') waivedBy.add(by.team);
  }
  return { collected, waivedBy: [...waivedBy] };
}

export function isWaived({ waivedBy }: Forensics): boolean {
  return waivedBy.includes('it') && waivedBy.includes('infosec');
}

/** Of these devices those on which the patch waits for evidence. */
export function withoutEvidence(forensics: Forensics, deviceIds: readonly string[]): readonly string[] {
  return isWaived(forensics) ? [] : deviceIds.filter((deviceId) => !forensics.collected.has(deviceId));
}
