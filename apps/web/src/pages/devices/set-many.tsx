import { attributeKind, changeManyAttributes, previewManyAttributes } from '@baton/contract/scope.ts';
import { type AttributeKind, MANY_VALUED, MOST_VALUE_LENGTH } from '@baton/domain/scope/attribute-kind.ts';
import { formatCount, formatCounted } from '@baton/presentation/formats.ts';
import { SCOPE_KIND_WORDS } from '@baton/presentation/scope-words.ts';
import { useState } from 'react';
import type { z } from 'zod';
import { call } from '../../api/call.ts';
import { queryClient } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { Choice, Form, TextField } from '../../ui/form.tsx';
import { ErrorPanel } from '../../ui/states.tsx';
import { closedFor, firstOpen } from './attribute-rights.ts';
import { KindChoice } from './attributes-panel.tsx';

type Body = z.input<typeof previewManyAttributes.body & z.ZodType>;
type Preview = z.output<typeof previewManyAttributes.response>;

interface SetManyProps {
  /** The devices, as the API takes them. */
  readonly devices: Body['devices'];
  readonly onDone: () => void;
}

/** Tells something of many devices at once; first shown, then done. */
export function SetMany({ devices, onDone }: SetManyProps) {
  const me = useMe();
  const [kind, setKind] = useState<AttributeKind>(firstOpen(me));
  const [asked, setAsked] = useState<{ readonly body: Body; readonly preview: Preview } | null>(null);
  if (asked) {
    return <Confirm {...asked} onBack={() => setAsked(null)} onDone={onDone} />;
  }
  const many = MANY_VALUED.has(kind);
  return (
    <Form
      action="Show what changes"
      inline
      primary={false}
      closed={closedFor(me, kind)}
      onSend={async (values) => {
        const wanted = { kind: attributeKind.parse(values.text('kind')), value: values.text('value') };
        const body: Body = values.text('act') === 'remove' ? { devices, remove: [wanted] } : { devices, set: [wanted] };
        setAsked({ body, preview: await call(previewManyAttributes, { body }) });
      }}
    >
      <Choice
        name="act"
        label="Act"
        options={[
          { value: 'set', label: many ? 'Add' : 'Set' },
          { value: 'remove', label: 'Remove' },
        ]}
      />
      <KindChoice kind={kind} onChange={setKind} />
      <TextField name="value" label="Value" maxLength={MOST_VALUE_LENGTH} />
    </Form>
  );
}

interface ConfirmProps {
  readonly body: Body;
  readonly preview: Preview;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

function Confirm({ body, preview, onBack, onDone }: ConfirmProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const send = async (): Promise<void> => {
    setBusy(true);
    try {
      await call(changeManyAttributes, { body });
      await queryClient.invalidateQueries();
      onDone();
    } catch (cause) {
      setError(cause instanceof Error ? cause : new Error(String(cause)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="set-many">
      <ul className="small">
        {preview.changes.map(({ kind, from, to, devices }) => (
          <li key={`${kind} ${from} ${to}`}>
            {formatCounted(devices, 'device')}: {SCOPE_KIND_WORDS[kind].toLowerCase()}{' '}
            {from === null ? '' : <b>{from}</b>} {to === null ? 'goes' : from === null ? '' : 'becomes'}{' '}
            {to === null ? '' : <b>{to}</b>}
          </li>
        ))}
        {preview.changed === 0 ? <li>Nothing changes: they are so already.</li> : null}
        {preview.ambiguous.length > 0 ? (
          <li className="quiet">Left out, because several devices have the name: {preview.ambiguous.join(', ')}</li>
        ) : null}
        {preview.unknown.length > 0 ? (
          <li className="quiet">Left out, because no device has the name: {preview.unknown.join(', ')}</li>
        ) : null}
      </ul>
      <div className="row">
        <Button
          busy={busy}
          closed={preview.changed === 0 ? 'Nothing would change' : undefined}
          onClick={() => void send()}
        >
          Change {formatCount(preview.changed)}
        </Button>
        <Button onClick={onBack}>Back</Button>
      </div>
      {error ? <ErrorPanel error={error} /> : null}
    </div>
  );
}
