import { type Charter, partiesOf } from '@baton/domain/charter/charter.ts';
import { RESPONSIBILITIES } from '@baton/domain/charter/responsibility.ts';
import { Document, isMap } from 'yaml';

/** A charter as YAML to keep in git: one line a cell, in the order of rows and columns, so that a change is one line of a diff. */
export function writeCharterYaml(charter: Charter): string {
  const { title, purpose, people, responsibilities } = charter;
  const parties = partiesOf(charter);
  const rows = RESPONSIBILITIES.map((responsibility) => {
    const row = responsibilities[responsibility];
    return [responsibility, Object.fromEntries(parties.flatMap((party) => (row[party] ? [[party, row[party]]] : [])))];
  });
  const document = new Document({
    title,
    purpose,
    people: people.map(({ email, name, team }) => ({ email, name, team })),
    responsibilities: Object.fromEntries(rows),
  });
  document.commentBefore =
    ' A charter of Baton. R carries it out, A answers for it (one a row), RA both, C is asked before, I is told.';
  // A row without a cell stays readable as one.
  const table = document.get('responsibilities');
  if (isMap(table))
    for (const { value } of table.items) if (isMap(value) && value.items.length === 0) value.flow = true;
  return document.toString({ lineWidth: 100 });
}
