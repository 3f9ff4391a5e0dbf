import { mergeRemediations, splitRemediation } from '@baton/contract/remediation-acts.ts';
import type { RemediationDetail } from '@baton/contract/remediations.ts';
import { formatCount, formatCounted } from '@baton/presentation/formats.ts';
import { call } from '../../api/call.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { urls } from '../../urls.ts';
import { NoteField, OpensForm, stayOf } from './opens-form.tsx';

interface SiblingsPanelProps {
  readonly remediation: RemediationDetail;
  readonly chosen: ReadonlySet<string>;
  readonly onDone: () => void;
}

/** Devices of a fix that go another way: split off here, and merged again where both stand in the same leg. */
export function SiblingsPanel({ remediation, chosen, onDone }: SiblingsPanelProps) {
  const { work, id, version, place } = remediation;
  const split = stayOf(remediation, 'split');
  if (work.siblings.length === 0 && chosen.size === 0) return null;
  return (
    <Panel title="Other ways" note={work.isSplit ? 'these devices were split off' : undefined}>
      <div className="panel-body stack small">
        {work.siblings.map((other) => (
          <div key={other.id} className="stack">
            <p className="row wrap">
              <TeamChip owner={other.holder}>{other.place}</TeamChip>
              <PageLink className="link" to={urls.remediation(other.id)}>
                {formatCounted(other.devices, 'device')} {other.isSplit ? 'split off' : 'of the rest'}
              </PageLink>
            </p>
            {other.place === place && place !== 'closed' ? (
              <div className="row">
                <OpensForm
                  label={`Merge ${formatCount(other.devices)} into this one`}
                  stay={stayOf(remediation, 'absorb')}
                  onSend={({ text }) =>
                    call(mergeRemediations, {
                      params: { remediationId: id },
                      body: { version, otherId: other.id, note: text('note') },
                    })
                  }
                >
                  <p className="quiet">
                    The other ends; its devices go on here. Whoever deployed in either cannot verify.
                  </p>
                  <NoteField label="Why" />
                </OpensForm>
              </div>
            ) : null}
          </div>
        ))}
        {chosen.size > 0 ? (
          <div className="row">
            <OpensForm
              label={`Split ${formatCount(chosen.size)} off`}
              stay={split}
              onSend={async ({ text }) => {
                const body = { version, note: text('note'), deviceIds: [...chosen] };
                await call(splitRemediation, { params: { remediationId: id }, body });
                onDone();
              }}
            >
              <p className="quiet">
                {formatCounted(chosen.size, 'device')} get a remediation of their own, with the same past, the same leg
                and the same clock.
              </p>
              <NoteField label="Why they go another way" />
            </OpensForm>
          </div>
        ) : null}
      </div>
    </Panel>
  );
}
