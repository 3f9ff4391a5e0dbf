import { assignRemediation, watchRemediation } from '@baton/contract/remediation-acts.ts';
import type { RemediationDetail } from '@baton/contract/remediations.ts';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PersonChoice } from '../../ui/person-choice.tsx';
import { ErrorPanel } from '../../ui/states.tsx';
import { teamName } from '../../ui/team-chip.tsx';
import { AttachFile } from './attach-file.tsx';
import { NoteField, OpensForm, stayOf } from './opens-form.tsx';
import { refreshRemediation } from './refresh-remediation.ts';

/** Who carries it, who watches, and the files that people put beside it. */
export function PeoplePanel({ remediation }: { readonly remediation: RemediationDetail }) {
  const { work, carrier, holder, place } = remediation;
  return (
    <Panel title="People and files" aside={<Watch remediation={remediation} />}>
      <div className="panel-body stack small">
        {place === 'closed' ? null : (
          <p>
            {carrier ? (
              <>
                Carried by <b>{carrier}</b>
              </>
            ) : (
              `Nobody of ${teamName(holder)} has taken it yet`
            )}
          </p>
        )}
        {work.watchers.length > 0 ? <p className="quiet">Watched by {work.watchers.join(', ')}</p> : null}
        <div className="row wrap">
          <Give remediation={remediation} />
          <AttachFile remediation={remediation} />
        </div>
      </div>
    </Panel>
  );
}

function Watch({ remediation }: { readonly remediation: RemediationDetail }) {
  const [error, setError] = useState<Error | null>(null);
  const { watching } = remediation.work;
  const change = (): void => {
    setError(null);
    const asked = { params: { remediationId: remediation.id }, body: { watch: !watching } };
    call(watchRemediation, asked).then(refreshRemediation, setError);
  };
  if (error) return <ErrorPanel error={error} />;
  return (
    <Button onClick={change} aria-pressed={watching}>
      {watching ? 'Stop watching' : 'Watch'}
    </Button>
  );
}

function Give({ remediation }: { readonly remediation: RemediationDetail }) {
  const { id, version, holder } = remediation;
  return (
    <OpensForm
      label="Give to"
      action="Give"
      stay={stayOf(remediation, 'assign')}
      onSend={({ text }) => {
        const note = text('note');
        return call(assignRemediation, {
          params: { remediationId: id },
          body: { version, personId: text('person') || null, ...(note === '' ? {} : { note }) },
        });
      }}
    >
      <PersonChoice team={holder} nobody="nobody: take it back" />
      <NoteField label="Note" required={false} />
    </OpensForm>
  );
}
