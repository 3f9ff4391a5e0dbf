import type { RulePreviewDto } from '@baton/contract/rules.ts';
import { formatCount, formatCounted } from '@baton/presentation/formats.ts';
import { PageLink } from '../../../ui/page-link.tsx';
import { Share } from '../../../ui/share.tsx';
import { Stamp } from '../../../ui/stamp.tsx';
import { VerdictChip } from '../../../ui/verdict-chip.tsx';
import { urls } from '../../../urls.ts';

type Judged = RulePreviewDto['changes'][number]['from'];

/** What a proposed rule set would change on the fleet: the number, kinds of changes, and some of the cells. */
export function PreviewResult({ preview }: { readonly preview: RulePreviewDto }) {
  const { changedCells, cells, changedDevices, devices, changes, examples } = preview;
  return (
    <div className="stack">
      <p>
        <b>
          {formatCount(changedCells)} of {formatCounted(cells, 'cell')}
        </b>{' '}
        on {formatCount(changedDevices)} of {formatCounted(devices, 'device')} would be judged otherwise, by the fleet
        of <Stamp at={preview.madeAt} long />.
      </p>
      <div className="row wrap preview-numbers">
        <div>
          <span className="small faint">Agreed now</span>
          <Share {...preview.before.agreed} by="required cells" />
        </div>
        <div>
          <span className="small faint">Agreed then</span>
          <Share {...preview.after.agreed} by="required cells" />
        </div>
      </div>
      {changes.length === 0 ? null : (
        <div className="table-scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">Now</th>
                <th scope="col">Then</th>
                <th scope="col" className="number">
                  Cells
                </th>
                <th scope="col" className="number">
                  Devices
                </th>
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => (
                <tr key={`${change.from.verdict} ${change.from.cause} ${change.to.verdict} ${change.to.cause}`}>
                  <td>
                    <As judged={change.from} />
                  </td>
                  <td>
                    <As judged={change.to} />
                  </td>
                  <td className="number">{formatCount(change.cells)}</td>
                  <td className="number">{formatCount(change.devices)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {examples.length === 0 ? null : (
        <details>
          <summary>
            {examples.length === changedCells ? 'These cells' : `${formatCount(examples.length)} of these cells`}
          </summary>
          <ul className="examples small">
            {examples.map((example) => (
              <li key={`${example.deviceId} ${example.fix}`}>
                <PageLink className="link machine" to={urls.cell(example.deviceId, example.fix)}>
                  {example.device} × {example.fix}
                </PageLink>{' '}
                <span className="quiet">
                  {example.from.causeLabel ?? example.from.verdict}, then {example.to.causeLabel ?? example.to.verdict}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function As({ judged }: { readonly judged: Judged }) {
  return (
    <span className="row">
      <VerdictChip verdict={judged.verdict} /> {judged.causeLabel}
    </span>
  );
}
