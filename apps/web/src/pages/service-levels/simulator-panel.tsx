import { type SimulatedPolicy, type SimulationDto, simulatePolicies } from '@baton/contract/service-levels.ts';
import { formatCount } from '@baton/presentation/formats.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { keyOf } from '../../api/use-read.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Loaded } from '../../ui/states.tsx';
import type { Levels } from './levels.ts';
import { WorkByWeek } from './work-by-week.tsx';

const MOST_BESIDE = 5;

interface SimulatorProps {
  readonly levels: Levels;
  /** Starts a draft from the text of a policy. */
  readonly onStart: (text: string) => void;
}

/** Today's backlog under policies side by side. Nothing is changed by looking. */
export function SimulatorPanel({ levels, onStart }: SimulatorProps) {
  const [chosen, setChosen] = useState<readonly string[]>(['bod-26-04', 'cyber-essentials-3-2']);
  const policies: SimulatedPolicy[] = [
    { of: 'in-force' },
    ...chosen.map((id): SimulatedPolicy => (id === 'draft' ? { of: 'draft' } : { of: 'shipped', id })),
  ];
  const simulated = useQuery({
    queryKey: keyOf(simulatePolicies.path, policies, levels.draft?.revision ?? 0),
    queryFn: () => call(simulatePolicies, { body: { policies } }),
  });
  const choices = [
    ...(levels.draft ? [{ id: 'draft', name: `Draft: ${levels.draft.policyName}` }] : []),
    ...levels.shipped,
  ];
  const toggle = (id: string): void =>
    setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id].slice(-MOST_BESIDE));
  return (
    <Panel title="Simulator" note="today’s backlog under other policies; nothing is changed" className="clip">
      <fieldset className="beside">
        <legend className="unseen">Policies beside the one in force</legend>
        {choices.map(({ id, name }) => (
          <label key={id}>
            <input type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)} />
            {name}
          </label>
        ))}
      </fieldset>
      <Loaded query={simulated}>
        {({ simulations }) => (
          <>
            <SideBySide simulations={simulations} levels={levels} onStart={onStart} />
            <WorkByWeek simulations={simulations} />
          </>
        )}
      </Loaded>
    </Panel>
  );
}

interface SideBySideProps extends SimulatorProps {
  readonly simulations: readonly SimulationDto[];
}

function SideBySide({ simulations, levels, onStart }: SideBySideProps) {
  return (
    <div className="table-scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Policy</th>
            <th scope="col" className="number">
              Open
            </th>
            <th scope="col" className="number">
              Overdue
            </th>
            <th scope="col" className="number">
              Newly overdue
            </th>
            <th scope="col" className="number">
              No deadline
            </th>
            <th scope="col" className="number">
              Earlier
            </th>
            <th scope="col" className="number">
              Later
            </th>
            <th scope="col">Tiers</th>
            <th aria-label="Actions" />
          </tr>
        </thead>
        <tbody>
          {simulations.map((one, index) => {
            const shipped = index === 0 ? undefined : levels.shipped.find(({ id }) => id === one.policy.id);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same policy may stand twice
              <tr key={index} data-row>
                <td>
                  <b>{one.policy.name}</b>
                  {index === 0 ? <span className="faint"> in force</span> : null}
                </td>
                <td className="number">{formatCount(one.open)}</td>
                <td className="number">{formatCount(one.overdue)}</td>
                <td className="number">{formatCount(one.newlyOverdue)}</td>
                <td className="number">{formatCount(one.withoutDeadline)}</td>
                <td className="number">{formatCount(one.moves.earlier + one.moves.set)}</td>
                <td className="number">{formatCount(one.moves.later + one.moves.lifted)}</td>
                <td className="quiet small">
                  {one.byTier
                    .filter(({ remediations }) => remediations > 0)
                    .map((tier) => `${tier.name} ${formatCount(tier.remediations)}`)
                    .join(', ')}
                </td>
                <td className="number">
                  {shipped ? <Button onClick={() => onStart(shipped.text)}>Draft from it</Button> : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
