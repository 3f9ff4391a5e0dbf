import type { RemediationRecord } from '@baton/store/relay/remediations.ts';
import type { ActivePerson } from '@baton/store/service-levels/notifications.ts';

/**
 * Whom a mark of a clock is told: only those who can act on it. Whoever carries the baton, where somebody does and is still
 * of the team; else its team, and where only a lead moves it, its leads.
 */
export function whoCanAct(
  { holder, place, carrier_id }: Pick<RemediationRecord, 'holder' | 'place' | 'carrier_id'>,
  people: readonly ActivePerson[],
): readonly ActivePerson[] {
  const team = people.filter((person) => person.team === holder);
  const able = place === 'approve' ? team.filter(({ role }) => role === 'lead') : team;
  const carrier = able.filter(({ personId }) => personId === carrier_id);
  return carrier.length > 0 ? carrier : able;
}

/** The people whom a step of an escalation names, who are there and do not only read. */
export function namedPeople(to: readonly string[], people: readonly ActivePerson[]): readonly ActivePerson[] {
  return people.filter(({ team, role, email }) => {
    if (role === 'lead' && to.includes(team === 'it' ? 'it-lead' : 'infosec-lead')) return true;
    return to.some((name) => name.toLowerCase() === email);
  });
}
