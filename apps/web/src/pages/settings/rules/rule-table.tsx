import type { RuleRow } from '@baton/contract/rules.ts';
import type { ReactNode } from 'react';
import { TeamChip } from '../../../ui/team-chip.tsx';

interface RuleTableProps {
  readonly rules: readonly RuleRow[];
  /** What can be done with a rule, on the right of its row. */
  readonly acts?: (rule: RuleRow, at: number) => ReactNode;
}

/** Rules in the order in which they are tried. */
export function RuleTable({ rules, acts }: RuleTableProps) {
  return (
    <div className="table-scroll">
      <table className="rule-table">
        <thead>
          <tr>
            <th scope="col" className="number">
              Tried
            </th>
            <th scope="col">Cause</th>
            <th scope="col">Moves next</th>
            <th scope="col">Next action</th>
            <th scope="col">Proof</th>
            {acts ? <th aria-label="Actions" /> : null}
          </tr>
        </thead>
        <tbody>
          {rules.map((rule, at) => (
            <tr key={rule.id} data-row className={rule.on ? undefined : 'rule-off'}>
              <td className="number faint">{rule.on ? placeOf(rules, at) : 'off'}</td>
              <td>
                <b>{rule.label}</b>{' '}
                <span className="machine faint">
                  {rule.id} v{rule.version}
                </span>
                {rule.own ? <span className="own-mark">own rule</span> : null}
              </td>
              <td>
                <TeamChip owner={rule.owner} />
              </td>
              <td className="quiet">{rule.nextAction}</td>
              <td className="quiet">{rule.positiveProof ? 'positive, InfoSec confirms' : ''}</td>
              {acts ? <td className="number">{acts(rule, at)}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Its place among the rules that are tried: those that are off do not count. */
function placeOf(rules: readonly RuleRow[], at: number): number {
  return rules.slice(0, at + 1).filter(({ on }) => on).length;
}
