import { formatCount, formatFraction, formatShare } from '@baton/presentation/formats.ts';
import { type Bar, foldSteps } from '@baton/presentation/waterfall/fold-steps.ts';
import type { BridgeInput } from '@baton/presentation/waterfall/waterfall-layout.ts';
import { changeText, PART_WORDS } from '@baton/presentation/waterfall/waterfall-words.ts';
import { PageLink } from '../page-link.tsx';
import { TeamChip } from '../team-chip.tsx';
import { VerdictShape } from '../verdict-chip.tsx';

interface BridgeTableProps extends BridgeInput {
  readonly cellsHref: (part: BridgeInput['steps'][number]['part'], cause: string) => string;
}

/** The same bridge with its fractions, part by part as its brackets give them: the screen reader's version, and the small screen's. */
export function BridgeTable({ cellsHref, ...bridge }: BridgeTableProps) {
  const steps = foldSteps(bridge.it, bridge.steps, Number.POSITIVE_INFINITY, new Set());
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
  const partOf = (part: Bar['part']) => {
    const bars = steps.filter((bar) => bar.part === part);
    return bars.length === 0 ? null : (
      <tbody>
        <PartRow part={part} cells={bars.reduce((sum, { cells }) => sum + cells, 0)} />
        {bars.map(rowOf)}
      </tbody>
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
        <TotalRow sign={<TeamChip owner="it" />} name="IT says" share={bridge.it} />
        {partOf('it-not-counted')}
        {partOf('it-not-proven')}
        <TotalRow sign={<VerdictShape verdict="proven" />} name="Agreed" share={bridge.agreed} />
        {partOf('infosec-not-proven')}
        {partOf('infosec-not-scanned')}
        <TotalRow sign={<TeamChip owner="infosec" />} name="InfoSec says" share={bridge.infosec} />
      </table>
    </div>
  );
}

/** What a part of the bridge is, with its sum: the chart's bracket. A cause may stand in several. */
function PartRow({ part, cells }: { readonly part: Bar['part']; readonly cells: number }) {
  return (
    <tr className="part-row">
      <td />
      <th scope="rowgroup" colSpan={6}>
        <b>{formatCount(cells)}</b> {PART_WORDS[part]}
      </th>
    </tr>
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
    <tbody>
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
    </tbody>
  );
}
