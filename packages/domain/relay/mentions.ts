/** Somebody who can be mentioned. */
export interface Mentionable {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
}

/**
 * The people whom a text names after an @: by e-mail, or by name as it is written ("@S. Novak"). Of two names of which one begins
 * with the other the longer counts. An @ inside a word is an address, not a mention.
 */
export function mentionsIn<Person extends Mentionable>(text: string, people: readonly Person[]): readonly Person[] {
  const lower = text.toLowerCase();
  const named = people
    .flatMap((person) => [person.email, person.name].map((word) => ({ person, word: word.toLowerCase() })))
    .filter(({ word }) => word !== '')
    .sort((a, b) => b.word.length - a.word.length);
  const found = new Set<Person>();
  for (const { index } of lower.matchAll(/(?<![\p{L}\p{N}._+-])@/gu)) {
    const rest = lower.slice(index + 1);
    const length = named.find(({ word }) => rest.startsWith(word) && !continues(rest, word))?.word.length;
    // Two people of one name are both meant: nobody can tell which.
    for (const { person, word } of named) if (word.length === length && rest.startsWith(word)) found.add(person);
  }
  return people.filter((person) => found.has(person));
}

/** "@Ann" is not meant by "@Anna". */
function continues(rest: string, word: string): boolean {
  return /^[\p{L}\p{N}]/u.test(rest.slice(word.length));
}
