import type { MeasuresDto } from '@baton/contract/service-levels.ts';
import { LEGS } from '@baton/domain/relay/leg.ts';
import { formatCount, formatFraction, formatShare } from '@baton/presentation/formats.ts';
import { Panel } from '../../ui/panel.tsx';
import { Swatch, TeamChip } from '../../ui/team-chip.tsx';

interface LegMeasures {
  readonly legs: readonly MeasuresDto['legs'][number][];
  readonly attainmentByTier: readonly MeasuresDto['attainmentByTier'][number][];
}

/** Minutes of each leg in the window, over all remediations, and attainment by tier. */
export function LegMinutes({ measures }: { readonly measures: LegMeasures }) {
  const longest = Math.max(1, ...measures.legs.map(({ minutes }) => minutes));
  const order: readonly string[] = [...LEGS, 'rejected'];
  const legs = [...measures.legs].sort((a, b) => order.indexOf(a.leg) - order.indexOf(b.leg));
  return (
    <div className="leg-columns">
      <Panel title="Minutes by leg" note="over all remediations in the window" className="clip">
        {legs.length === 0 ? (
          <p className="panel-body quiet small">No remediation was open in the window.</p>
        ) : (
          <ul className="leg-minutes">
            {legs.map(({ leg, team, minutes }) => (
              <li key={leg}>
                <TeamChip owner={team}>{leg}</TeamChip>
                <span className="leg-track">
                  <span style={{ width: `${(100 * minutes) / longest}%` }}>
                    <Swatch owner={team} />
                  </span>
                </span>
                <span className="number">{formatCount(minutes)}</span>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <Panel title="Verified on time, by tier" className="clip">
        {measures.attainmentByTier.length === 0 ? (
          <p className="panel-body quiet small">Nothing was due in the window.</p>
        ) : (
          <table>
            <tbody>
              {measures.attainmentByTier.map(({ tier, attainment }) => (
                <tr key={tier} data-row>
                  <td>
                    <b>{tier}</b>
                  </td>
                  <td className="number">{formatShare(attainment)}</td>
                  <td className="number quiet">{formatFraction(attainment)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Panel>
    </div>
  );
}
