import type { Knowledge } from '../advisories/knowledge.ts';
import { FLAPS_KEPT_MS } from '../evidence/flaps.ts';
import { instantOf, momentOf } from '../evidence/moment.ts';
import { lifeEnds } from './causes/fix-exists.ts';
import type { DeviceCase } from './device-case.ts';
import type { PreparedDevice } from './prepared-device.ts';
import type { RuleSet, TimeLimit } from './rules/rule-set.ts';

/** What decides when time alone changes something. `now` in milliseconds since 1970. */
export interface ChangeContext {
  readonly now: number;
  readonly knowledge: Knowledge;
  readonly rules: Pick<RuleSet, 'timeLimits'>;
}

/**
 * When time alone may change a verdict or cause of a device, in milliseconds since 1970; null where it cannot: its inventory goes
 * stale, a confirmation expires, an exception begins or runs out, the life of a product or of its system ends, what flapped did
 * so too long ago, a time that an own rule asks for passes. Rather once too often than too late.
 */
export function nextChange(prepared: PreparedDevice, { now, knowledge, rules }: ChangeContext): number | null {
  const { device } = prepared;
  let next = Number.POSITIVE_INFINITY;
  const take = (time: number | null): void => {
    if (time !== null && time > now && time < next) next = time;
  };
  take(goesStale(device));
  for (const { expiresAt } of device.confirmations) take(expiresAt);
  for (const { from, until } of device.exceptions) {
    take(from);
    take(until);
  }
  for (const end of lifeEnds(prepared, knowledge)) take(end);
  for (const { lastAt } of device.flaps) take(Date.parse(lastAt) + FLAPS_KEPT_MS);
  for (const limit of rules.timeLimits) for (const time of timesOf(device, limit)) take(time + limit.ms + 1);
  return next === Number.POSITIVE_INFINITY ? null : next;
}

/** When IT’s record goes stale: the newest word and the longest limit count (gather-facts.ts). */
function goesStale({ it }: DeviceCase): number | null {
  const seen = it.flatMap(({ state }) => instantOf(state.lastSeen) ?? []);
  if (seen.length === 0) return null;
  return Math.max(...seen) + Math.max(...it.map(({ staleAfterMs }) => staleAfterMs)) + 1;
}

/** Every time in a device's evidence that the fact of a limit may come to, in whichever cell. */
function* timesOf({ it, looks }: DeviceCase, { fact }: TimeLimit): Generator<number> {
  if (fact === 'infosec.lastLook') {
    for (const { look } of looks) yield* bothEnds(look.from ?? look.to);
    return;
  }
  for (const { state, claims } of it) {
    if (fact === 'it.lastSeen') yield* bothEnds(state.lastSeen);
    else if (fact === 'it.lastBoot') yield* bothEnds(state.lastBoot);
    else {
      for (const claim of claims) yield* bothEnds(claim.installedAt);
      for (const { installedAt = null } of state.packages) yield* bothEnds(installedAt);
    }
  }
}

function bothEnds(iso: string | null): readonly number[] {
  const moment = momentOf(iso);
  return moment === null ? [] : [moment.earliest, moment.latest];
}
