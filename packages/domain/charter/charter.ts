import type { Team } from '../evidence/team.ts';
import { isStandingParty, STANDING_PARTIES } from './party.ts';
import type { Responsibility } from './responsibility.ts';

/**
 * What a party has to do with a responsibility. R: carries it out. A: answers for it, one alone, and may carry it out. RA:
 * both. C: is asked before. I: is told. R, A and RA give rights; C and I give none.
 */
export const DUTIES = ['R', 'A', 'RA', 'C', 'I'] as const;
export type Duty = (typeof DUTIES)[number];

/** A person whom the charter names. The name and the team are as of the writing, so that a signed text reads by itself. */
export interface NamedPerson {
  /** By which the account is found; lower case. */
  readonly email: string;
  readonly name: string;
  readonly team: Team;
}

/** The cells of one responsibility by party: a standing one ("it lead") or the e-mail of a named person. */
export type Row = Readonly<Record<string, Duty>>;

/** Who is responsible, accountable, consulted and informed (DOMAIN, "charter"): the document that both leads sign. */
export interface Charter {
  readonly title: string;
  /** What the two teams agree on, in their own words; may be empty. */
  readonly purpose: string;
  readonly people: readonly NamedPerson[];
  readonly responsibilities: Readonly<Record<Responsibility, Row>>;
}

/** Every party of a charter in the order of its columns: IT, InfoSec, and of each team its people last. */
export function partiesOf({ people }: Pick<Charter, 'people'>): readonly string[] {
  return (['it', 'infosec'] as const).flatMap((team) => [
    ...STANDING_PARTIES.filter((name) => name === team || name.startsWith(`${team} `)),
    ...people.filter((person) => person.team === team).map(({ email }) => email),
  ]);
}

/** The team of a party; of a person, the one that the charter says. Undefined for a person whom it does not name. */
export function teamOfParty({ people }: Pick<Charter, 'people'>, party: string): Team | undefined {
  if (isStandingParty(party)) return party.startsWith('infosec') ? 'infosec' : 'it';
  return people.find(({ email }) => email === party)?.team;
}

/** Whether a duty is to act: R, A or RA. */
export function acts(duty: Duty | undefined): boolean {
  return duty === 'R' || duty === 'A' || duty === 'RA';
}

export function isAccountable(duty: Duty | undefined): boolean {
  return duty === 'A' || duty === 'RA';
}

export function isResponsible(duty: Duty | undefined): boolean {
  return duty === 'R' || duty === 'RA';
}
