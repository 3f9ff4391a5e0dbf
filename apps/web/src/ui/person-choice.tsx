import { listPeople } from '@baton/contract/people.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import { useRead } from '../api/use-read.ts';
import { Choice } from './form.tsx';

interface PersonChoiceProps {
  readonly team: Team;
  readonly initial?: string;
  /** What choosing nobody means: the value is then empty. */
  readonly nobody: string;
}

/** Somebody of a team who can take work: a lead or member with an open account; or nobody. The field is `person`. */
export function PersonChoice({ team, initial, nobody }: PersonChoiceProps) {
  const people = useRead(listPeople, { query: { team, pageSize: 500 } });
  const open = (people.data?.rows ?? []).filter((person) => person.role !== 'viewer' && person.deactivatedAt === null);
  return (
    <Choice
      key={open.length}
      name="person"
      label="To"
      {...(initial === undefined ? {} : { initial })}
      options={[
        ...open.map((person) => ({ value: person.personId, label: person.name })),
        { value: '', label: nobody },
      ]}
    />
  );
}
