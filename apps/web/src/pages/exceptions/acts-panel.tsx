import {
  attestControl,
  declineException,
  endException,
  handBackException,
  renewException,
  signExceptions,
  withdrawException,
} from '@baton/contract/exception-acts.ts';
import type { ExceptionDetail } from '@baton/contract/exceptions.ts';
import { usualRenewal } from '@baton/domain/exceptions/exception-state.ts';
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { Button } from '../../ui/button.tsx';
import { Form, type FormValues, TextField } from '../../ui/form.tsx';
import { OpenedForm } from '../../ui/opened-form.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SignForm } from '../../ui/sign-form.tsx';
import { urls } from '../../urls.ts';
import { refreshExceptions } from './refresh-exceptions.ts';

type ActName = 'decline' | 'withdraw' | 'renew' | 'end' | 'handBack' | 'attest';

const LABELS: Readonly<Record<ActName, string>> = {
  decline: 'Decline',
  withdraw: 'Take back',
  renew: 'Ask to renew',
  end: 'End it',
  handBack: 'Hand back to its owner',
  attest: 'Attest',
};

/** What whoever looks may do next; what they may not stands there closed and says why. */
export function ActsPanel({ exception }: { readonly exception: ExceptionDetail }) {
  const [open, setOpen] = useState<ActName | null>(null);
  const { acts, rounds, state } = exception;
  const waiting = rounds.find((round) => round.state === 'waiting');
  const offered: readonly ActName[] = [
    ...(waiting === undefined ? [] : (['decline', 'withdraw'] as const)),
    ...(state === 'in-force' ? (['renew', 'handBack', 'end'] as const) : []),
    ...(acts.attest.why === null ? (['attest'] as const) : []),
  ];
  if (waiting === undefined && offered.length === 0) return <AfterTheEnd exception={exception} />;
  return (
    <Panel title={waiting === undefined ? 'What can be done' : 'It waits for signatures'}>
      <div className="panel-body stack">
        {waiting === undefined ? null : (
          <SignForm
            hashes={[waiting.hash]}
            signed={waiting.signatures.map(({ team }) => team)}
            why={acts.sign.why}
            primary
            onSign={async (proof) => {
              const { exceptionId } = exception;
              const { round, hash } = waiting;
              await call(signExceptions, { body: { exceptions: [{ exceptionId, round, hash }], proof } });
              await refreshExceptions();
            }}
          />
        )}
        {acts.sign.why !== null && waiting !== undefined ? <p className="small quiet">{acts.sign.why}</p> : null}
        <div className="row wrap acts">
          {offered.map((act) => (
            <Button
              key={act}
              closed={acts[act].why ?? undefined}
              aria-expanded={open === act}
              onClick={() => setOpen(open === act ? null : act)}
            >
              {LABELS[act]}
            </Button>
          ))}
        </div>
        {open === null ? null : <ActForm key={open} act={open} exception={exception} onDone={() => setOpen(null)} />}
      </div>
    </Panel>
  );
}

/** Of one whose cells are open again: the remediation goes on, or it is asked for anew. */
function AfterTheEnd({ exception: { state, target, cells } }: { readonly exception: ExceptionDetail }) {
  const isBack = state === 'expired' || state === 'reopened' || state === 'ended';
  if (!isBack || cells.open + cells.disputed + cells.unproven === 0) return null;
  return (
    <Panel title="What is next">
      <div className="panel-body stack small">
        <p>Its devices are back in the remediation, and the fix is due there.</p>
        <p className="quiet">
          Where it still cannot be applied:{' '}
          <PageLink className="link" to={urls.requestException(target.kind === 'fix' ? { fix: target.fix } : {})}>
            ask for it anew
          </PageLink>
          . Within 90 days of its end that counts as a renewal.
        </p>
      </div>
    </Panel>
  );
}

interface ActFormProps {
  readonly act: ActName;
  readonly exception: ExceptionDetail;
  readonly onDone: () => void;
}

function ActForm({ act, exception, onDone }: ActFormProps) {
  return (
    <OpenedForm onLeave={onDone}>
      <Form
        action={LABELS[act]}
        primary={false}
        aside={<Button onClick={onDone}>Leave it</Button>}
        onSend={async (values) => {
          await send(act, exception, values);
          await refreshExceptions();
          onDone();
        }}
      >
        {act === 'renew' ? (
          <TextField name="until" label="Until" type="date" defaultValue={renewalDay(exception)} w={170} />
        ) : null}
        <Textarea
          name="note"
          label={act === 'renew' || act === 'attest' ? 'What has changed since' : 'Why'}
          required={act !== 'renew' && act !== 'attest'}
          withAsterisk={false}
          maxLength={2000}
          autosize
          minRows={2}
        />
      </Form>
    </OpenedForm>
  );
}

/** As long again as it lasted. */
function renewalDay({ startsAt, endsAt }: ExceptionDetail): string {
  if (startsAt === null || endsAt === null) return '';
  return new Date(usualRenewal(Date.parse(startsAt), Date.parse(endsAt))).toISOString().slice(0, 10);
}

async function send(act: ActName, { exceptionId, controls }: ExceptionDetail, { text }: FormValues): Promise<unknown> {
  const params = { exceptionId };
  const body = { note: text('note') };
  switch (act) {
    case 'decline':
      return call(declineException, { params, body });
    case 'withdraw':
      return call(withdrawException, { params, body });
    case 'end':
      return call(endException, { params, body });
    case 'handBack':
      return call(handBackException, { params, body });
    case 'renew':
      return call(renewException, {
        params,
        body: { until: `${text('until')}T00:00:00Z`, ...(body.note === '' ? {} : { words: body.note }) },
      });
    case 'attest':
      return attestAll(params, controls, body.note);
  }
}

async function attestAll(
  params: { readonly exceptionId: string },
  controls: ExceptionDetail['controls'],
  note: string,
): Promise<void> {
  for (const [index, { control }] of controls.entries()) {
    if (control.kind === 'attestation') await call(attestControl, { params, body: { control: index + 1, note } });
  }
}
