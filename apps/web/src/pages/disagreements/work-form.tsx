import { requestOnDevices } from '@baton/contract/device-requests.ts';
import {
  type AskedSelection,
  assignCells,
  openRemediations,
  type WorkAct,
  type WorkPreview,
} from '@baton/contract/disagreement-acts.ts';
import { askQuestion } from '@baton/contract/questions.ts';
import { formatChange, formatCount, formatCounted, formatFraction, formatShare } from '@baton/presentation/formats.ts';
import { Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { call } from '../../api/call.ts';
import { queryClient } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { Form, type FormValues } from '../../ui/form.tsx';
import { OpenedForm } from '../../ui/opened-form.tsx';
import { PersonChoice } from '../../ui/person-choice.tsx';
import { Loaded, Loading } from '../../ui/states.tsx';
import { type Done, DoneWork } from './done-work.tsx';
import { useWorkPreview } from './use-work-preview.ts';
import { actLabel } from './work-acts.ts';

interface WorkFormProps {
  readonly act: WorkAct;
  readonly selection: AskedSelection;
  readonly onClose: () => void;
}

/** An act on cells: what it would do, what it needs to know, and the button that does it. */
export function WorkForm({ act, selection, onClose }: WorkFormProps) {
  const preview = useWorkPreview(act, selection);
  const [done, setDone] = useState<Done | null>(null);
  const form = useRef<HTMLElement>(null);
  // The acts stand above and below it: whoever chose one there is brought to it.
  useEffect(() => {
    form.current?.scrollIntoView({ block: 'center' });
    form.current?.focus({ preventScroll: true });
  }, []);
  if (done) return <DoneWork done={done} onClose={onClose} />;
  return (
    <section ref={form} tabIndex={-1} className="panel work-form" aria-label="What would be done">
      <Loaded query={preview} loading={<Loading rows={3} />}>
        {(data) => <OpenForm {...{ act, selection, onClose }} preview={data} onDone={setDone} />}
      </Loaded>
    </section>
  );
}

interface OpenFormProps extends WorkFormProps {
  readonly preview: WorkPreview;
  readonly onDone: (done: Done) => void;
}

function OpenForm({ act, selection, preview, onDone, onClose }: OpenFormProps) {
  const me = useMe();
  return (
    <OpenedForm className="stack" onLeave={onClose}>
      <Preview preview={preview} />
      <Form
        action={actLabel(act, me.team, preview)}
        primary={false}
        closed={preview.closed ?? undefined}
        onSend={async (values) => {
          onDone(await send(act, selection, values));
          await queryClient.invalidateQueries({
            predicate: ({ queryKey: [path] }) => typeof path === 'string' && path.startsWith('/api/disagreements'),
          });
        }}
        aside={<Button onClick={onClose}>Leave it</Button>}
      >
        <Fields act={act} />
      </Form>
    </OpenedForm>
  );
}

function Preview({ preview }: { readonly preview: WorkPreview }) {
  const { cells, devices, changes, leftOut, agreed, atMost, alone } = preview;
  const points = agreed.denominator === 0 ? 0 : (100 * (atMost.numerator - agreed.numerator)) / agreed.denominator;
  return (
    <div className="small work-preview">
      <p>
        <b>
          {formatCounted(cells, 'cell')} on {formatCounted(devices, 'device')}.
        </b>{' '}
        {changes.join(' ')}
      </p>
      {leftOut.map((some) => (
        <p key={some.why} className="quiet">
          Left out: {formatCounted(some.cells, 'cell')}. {some.why[0]?.toUpperCase()}
          {some.why.slice(1)}.
        </p>
      ))}
      {cells === 0 ? null : (
        <p className="quiet">
          Agreed is {formatShare(agreed)} ({formatFraction(agreed)}). Settled, they bring it to {formatShare(atMost)} (
          {formatFraction(atMost)}) at most: <b className="ink">{formatChange(points)} points</b>
          {alone < cells ? `; of ${formatCount(cells - alone)} another cause fits as well` : ''}.
        </p>
      )}
    </div>
  );
}

function Fields({ act }: { readonly act: WorkAct }) {
  if (act === 'assign') return <People />;
  if (act === 'open-remediation') return null;
  const asks = act === 'ask' || act === 'dispute';
  const label = act === 'ask' ? 'Question' : act === 'dispute' ? 'Why the cause is not this one' : 'Note';
  return (
    <Textarea
      name="text"
      label={label}
      required={asks}
      withAsterisk={false}
      maxLength={4000}
      autosize
      minRows={asks ? 2 : 1}
    />
  );
}

function People() {
  const me = useMe();
  return <PersonChoice team={me.team} initial={me.personId} nobody="nobody: take them back" />;
}

async function send(act: WorkAct, selection: AskedSelection, values: FormValues): Promise<Done> {
  const text = values.text('text');
  const note = text === '' ? {} : { note: text };
  switch (act) {
    case 'assign': {
      const person = values.text('person');
      const { workId, ...count } = await call(assignCells, {
        body: { selection, personId: person === '' ? null : person },
      });
      return workId === null ? { kind: 'assigned', ...count } : { kind: 'begun', workId, words: 'devices assigned' };
    }
    case 'ask':
    case 'dispute': {
      const kind = act === 'ask' ? 'question' : 'dispute';
      return { kind: 'asked', question: await call(askQuestion, { body: { selection, text, kind } }) };
    }
    case 'rescan':
    case 'reboot': {
      const { request, workId } = await call(requestOnDevices, { body: { kind: act, selection, ...note } });
      if (request !== null) return { kind: 'requested', request };
      return { kind: 'begun', workId: workId ?? '', words: 'devices asked about' };
    }
    case 'open-remediation':
      return { kind: 'opened', ...(await call(openRemediations, { body: { selection } })) };
  }
}
