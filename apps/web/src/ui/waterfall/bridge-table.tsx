import { formatCount, formatFraction, formatShare } from '@baton/presentation/formats.ts';
import { foldSteps } from '@baton/presentation/waterfall/fold-steps.ts';
import type { BridgeInput } from '@baton/presentation/waterfall/waterfall-layout.ts';
import { changeText } from '@baton/presentation/waterfall/waterfall-words.ts';
import { PageLink } from '../page-link.tsx';
import { TeamChip } from '../team-chip.tsx';
import { VerdictShape } from '../verdict-chip.tsx';

interface BridgeTableProps extends BridgeInput {
  readonly cellsHref: (part: BridgeInput['steps'][number]['part'], cause: string) => string;
}

/** The same bridge with its fractions: the screen reader's version, and the small screen's. */
export function BridgeTable({ cellsHref, ...bridge }: BridgeTableProps) {
  const steps = foldSteps(bridge.it, bridge.steps, Number.POSITIVE_INFINITY, new Set());
  const falls = steps.filter((bar) => bar.part === 'it-not-counted' || bar.part === 'it-not-proven');
  const rises = steps.filter((bar) => bar.part === 'infosec-not-proven' || bar.part === 'infosec-not-scanned');
  const rowOf = (bar: (typeof steps)[number]) => {
    const step = bar.causes[0];
    if (!step) return null;
    return (
      <tr key={bar.key}>
        <td>
          <TeamChip owner={bar.owner} />
        </td>
        <td>
          <PageLink to={cellsHref(bar.part, step.cause)}>
            <b>{step.label}</b>
          </PageLink>{' '}
          <span className="quiet wide-only">{step.summary}</span>
        </td>
        <td className="quiet wide-only">{step.nextAction}</td>
        <td className="number quiet">
          {formatCount(bar.to.numerator)} / {formatCount(bar.to.denominator)}
        </td>
        <td className="number">
          <b>{formatCount(bar.cells)}</b>
        </td>
        <td className="number">{formatCount(step.devices)}</td>
        <td className="number">{changeText(bar.from, bar.to)}</td>
      </tr>
    );
  };
  return (
    <div className="table-scroll">
      <table className="bridge-table">
        <thead>
          <tr>
            <th scope="col">Moves next</th>
            <th scope="col">Step</th>
            <th scope="col" className="wide-only">
              Next action
            </th>
            <th scope="col" className="number">
              Becomes
            </th>
            <th scope="col" className="number">
              Cells
            </th>
            <th scope="col" className="number">
              Devices
            </th>
            <th scope="col" className="number">
              Points
            </th>
          </tr>
        </thead>
        <tbody>
          <TotalRow sign={<TeamChip owner="it" />} name="IT says" share={bridge.it} />
          {falls.map(rowOf)}
          <TotalRow sign={<VerdictShape verdict="proven" />} name="Agreed" share={bridge.agreed} />
          {rises.map(rowOf)}
          <TotalRow sign={<TeamChip owner="infosec" />} name="InfoSec says" share={bridge.infosec} />
        </tbody>
      </table>
    </div>
  );
}

function TotalRow({
  sign,
  name,
  share,
}: {
  readonly sign: React.ReactNode;
  readonly name: string;
  readonly share: BridgeInput['it'];
}) {
  return (
    <tr className="total-row">
      <td>{sign}</td>
      <td>
        <b>
          {name} {formatShare(share)}
        </b>
      </td>
      <td className="wide-only" />
      <td className="number">
        <b title={formatFraction(share)}>
          {formatCount(share.numerator)} / {formatCount(share.denominator)}
        </b>
      </td>
      <td />
      <td />
      <td />
    </tr>
  );
}
