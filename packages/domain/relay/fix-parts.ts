import type { CauseId } from '../reconciliation/cause-id.ts';
import type { ItSays } from '../reconciliation/cell.ts';
import type { Verdict } from '../reconciliation/verdict.ts';
import type { FixPart, PartKind, PartWord } from './fix-part.ts';
import type { RelayEvent } from './relay-event.ts';
import { sinceDetected } from './since-detected.ts';

/** A part with the devices of which IT says that it is done. */
export interface TrackedPart extends FixPart {
  readonly said: ReadonlySet<string>;
}

/** Gives parts their ids: the one that a part had before, by kind and words, else the next free one. */
export function nameParts(parts: readonly Omit<FixPart, 'id'>[], before: readonly FixPart[]): readonly FixPart[] {
  const taken = new Set(before.map(({ id }) => id));
  return parts.map(({ kind, words }) => {
    const same = before.find((part) => part.kind === kind && part.words === words);
    if (same) return { id: same.id, kind, words };
    let number = 1;
    while (taken.has(`${kind}-${number}`)) number += 1;
    taken.add(`${kind}-${number}`);
    return { id: `${kind}-${number}`, kind, words };
  });
}

/** What a device's evidence tells of the parts of a fix. */
export interface PartEvidence {
  readonly deviceId: string;
  readonly verdict: Verdict;
  readonly itSays: ItSays;
  readonly cause: CauseId | null;
}

/** The causes that show a part to be missing, whatever was said of it. */
const SHOWN_MISSING_BY: Readonly<Record<PartKind, readonly CauseId[]>> = {
  package: ['false-success', 'reverted', 'side-by-side-version', 'per-user-install'],
  registry: ['second-step-missing'],
  'service-restart': ['restart-needed'],
  reboot: ['pending-reboot', 'old-kernel-running'],
  cleanup: ['leftover-files', 'old-kernel-left'],
  other: [],
};

/** Parts that the contract of evidence covers: in place, and in use. The others are known by word alone. */
const SHOWN_DONE_BY_CONTRACT: ReadonlySet<PartKind> = new Set(['package', 'service-restart', 'reboot']);

/** The parts as the newest list has them. What was said of a part holds for the present round and as long as the list keeps it. */
export function partsOf(history: readonly RelayEvent[]): readonly TrackedPart[] {
  const listed = history.findLast((event) => newList(event) !== null)?.details?.parts ?? [];
  const said = new Map(listed.map(({ id }) => [id, new Set<string>()]));
  for (const event of sinceDetected(history)) {
    const list = newList(event);
    if (list !== null) {
      const kept = new Set(list.map(({ id }) => id));
      for (const [id, devices] of said) if (!kept.has(id)) devices.clear();
    }
    for (const { part, done, deviceIds } of wordsOf(event)) {
      const devices = said.get(part);
      for (const deviceId of deviceIds) {
        if (done) devices?.add(deviceId);
        else devices?.delete(deviceId);
      }
    }
  }
  return listed.map((part) => ({ ...part, said: said.get(part.id) ?? new Set() }));
}

function newList({ act, details }: RelayEvent): readonly FixPart[] | null {
  if (act === 'set-parts') return details?.parts ?? [];
  return act === 'absorb' ? (details?.parts ?? null) : null;
}

function wordsOf({ act, details }: RelayEvent): readonly PartWord[] {
  if (act === 'absorb') return details?.partWords ?? [];
  if (act !== 'part-done') return [];
  return [{ part: details?.part ?? '', done: details?.done !== false, deviceIds: details?.deviceIds ?? [] }];
}

/**
 * Whether a part is done on a device. Evidence that shows it missing wins over any word; evidence that the contract asks for
 * shows what it covers; of the rest IT's word is what there is.
 */
export function isPartDone(part: TrackedPart, { deviceId, verdict, itSays, cause }: PartEvidence): boolean {
  if (cause !== null && SHOWN_MISSING_BY[part.kind].includes(cause)) return false;
  if (verdict === 'proven' && SHOWN_DONE_BY_CONTRACT.has(part.kind)) return true;
  if (part.kind === 'package' && itSays === 'installed') return true;
  return part.said.has(deviceId);
}

/** Devices on which some part is not done. */
export function devicesWithPartsLeft(
  parts: readonly TrackedPart[],
  cells: readonly PartEvidence[],
): readonly PartEvidence[] {
  return cells.filter((cell) => cell.verdict !== 'excepted' && parts.some((part) => !isPartDone(part, cell)));
}
