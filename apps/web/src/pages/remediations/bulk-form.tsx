import { rejectReason } from '@baton/contract/remediations.ts';
import {
  actInBulk,
  type BulkAct,
  type BulkPreview,
  previewBulk,
  type RemediationSelection,
} from '@baton/contract/remediations-in-bulk.ts';
import { REJECTION_ANSWERS } from '@baton/domain/relay/rejection-answers.ts';
import { formatCount, formatCounted } from '@baton/presentation/formats.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { useMe } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { Choice, Form, type FormValues } from '../../ui/form.tsx';
import { OpenedForm } from '../../ui/opened-form.tsx';
import { PersonChoice } from '../../ui/person-choice.tsx';
import { Loaded } from '../../ui/states.tsx';
import { teamName } from '../../ui/team-chip.tsx';
import { NoteField } from './opens-form.tsx';
import { refreshRemediation } from './refresh-remediation.ts';

const BULK_REASONS = rejectReason.exclude(['duplicate']);

interface BulkFormProps {
  readonly act: BulkAct;
  readonly label: string;
  readonly selection: RemediationSelection;
  readonly filter: Extract<RemediationSelection, { readonly filter: unknown }>['filter'];
  readonly onClose: () => void;
  /** What was done has been read. */
  readonly onDone: () => void;
}

type Done = (typeof actInBulk.response)['_output'];

/** One act on many: what it would do and which it leaves out, what it needs to know, and the button that does it. */
export function BulkForm({ act, label, selection, onClose, onDone }: BulkFormProps) {
  const [done, setDone] = useState<Done | null>(null);
  const preview = useQuery<BulkPreview, Error>({
    queryKey: ['bulk-preview', act, selection],
    queryFn: ({ signal }) => call(previewBulk, { body: { act, selection }, signal }),
    staleTime: 0,
  });
  if (done) return <Told done={done} onClose={onDone} />;
  return (
    <section className="bulk-form" aria-label="What would be done">
      <Loaded query={preview}>
        {(data) => (
          <OpenedForm className="stack" onLeave={onClose}>
            <Preview preview={data} />
            <Form
              action={`${label}: ${formatCount(data.open)}`}
              primary={false}
              closed={data.open === 0 ? 'It can be done on none of them' : undefined}
              aside={<Button onClick={onClose}>Leave it</Button>}
              onSend={async (values) => {
                setDone(await send(act, data, values));
                await refreshRemediation();
              }}
            >
              <Fields act={act} />
            </Form>
          </OpenedForm>
        )}
      </Loaded>
    </section>
  );
}

function Preview({ preview }: { readonly preview: BulkPreview }) {
  const { open, cells, to, items, matching } = preview;
  const leftOut = new Map<string, number>();
  for (const { why } of items) if (why !== null) leftOut.set(why, (leftOut.get(why) ?? 0) + 1);
  return (
    <div className="small stack">
      <p>
        <b>
          {formatCounted(open, 'remediation')}, {formatCounted(cells, 'cell')} not proven.
        </b>{' '}
        {to
          .map(({ place, team, remediations }) => `${formatCount(remediations)} to ${place} (${teamName(team)})`)
          .join(', ')}
      </p>
      {[...leftOut].map(([why, count]) => (
        <p key={why} className="quiet">
          Left out: {formatCount(count)}. {why}
        </p>
      ))}
      {matching > items.length ? (
        <p className="quiet">
          {formatCount(matching)} match; at once are done the {formatCount(items.length)} that come first.
        </p>
      ) : null}
    </div>
  );
}

function Fields({ act }: { readonly act: BulkAct }) {
  const me = useMe();
  return (
    <>
      {act === 'assign' ? <PersonChoice team={me.team} initial={me.personId} nobody="nobody: take them back" /> : null}
      {act === 'reject' ? (
        <Choice
          name="reason"
          label="Reason"
          options={BULK_REASONS.options.map((value) => ({ value, label: REJECTION_ANSWERS[value].says }))}
        />
      ) : null}
      {act === 'watch' ? null : <NoteField label="Note: what the others must know" required={act !== 'assign'} />}
    </>
  );
}

async function send(act: BulkAct, preview: BulkPreview, { text }: FormValues): Promise<Done> {
  const note = text('note');
  return call(actInBulk, {
    body: {
      act,
      items: preview.items
        .filter(({ why }) => why === null)
        .map(({ remediationId, version }) => ({ remediationId, version })),
      ...(note === '' ? {} : { note }),
      ...(act === 'reject' ? { reason: BULK_REASONS.parse(text('reason')) } : {}),
      ...(act === 'assign' ? { personId: text('person') || null } : {}),
    },
  });
}

function Told({ done, onClose }: { readonly done: Done; readonly onClose: () => void }) {
  return (
    <section className="bulk-form small stack" role="status">
      <p>
        <b>Done on {formatCounted(done.done, 'remediation')}.</b>
      </p>
      {done.refused.map((each) => (
        <p key={each.remediationId} className="quiet">
          <span className="machine">{each.fix}</span>: {each.why}
        </p>
      ))}
      <div className="row">
        <Button onClick={onClose}>Close</Button>
      </div>
    </section>
  );
}
