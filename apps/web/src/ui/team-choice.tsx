import type { Team } from '@baton/domain/evidence/team.ts';
import { TeamChip } from './team-chip.tsx';

const WHAT: Record<Team, string> = {
  it: 'owns the devices and deploys fixes',
  infosec: 'owns the risk and checks that it is gone',
};

interface TeamChoiceProps {
  readonly name?: string;
  readonly legend: string;
  readonly initial?: Team | undefined;
  readonly onChange?: (team: Team) => void;
}

/** One of the two teams, each with what it stands for. */
export function TeamChoice({ name = 'team', legend, initial, onChange }: TeamChoiceProps) {
  return (
    <fieldset className="choose-team">
      <legend>{legend}</legend>
      {(['it', 'infosec'] as const).map((team) => (
        <label key={team}>
          <input
            type="radio"
            name={name}
            value={team}
            defaultChecked={initial === team}
            required
            onChange={() => onChange?.(team)}
          />
          <TeamChip owner={team} />
          <small>{WHAT[team]}</small>
        </label>
      ))}
    </fieldset>
  );
}
