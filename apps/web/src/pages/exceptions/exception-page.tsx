import { type ExceptionDetail, getException } from '@baton/contract/exceptions.ts';
import { useParams } from '@tanstack/react-router';
import { z } from 'zod';
import { useRead } from '../../api/use-read.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { Loaded, Loading } from '../../ui/states.tsx';
import { Swatch } from '../../ui/team-chip.tsx';
import { titleBeside } from '../../ui/title-beside.ts';
import { Unbroken } from '../../ui/unbroken.tsx';
import { VerdictCounts } from '../../ui/verdict-counts.tsx';
import { urls } from '../../urls.ts';
import { ActsPanel } from './acts-panel.tsx';
import { ControlsPanel } from './controls-panel.tsx';
import { ExceptedDevices } from './excepted-devices.tsx';
import { RoundsPanel } from './rounds-panel.tsx';
import { StateChip } from './state-chip.tsx';
import { TermsPanel } from './terms-panel.tsx';
import './exceptions.css';

const exceptionParams = z.object({ exceptionId: z.string() });

/** One exception: whose signature it waits for, what was signed, whether its control holds, its devices and its way. */
export function ExceptionPage() {
  const params = exceptionParams.parse(useParams({ strict: false }));
  const exception = useRead(getException, { params });
  usePageTitle({
    crumbs: [{ label: 'Exceptions', to: urls.exceptions() }],
    title: exception.data?.name ?? '…',
    headed: true,
  });
  return (
    <Loaded
      query={exception}
      loading={
        <Panel>
          <Loading rows={14} />
        </Panel>
      }
    >
      {(data) => (
        <>
          <Head exception={data} />
          <div className="exception-columns">
            <div className="stack">
              <TermsPanel exception={data} />
              <ControlsPanel exception={data} />
              <ExceptedDevices exception={data} />
            </div>
            <div className="stack">
              <ActsPanel exception={data} />
              <RoundsPanel exception={data} />
              <Timeline timeline={data.timeline} />
            </div>
          </div>
        </>
      )}
    </Loaded>
  );
}

function Head({ exception }: { readonly exception: ExceptionDetail }) {
  const { name, what, title, endedBecause, cells, target } = exception;
  const beside = titleBeside(what, title ?? what);
  return (
    <header className="page-head">
      <div>
        <h1>
          <Unbroken>{name}</Unbroken>{' '}
          <span className="exception-of">
            {target.kind === 'fix' ? <PageLink to={urls.fix(target.fix)}>{what}</PageLink> : what}
            {beside ? ` ${beside}` : ''}
          </span>
        </h1>
        <div className="page-facts">
          <StateChip exception={exception} />
          {endedBecause === null ? null : <span>{endedBecause}</span>}
          <VerdictCounts counts={cells} />
          {exception.remediationId === null ? null : (
            <PageLink className="link" to={urls.remediation(exception.remediationId)}>
              Its remediation
            </PageLink>
          )}
        </div>
      </div>
    </header>
  );
}

function Timeline({ timeline }: Pick<ExceptionDetail, 'timeline'>) {
  return (
    <Panel title="What was done" note="from the log">
      <ol className="exception-timeline">
        {timeline.map((entry) => (
          <li key={`${entry.at} ${entry.sentence}`}>
            <span className="faint">
              <Stamp at={entry.at} long />
            </span>
            <Swatch owner={entry.team ?? 'none'} />
            <span>
              <b>{entry.by}</b> <Unbroken>{entry.sentence}</Unbroken>
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
