import { getRemediation, type RemediationDetail } from '@baton/contract/remediations.ts';
import {
  formatCount,
  formatCounted,
  formatDuration,
  formatShare,
  secondsBetween,
} from '@baton/presentation/formats.ts';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { z } from 'zod';
import { useRead } from '../../api/use-read.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { Panel } from '../../ui/panel.tsx';
import { RelayTimeline } from '../../ui/relay-timeline/relay-timeline.tsx';
import { Loaded, Loading } from '../../ui/states.tsx';
import { TeamChip, teamName } from '../../ui/team-chip.tsx';
import { useNow } from '../../ui/use-now.ts';
import { urls } from '../../urls.ts';
import { TracksPanel } from '../connections/tracks-panel.tsx';
import { ExceptionsOfFix } from '../exceptions/exceptions-of-fix.tsx';
import { ActivityPanel } from './activity-panel.tsx';
import { ClockPanel } from './clock-panel.tsx';
import { EmergencyPanel } from './emergency-panel.tsx';
import { EvidencePanel } from './evidence-panel.tsx';
import { HandOverPanel } from './hand-over-panel.tsx';
import { PartsPanel } from './parts-panel.tsx';
import { PausesPanel } from './pauses-panel.tsx';
import { PeoplePanel } from './people-panel.tsx';
import { RemediationDevices } from './remediation-devices.tsx';
import { RemediationHead } from './remediation-head.tsx';
import { SiblingsPanel } from './siblings-panel.tsx';
import { TestPanel } from './test-panel.tsx';
import './remediation.css';

const remediationParams = z.object({ remediationId: z.string() });

/** One fix on its way: whose turn it is, the relay, its devices with both sides' evidence, the clock, the viewer's leg. */
export function RemediationPage() {
  const { remediationId } = remediationParams.parse(useParams({ strict: false }));
  const remediation = useRead(getRemediation, { params: { remediationId } });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  usePageTitle({
    crumbs: [{ label: 'Remediations', to: urls.remediations() }],
    title: remediation.data?.fix ?? '…',
    headed: true,
  });
  return (
    <Loaded
      query={remediation}
      loading={
        <Panel>
          <Loading rows={14} />
        </Panel>
      }
    >
      {(data) => (
        <>
          <RemediationHead remediation={data} />
          <RelayPanel remediation={data} />
          <div className="remediation-columns">
            <div className="stack">
              {data.place === 'test' ? <TestPanel remediation={data} chosen={chosen} /> : null}
              <RemediationDevices remediation={data} chosen={chosen} onChoose={setChosen} />
              <div className="beside-devices">
                <div className="stack">
                  {data.place === 'test' ? null : <TestPanel remediation={data} chosen={chosen} />}
                  <SiblingsPanel remediation={data} chosen={chosen} onDone={() => setChosen(new Set())} />
                </div>
                <div className="stack">
                  <PartsPanel remediation={data} chosen={chosen} />
                  <PeoplePanel remediation={data} />
                </div>
              </div>
            </div>
            <div className="stack">
              <ClockPanel clock={data.clock} remediationId={data.id} />
              <HandOverPanel remediation={data} chosen={chosen} onDone={() => setChosen(new Set())} />
              <EmergencyPanel remediation={data} />
              <EvidencePanel remediation={data} chosen={chosen} />
              <Panel title="Exceptions" note="devices on which both teams set it aside">
                <div className="panel-body">
                  <ExceptionsOfFix fix={data.fix} isNeeded={data.place !== 'closed'} />
                </div>
              </Panel>
              <TracksPanel remediationId={data.id} />
              <ActivityPanel remediation={data} />
              <PausesPanel remediationId={data.id} isClosed={data.place === 'closed'} />
            </div>
          </div>
        </>
      )}
    </Loaded>
  );
}

function RelayPanel({ remediation }: { readonly remediation: RemediationDetail }) {
  const { minutesHeld } = remediation;
  const whole = minutesHeld.it + minutesHeld.infosec;
  return (
    <Panel
      title="Relay"
      note={<Turn remediation={remediation} />}
      aside={
        <span className="row small quiet wrap">
          Minutes held:
          {(['it', 'infosec'] as const).map((team) => (
            <span key={team} className="row">
              <TeamChip owner={team} />
              <b className="ink">{formatCount(minutesHeld[team])}</b>
              {whole === 0 ? null : (
                <span className="faint">{formatShare({ numerator: minutesHeld[team], denominator: whole })}</span>
              )}
            </span>
          ))}
        </span>
      }
    >
      <RelayTimeline visits={remediation.visits} ahead={remediation.ahead} />
    </Panel>
  );
}

function inWords(minutes: number): string {
  return minutes === 0 ? 'within a minute' : `in ${formatDuration(minutes * 60)}`;
}

/** What may come after the end. */
function afterClosing(closedAs: RemediationDetail['closedAs']): string {
  if (closedAs === 'merged') return 'Its devices go on in another remediation of this fix.';
  const again =
    closedAs === 'excepted'
      ? 'it opens again by itself when an exception ends and the fix is still missing.'
      : 'InfoSec opens it again if a scan finds it.';
  return `Nobody holds the baton; ${again}`;
}

/** Whose turn is it? The first line of every page about a remediation. */
function Turn({ remediation }: { readonly remediation: RemediationDetail }) {
  const now = useNow();
  const { holder, place, heldSince, closedAs, reopened } = remediation;
  const { timeToVerify } = remediation.work;
  if (place === 'closed') {
    return (
      <span className="quiet">
        Closed{closedAs === null ? '' : `: ${closedAs}`}. {afterClosing(closedAs)}
        {timeToVerify && (closedAs === 'proven' || closedAs === 'verified')
          ? ` Verified ${inWords(timeToVerify.minutes)}.`
          : ''}
      </span>
    );
  }
  return (
    <span className="quiet">
      <b className={`word ${holder}`}>{teamName(holder)} holds the baton</b> in {place}, for{' '}
      {formatDuration(Math.max(0, secondsBetween(heldSince, now)))}
      {remediation.emergency ? ', as an emergency' : ''}
      {reopened > 0 ? `, reopened ${formatCounted(reopened, 'time')}` : ''}
    </span>
  );
}
