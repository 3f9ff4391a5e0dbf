import { approveEmergency } from '@baton/contract/remediation-acts.ts';
import type { RemediationDetail } from '@baton/contract/remediations.ts';
import { formatDuration, secondsBetween } from '@baton/presentation/formats.ts';
import { call } from '../../api/call.ts';
import { Panel } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { useNow } from '../../ui/use-now.ts';
import { NoteField, OpensForm, stayOf } from './opens-form.tsx';

type Emergency = NonNullable<RemediationDetail['work']['emergency']>;

/** A zero-day: deployed at once, tested beside it, approved by both leads afterwards. */
export function EmergencyPanel({ remediation }: { readonly remediation: RemediationDetail }) {
  const { emergency } = remediation.work;
  if (emergency === null) return null;
  return (
    <Panel title="Emergency" aside={<State emergency={emergency} />}>
      <div className="panel-body stack small">
        <p className="quiet">
          Declared by {emergency.declaredBy}, <Stamp at={emergency.declaredAt} />. Deployed at once; the test goes on
          beside it
          {emergency.tested ? '' : ', and one result is needed before handing over'}.
        </p>
        <ul className="stack">
          {(['it', 'infosec'] as const).map((team) => {
            const given = emergency.approvals.find((approval) => approval.team === team);
            return (
              <li key={team} className="row">
                <TeamChip owner={team} />
                {given ? (
                  <span>
                    approved by {given.by}, <Stamp at={given.at} />
                  </span>
                ) : (
                  <span className="quiet">the lead has not approved yet</span>
                )}
              </li>
            );
          })}
        </ul>
        <div className="row">
          <OpensForm
            label="Approve"
            stay={stayOf(remediation, 'approve-emergency')}
            onSend={({ text }) =>
              call(approveEmergency, { params: { remediationId: remediation.id }, body: { note: text('note') } })
            }
          >
            <NoteField label="Note: why it is right, or what is to follow" />
          </OpensForm>
        </div>
      </div>
    </Panel>
  );
}

function State({ emergency: { state, approveBy } }: { readonly emergency: Emergency }) {
  const now = useNow();
  if (state === 'approved') return <span className="small">approved by both</span>;
  const left = secondsBetween(now, approveBy);
  if (state === 'late' || left < 0) return <span className="small late-word">not approved in time</span>;
  return <span className="small">{formatDuration(left)} left to approve</span>;
}
