import { TEAMS } from '../evidence/team.ts';
import { type Bearer, carriedBy } from './carried-by.ts';
import { type Charter, type Duty, type NamedPerson, partiesOf } from './charter.ts';
import { RESPONSIBILITIES, type Responsibility } from './responsibility.ts';
import { nameOfParty, TEAM_NAMES } from './words.ts';

/** A cell that differs; null: empty. */
export interface CellChange {
  readonly responsibility: Responsibility;
  readonly party: string;
  readonly from: Duty | null;
  readonly to: Duty | null;
}

/** A text of the head that differs. */
export interface TextChange {
  readonly part: 'title' | 'purpose';
  readonly from: string;
  readonly to: string;
}

/** What somebody may do under one charter and not under the other. */
export interface RightsChange {
  /** "a lead of IT", "S. Novak". */
  readonly who: string;
  readonly gains: readonly Responsibility[];
  readonly loses: readonly Responsibility[];
}

export interface CharterDiff {
  readonly texts: readonly TextChange[];
  readonly cells: readonly CellChange[];
  readonly peopleAdded: readonly NamedPerson[];
  readonly peopleRemoved: readonly NamedPerson[];
  readonly rights: readonly RightsChange[];
}

/** What changes from one charter to another, and whose rights change with it. */
export function diffCharters(from: Charter, to: Charter): CharterDiff {
  return {
    texts: (['title', 'purpose'] as const).flatMap((part) =>
      from[part] === to[part] ? [] : [{ part, from: from[part], to: to[part] }],
    ),
    cells: cellChanges(from, to),
    peopleAdded: missingFrom(from, to),
    peopleRemoved: missingFrom(to, from),
    rights: rightsChanges(from, to),
  };
}

export function isSameCharter({ texts, cells, peopleAdded, peopleRemoved }: CharterDiff): boolean {
  return texts.length + cells.length + peopleAdded.length + peopleRemoved.length === 0;
}

function cellChanges(from: Charter, to: Charter): readonly CellChange[] {
  const parties = partiesOf({ people: allPeople(from, to) });
  return RESPONSIBILITIES.flatMap((responsibility) =>
    parties.flatMap((party) => {
      const before = from.responsibilities[responsibility][party] ?? null;
      const after = to.responsibilities[responsibility][party] ?? null;
      return before === after ? [] : [{ responsibility, party, from: before, to: after }];
    }),
  );
}

/** People of the second who are not in the first, or there by another name or team. */
function missingFrom(first: Charter, second: Charter): readonly NamedPerson[] {
  return second.people.filter(
    ({ email, name, team }) =>
      !first.people.some((other) => other.email === email && other.name === name && other.team === team),
  );
}

function allPeople(...charters: readonly Charter[]): readonly NamedPerson[] {
  const byEmail = new Map(charters.flatMap(({ people }) => people.map((person) => [person.email, person] as const)));
  return [...byEmail.values()];
}

function rightsChanges(from: Charter, to: Charter): readonly RightsChange[] {
  const people = allPeople(from, to);
  const roles = TEAMS.flatMap((team) =>
    (['lead', 'member'] as const).map((role) => ({
      who: `a ${role} of ${TEAM_NAMES[team]}`,
      bearer: { team, role, email: '' },
    })),
  );
  const named = people.map((person) => ({
    who: nameOfParty({ people }, person.email),
    // As a member: what their own name adds shows, whatever role they have.
    bearer: { team: person.team, role: 'member' as const, email: person.email },
  }));
  return [...roles, ...named].flatMap(({ who, bearer }) => {
    const { gains, loses } = rightsChange(from, to, bearer);
    return gains.length + loses.length === 0 ? [] : [{ who, gains, loses }];
  });
}

function rightsChange(from: Charter, to: Charter, bearer: Bearer): Omit<RightsChange, 'who'> {
  const before = carriedBy(from, bearer);
  const after = carriedBy(to, bearer);
  return {
    gains: [...after].filter((one) => !before.has(one)),
    loses: [...before].filter((one) => !after.has(one)),
  };
}
