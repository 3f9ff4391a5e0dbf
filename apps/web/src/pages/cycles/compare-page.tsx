import { type ComparedCycle, compareCycles } from '@baton/contract/cycles.ts';
import { compareGroups } from '@baton/presentation/compare-cycles.ts';
import { periodWords } from '@baton/presentation/cycle-words.ts';
import { z } from 'zod';
import { useRead } from '../../api/use-read.ts';
import { usePageSearch } from '../../search-params.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { urls } from '../../urls.ts';
import './cycles.css';

const search = z.object({ numbers: z.string().max(100).catch('').default('') });

/** Cycles side by side, figure by figure, in the order of their numbers. None is ranked. */
export function CompareCyclesPage() {
  const [{ numbers }] = usePageSearch(search);
  const compared = useRead(compareCycles, { query: { numbers }, enabled: numbers !== '' });
  usePageTitle({ crumbs: [{ label: 'Cycles', to: urls.cycles() }], title: 'Compare cycles' });
  if (numbers === '') {
    return (
      <Panel>
        <EmptyState title="No cycles are chosen.">
          Choose two or more that have ended, on the page{' '}
          <PageLink className="link" to={urls.cycles()}>
            Cycles
          </PageLink>
          .
        </EmptyState>
      </Panel>
    );
  }
  return <Loaded query={compared}>{({ cycles }) => <Compared cycles={cycles} />}</Loaded>;
}

function Compared({ cycles }: { readonly cycles: readonly ComparedCycle[] }) {
  return (
    <Panel className="clip" label="Cycles side by side">
      <div className="table-scroll">
        <table className="compare-table">
          <thead>
            <tr>
              <th scope="col">
                <span className="unseen">Figure</span>
              </th>
              {cycles.map(({ cycle }) => (
                <th key={cycle.number} scope="col" className="number">
                  <PageLink className="link" to={urls.retrospective(cycle.number)}>
                    Cycle {cycle.number}
                  </PageLink>
                  <br />
                  {periodWords(cycle)}
                </th>
              ))}
            </tr>
          </thead>
          {compareGroups(cycles.map(({ figures }) => figures)).map(({ title, rows }) => (
            <tbody key={title}>
              <tr className="total-row">
                <th scope="rowgroup" colSpan={cycles.length + 1}>
                  {title}
                </th>
              </tr>
              {rows.map(({ label, values }) => (
                <tr key={label}>
                  <td>{label}</td>
                  {values.map((value, at) => (
                    <td key={cycles[at]?.cycle.number} className="number">
                      {value}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </Panel>
  );
}
