import type { PolicyShown } from '@baton/contract/service-levels.ts';
import { formatStamp } from '@baton/presentation/formats.ts';
import { Panel } from '../../ui/panel.tsx';
import { useNow } from '../../ui/use-now.ts';
import type { Levels } from './levels.ts';

/** The policy that every deadline cites now, tier by tier. */
export function PolicyInForce({ levels: { inForce } }: { readonly levels: Levels }) {
  const now = useNow();
  const since =
    inForce.since === null
      ? 'as it ships, signed by nobody yet'
      : `version ${inForce.version}, in force since ${formatStamp(inForce.since, now, inForce.timeZone)}`;
  return (
    <Panel title={inForce.name} note={since} className="clip">
      <TierTable tiers={inForce.tiers} />
      <p className="panel-body note faint">
        {inForce.citation}. The first tier that fits a fix sets its deadline. Days begin and times are shown in{' '}
        {inForce.timeZone}.
      </p>
    </Panel>
  );
}

export function TierTable({ tiers }: { readonly tiers: PolicyShown['tiers'] }) {
  return (
    <div className="table-scroll">
      <table className="tiers">
        <thead>
          <tr>
            <th scope="col">Tier</th>
            <th scope="col">Time</th>
            <th scope="col">When</th>
          </tr>
        </thead>
        <tbody>
          {tiers.map((tier) => (
            <tr key={tier.id} data-row>
              <td>
                <b>{tier.name}</b>
              </td>
              <td>{tier.time}</td>
              <td className="quiet">{tier.when}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
