import type { Charter, Duty, NamedPerson, Row } from '@baton/domain/charter/charter.ts';
import { DUTIES } from '@baton/domain/charter/charter.ts';
import { isStandingParty, STANDING_PARTIES } from '@baton/domain/charter/party.ts';
import { RESPONSIBILITIES, type Responsibility } from '@baton/domain/charter/responsibility.ts';
import type { YAMLMap } from 'yaml';
import { type LineProblem, YamlReading } from './yaml-reading.ts';

/** A charter, or everything that keeps the text from being one. */
export type ReadCharter =
  | { readonly charter: Charter; readonly problems: readonly [] }
  | { readonly charter: null; readonly problems: readonly LineProblem[] };

/** Reads a charter written as YAML. Comments are for whoever keeps the file and do not get into the charter. */
export function readCharterYaml(text: string): ReadCharter {
  const reading = new YamlReading(text);
  const root = reading.root(['title', 'purpose', 'people', 'responsibilities']);
  if (root === null) return { charter: null, problems: reading.problems };
  const people = readPeople(reading, root);
  const charter = {
    title: reading.text(root, 'title', { longest: 200, needed: true }),
    purpose: reading.text(root, 'purpose', { longest: 4000 }),
    people,
    responsibilities: readResponsibilities(reading, root, people),
  };
  return reading.problems.length === 0
    ? { charter, problems: [] }
    : { charter: null, problems: reading.problems.toSorted((a, b) => a.line - b.line) };
}

function readPeople(reading: YamlReading, root: YAMLMap): readonly NamedPerson[] {
  const people: NamedPerson[] = [];
  for (const entry of reading.list(root, 'people', ['email', 'name', 'team'])) {
    const email = reading.text(entry, 'email', { longest: 254, needed: true }).toLowerCase();
    const name = reading.text(entry, 'name', { longest: 100, needed: true });
    const team = reading.text(entry, 'team', { longest: 10, needed: true });
    if (email !== '' && !/^[^\s@]+@[^\s@]+$/.test(email)) reading.problem(entry, `"${email}" is no e-mail address.`);
    if (people.some((other) => other.email === email)) reading.problem(entry, `${email} is named twice.`);
    if (team === 'it' || team === 'infosec') people.push({ email, name, team });
    else if (team !== '') reading.problem(entry, `The team is "it" or "infosec", not "${team}".`);
  }
  return people;
}

function readResponsibilities(
  reading: YamlReading,
  root: YAMLMap,
  people: readonly NamedPerson[],
): Charter['responsibilities'] {
  const table = reading.map(root, 'responsibilities', RESPONSIBILITIES);
  const row = (name: Responsibility): Row => (table === null ? {} : readRow(reading, table, name, people));
  return {
    scanning: row('scanning'),
    prioritising: row('prioritising'),
    testing: row('testing'),
    approving: row('approving'),
    deploying: row('deploying'),
    rebooting: row('rebooting'),
    verifying: row('verifying'),
    exceptions: row('exceptions'),
    'asset-list': row('asset-list'),
    reporting: row('reporting'),
  };
}

function readRow(
  reading: YamlReading,
  table: YAMLMap,
  responsibility: Responsibility,
  people: readonly NamedPerson[],
): Row {
  const row = reading.map(table, responsibility);
  if (row === null) return {};
  const cells: Record<string, Duty> = {};
  for (const { key, name, value } of reading.entries(row)) {
    const party = name.toLowerCase();
    const duty = dutyOf(value);
    if (!isStandingParty(party) && !people.some(({ email }) => email === party)) {
      reading.problem(key, `"${name}" is none of ${STANDING_PARTIES.join(', ')}, and none of the people.`);
    } else if (duty === null) {
      reading.problem(key, `"${value}" is none of ${DUTIES.join(', ')}.`);
    } else if (Object.hasOwn(cells, party)) {
      reading.problem(key, `${party} stands here twice.`);
    } else cells[party] = duty;
  }
  return cells;
}

/** As people write it: "RA", "AR", "A/R", in either case. */
function dutyOf(text: string): Duty | null {
  const letters = [...text.toUpperCase().replaceAll(/[\s/,]/g, '')].sort().reverse().join('');
  return DUTIES.find((duty) => duty === letters) ?? null;
}
