import { listPeople } from '@baton/contract/people.ts';
import type { Charter, NamedPerson } from '@baton/domain/charter/charter.ts';
import { useRead } from '../../api/use-read.ts';
import { teamName } from '../../ui/team-chip.tsx';

interface AddPersonProps {
  readonly charter: Charter;
  readonly onAdd: (person: NamedPerson) => void;
}

/** Gives one more person a column: for what is somebody's by name and not by role. */
export function AddPerson({ charter, onAdd }: AddPersonProps) {
  const people = useRead(listPeople, { query: { pageSize: 500 } });
  const free = (people.data?.rows ?? []).filter(
    ({ email, role, deactivatedAt }) =>
      role !== 'viewer' && deactivatedAt === null && !charter.people.some((one) => one.email === email),
  );
  return (
    <label className="row small">
      Name somebody
      <select
        className="select"
        value=""
        onChange={(event) => {
          const chosen = free.find(({ personId }) => personId === event.target.value);
          if (chosen) onAdd({ email: chosen.email, name: chosen.name, team: chosen.team });
        }}
      >
        <option value="">choose</option>
        {free.map(({ personId, name, team }) => (
          <option key={personId} value={personId}>
            {name}, {teamName(team)}
          </option>
        ))}
      </select>
    </label>
  );
}
