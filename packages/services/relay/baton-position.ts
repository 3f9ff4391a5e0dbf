import type { Team } from '@baton/domain/evidence/team.ts';
import { holderOf, type Place } from '@baton/domain/relay/leg.ts';
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
    carrier_id: carrier?.by.kind === 'person' ? carrier.by.id : null,
    carrier_name: carrier?.byName ?? null,
  };
}

/** The last act of a person of the team that holds the baton, since that team has it. Words alone do not take it up. */
function carrierOf(history: readonly KeptEvent[]): KeptEvent | undefined {
  const { holder, place } = stateOf(history);
  if (place === 'closed') return undefined;
  const takenOver = history.findLastIndex(
    (event) =>
      event.to !== null && holderOf(event.to) === holder && (event.from === null || isOfOther(event.from, holder)),
  );
  return history
    .slice(takenOver + 1)
    .findLast((event) => event.act !== 'comment' && event.by.kind === 'person' && event.by.team === holder);
}

function isOfOther(from: Place, holder: Team): boolean {
  return holderOf(from) !== holder || from === 'closed';
}
