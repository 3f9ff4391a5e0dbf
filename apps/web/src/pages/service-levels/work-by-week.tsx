import type { SimulationDto } from '@baton/contract/service-levels.ts';
import { formatCount, formatDay } from '@baton/presentation/formats.ts';
import { TeamChip } from '../../ui/team-chip.tsx';

const SHOWN_WEEKS = 10;

/** What would come due in which week under each policy, and how many cells each team has to do something about. */
export function WorkByWeek({ simulations }: { readonly simulations: readonly SimulationDto[] }) {
  const weeks = [...new Set(simulations.flatMap((one) => one.weeks.map(({ week }) => week)))].sort(byWeek);
  if (weeks.length === 0) return null;
  return (
    <div className="table-scroll">
      <table className="work">
        <caption className="unseen">Work by week: remediations due, and cells of IT and of InfoSec</caption>
        <thead>
          <tr>
            <th scope="col">Week of</th>
            {simulations.map((one, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same policy may stand twice
              <th key={index} scope="col" colSpan={3}>
                {one.policy.name}
              </th>
            ))}
          </tr>
          <tr>
            <th aria-label="Week" />
            {simulations.map((_, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same policy may stand twice
              <WeekHead key={index} />
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.slice(0, SHOWN_WEEKS).map((week) => (
            <tr key={week ?? 'overdue'} data-row>
              <td className="one-line">{week === null ? <b>overdue</b> : formatDay(week)}</td>
              {simulations.map((one, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the same policy may stand twice
                <WeekCells key={index} found={one.weeks.find((each) => each.week === week)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {weeks.length > SHOWN_WEEKS ? (
        <p className="panel-body note faint">{formatCount(weeks.length - SHOWN_WEEKS)} later weeks are not shown.</p>
      ) : null}
    </div>
  );
}

function WeekHead() {
  return (
    <>
      <th scope="col" className="number first">
        Due
      </th>
      <th scope="col" className="number">
        <TeamChip owner="it" />
      </th>
      <th scope="col" className="number">
        <TeamChip owner="infosec" />
      </th>
    </>
  );
}

function WeekCells({ found }: { readonly found: SimulationDto['weeks'][number] | undefined }) {
  return (
    <>
      <td className="number first">{found ? formatCount(found.remediations) : ''}</td>
      <td className="number quiet">{found ? formatCount(found.cells.it) : ''}</td>
      <td className="number quiet">{found ? formatCount(found.cells.infosec) : ''}</td>
    </>
  );
}

function byWeek(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
