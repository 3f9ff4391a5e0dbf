import type { Charter, Duty, NamedPerson } from '@baton/domain/charter/charter.ts';
import { RESPONSIBILITIES, type Responsibility } from '@baton/domain/charter/responsibility.ts';

/** The charter with one cell changed; null empties it. */
export function changeCell(
  charter: Charter,
  responsibility: Responsibility,
  party: string,
  duty: Duty | null,
): Charter {
  const { [party]: _, ...others } = charter.responsibilities[responsibility];
  const row = duty === null ? others : { ...others, [party]: duty };
  return { ...charter, responsibilities: { ...charter.responsibilities, [responsibility]: row } };
}

/** The charter with a column for one more person. */
export function addPerson(charter: Charter, person: NamedPerson): Charter {
  return { ...charter, people: [...charter.people, person] };
}

/** The charter without a person's column and cells. */
export function removePerson(charter: Charter, email: string): Charter {
  const emptied = RESPONSIBILITIES.reduce((all, each) => changeCell(all, each, email, null), charter);
  return { ...emptied, people: charter.people.filter((person) => person.email !== email) };
}
