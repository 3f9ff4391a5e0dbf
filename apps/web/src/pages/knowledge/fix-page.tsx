import { listCells } from '@baton/contract/cells.ts';
import { getFix } from '@baton/contract/knowledge.ts';
import { formatCount, formatCounted, formatDay } from '@baton/presentation/formats.ts';
import { useParams } from '@tanstack/react-router';
import { z } from 'zod';
import { useRead } from '../../api/use-read.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState, Loaded, Loading } from '../../ui/states.tsx';
import { titleBeside } from '../../ui/title-beside.ts';
import { VerdictCounts } from '../../ui/verdict-counts.tsx';
import { urls } from '../../urls.ts';
import './knowledge.css';

const fixParams = z.object({ fix: z.string() });

type Fix = z.infer<typeof getFix.response>;

/** One fix with the vulnerabilities that it removes, what it replaces, and where it stands on our devices. */
export function FixPage() {
  const { fix } = fixParams.parse(useParams({ strict: false }));
  const read = useRead(getFix, { params: { fix } });
  usePageTitle({ crumbs: [{ label: 'Knowledge', to: urls.knowledge() }], title: fix, headed: read.data !== undefined });
  return (
    <>
      <Loaded
        query={read}
        loading={
          <Panel>
            <Loading />
          </Panel>
        }
      >
        {(data) => (
          <>
            <Head fix={data} />
            <Vulnerabilities fix={data} />
          </>
        )}
      </Loaded>
      <Here fix={fix} />
    </>
  );
}

function Head({ fix }: { readonly fix: Fix }) {
  return (
    <header className="page-head">
      <div>
        <h1>
          {fix.fix} <span className="quiet">{titleBeside(fix.fix, fix.title)}</span>
        </h1>
        <div className="page-facts">
          <span>{fix.product}</span>
          {fix.version ? (
            <span>
              Fixed at <b>{fix.version}</b>
            </span>
          ) : null}
          {fix.published ? <span>Published {formatDay(fix.published)}</span> : null}
          <Fixes word="Replaces" fixes={fix.supersedes} />
          <Fixes word="Replaced by" fixes={fix.supersededBy} />
        </div>
      </div>
    </header>
  );
}

const FIXES_SHOWN = 6;

function Fixes({ word, fixes }: { readonly word: string; readonly fixes: readonly string[] }) {
  if (fixes.length === 0) return null;
  return (
    <span>
      {word}{' '}
      {fixes.slice(0, FIXES_SHOWN).map((each, index) => (
        <span key={each}>
          {index > 0 ? ', ' : ''}
          <PageLink className="link" to={urls.fix(each)}>
            {each}
          </PageLink>
        </span>
      ))}
      {fixes.length > FIXES_SHOWN ? ` and ${formatCount(fixes.length - FIXES_SHOWN)} more` : ''}
    </span>
  );
}

function Vulnerabilities({ fix }: { readonly fix: Fix }) {
  if (fix.vulnerabilities.length === 0) {
    return (
      <Panel title="Vulnerabilities">
        <EmptyState title="No CVE is named by its advisory." />
      </Panel>
    );
  }
  return (
    <Panel
      title={`Removes ${formatCounted(fix.vulnerabilities.length, 'vulnerability', 'vulnerabilities')}`}
      className="clip"
    >
      <div className="table-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">CVE</th>
              <th scope="col">KEV</th>
              <th scope="col" className="number">
                EPSS
              </th>
              <th scope="col">CVSS</th>
              <th scope="col">SSVC</th>
            </tr>
          </thead>
          <tbody>
            {fix.vulnerabilities.map((row) => (
              <tr key={row.cve}>
                <td className="machine">{row.cve}</td>
                <td>{row.kev ? <b>since {formatDay(row.kev)}</b> : ''}</td>
                <td className="number">{row.epss === null ? '' : row.epss.toFixed(4)}</td>
                <td>{row.cvss ?? ''}</td>
                <td className="quiet">{row.ssvc ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function Here({ fix }: { readonly fix: string }) {
  const cells = useRead(listCells, { query: { fix, pageSize: 1 } });
  if (!cells.data || cells.data.total === 0) return null;
  return (
    <p className="small quiet here">
      On our devices:{' '}
      <PageLink className="link" to={urls.cells({ search: fix })}>
        {formatCounted(cells.data.total, 'cell')}
      </PageLink>{' '}
      <VerdictCounts counts={cells.data.byVerdict} />
    </p>
  );
}
