import type { Team } from '@baton/domain/evidence/team.ts';
import { owesApproval } from '@baton/domain/relay/emergency.ts';
import { type Act, holderOf, type Place } from '@baton/domain/relay/leg.ts';
import { heldSince, legVisits } from '@baton/domain/relay/leg-visits.ts';
import { stateOf } from '@baton/domain/relay/relay-state.ts';
import type { KeptEvent } from '@baton/store/relay/history.ts';
import type { BatonPosition } from '@baton/store/relay/remediations.ts';

/** Where a history has brought the baton, as the remediation's row keeps it for lists. */
export function batonPosition(history: readonly KeptEvent[]): BatonPosition {
  const state = stateOf(history);
  const visits = legVisits(history, state.lastAt);
  const inPlaceSince = visits.at(-1)?.enteredAt ?? state.lastAt;
  const since = heldSince(visits) ?? inPlaceSince;
  const carrier = carrierOf(history);
  return {
    version: state.version,
    place: state.place,
    closed_as: state.closedAs,
    in_place_since: inPlaceSince,
    held_since: since,
    closed_at: state.place === 'closed' ? inPlaceSince : null,
    reopened: state.reopened,
    carrier_id: carrier?.id ?? null,
    carrier_name: carrier?.name ?? null,
    emergency_at: state.emergency?.declaredAt ?? null,
    approve_by:
      state.emergency && owesApproval(state.emergency) && !state.emergency.late ? state.emergency.approveBy : null,
  };
}

/**
 * To whom of the team that holds the baton it was given since that team has it; else who of it acted last. Words alone do not take
 * it up.
 */
function carrierOf(history: readonly KeptEvent[]): { readonly id: string; readonly name: string } | undefined {
  const { holder, place } = stateOf(history);
  if (place === 'closed') return undefined;
  const takenOver = history.findLastIndex(
    (event) =>
      event.to !== null && holderOf(event.to) === holder && (event.from === null || isOfOther(event.from, holder)),
  );
  const since = history.slice(takenOver + 1);
  const given = since.findLast(({ act }) => act === 'assign')?.details.person;
  if (given) return given;
  const last = since.findLast(
    ({ act, by }) => !TAKES_NOTHING_UP.has(act) && by.kind === 'person' && by.team === holder,
  );
  return last?.by.kind === 'person' ? { id: last.by.id, name: last.byName } : undefined;
}

const TAKES_NOTHING_UP: ReadonlySet<Act> = new Set(['comment', 'attach', 'assign', 'approve-emergency']);

function isOfOther(from: Place, holder: Team): boolean {
  return holderOf(from) !== holder || from === 'closed';
}
