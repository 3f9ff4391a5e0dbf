import { collectEvidence, waiveEvidence } from '@baton/contract/remediation-acts.ts';
import type { RemediationDetail } from '@baton/contract/remediations.ts';
import { formatCount, formatFraction } from '@baton/presentation/formats.ts';
import { call } from '../../api/call.ts';
import { Panel } from '../../ui/panel.tsx';
import { TeamChip, teamName } from '../../ui/team-chip.tsx';
import { NoteField, OpensForm, stayOf } from './opens-form.tsx';

interface EvidencePanelProps {
  readonly remediation: RemediationDetail;
  readonly chosen: ReadonlySet<string>;
}

/** Forensic evidence before the patch, where the tier asks for it: of which devices it is there, and who does without. */
export function EvidencePanel({ remediation, chosen }: EvidencePanelProps) {
  const { id, version, work } = remediation;
  const { evidence } = work;
  if (evidence === null) return null;
  const waived = evidence.waivedBy.map(teamName).join(' and ');
  return (
    <Panel title="Forensic evidence" aside={<TeamChip owner="both" />}>
      <div className="panel-body stack small">
        <p>
          Collected of <b>{formatFraction(evidence.collected)}</b> devices.{' '}
          <span className="quiet">
            {evidence.open
              ? 'Nothing holds the patch up.'
              : 'The tier asks for it before the patch, or both sides waive it.'}
            {waived === '' ? '' : ` ${waived} waived it.`}
          </span>
        </p>
        <div className="row wrap">
          <OpensForm
            label={chosen.size > 0 ? `Evidence of ${formatCount(chosen.size)} is there` : 'Evidence of all is there'}
            stay={stayOf(remediation, 'collect-evidence')}
            onSend={({ text }) =>
              call(collectEvidence, {
                params: { remediationId: id },
                body: { version, note: text('note'), ...(chosen.size > 0 ? { deviceIds: [...chosen] } : {}) },
              })
            }
          >
            <NoteField label="What was collected, and where it lies" />
          </OpensForm>
          <OpensForm
            label="Waive"
            stay={stayOf(remediation, 'waive-evidence')}
            onSend={({ text }) =>
              call(waiveEvidence, { params: { remediationId: id }, body: { version, note: text('note') } })
            }
          >
            <NoteField label="Why your team does without" />
          </OpensForm>
        </div>
      </div>
    </Panel>
  );
}
