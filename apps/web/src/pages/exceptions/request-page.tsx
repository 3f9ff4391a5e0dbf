import { requestException } from '@baton/contract/exception-acts.ts';
import { type ExceptionPreview, previewException } from '@baton/contract/exceptions.ts';
import { listPeople } from '@baton/contract/people.ts';
import type { Control } from '@baton/domain/exceptions/control.ts';
import { EXCEPTION_REASONS, REASON_WORDS, RISK_LEVELS } from '@baton/domain/exceptions/exception-reason.ts';
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { z } from 'zod';
import { call } from '../../api/call.ts';
import { useRead } from '../../api/use-read.ts';
import { useGo } from '../../held-view.ts';
import { usePageSearch, word } from '../../search-params.ts';
import { useMe } from '../../session.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { Button } from '../../ui/button.tsx';
import { Choice, Form, type FormValues, TextField } from '../../ui/form.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ErrorPanel } from '../../ui/states.tsx';
import { urls } from '../../urls.ts';
import { ControlsEditor } from './controls-editor.tsx';
import { refreshExceptions } from './refresh-exceptions.ts';
import { TargetFields, type TargetWish, wishBody } from './target-fields.tsx';
import { WishPreview } from './wish-preview.tsx';
import './exceptions.css';

const requestSearch = z.object({ fix: word, device: word, scope: word });
const DEFAULT_DAYS = 90;

/** Asks for an exception: what, where, why, what stands in for the fix, who answers for it, until when. */
export function RequestPage() {
  const me = useMe();
  const go = useGo();
  const [search] = usePageSearch(requestSearch);
  const [wish, setWish] = useState<TargetWish>({
    kind: 'fix',
    name: search.fix ?? '',
    by: search.device === undefined ? 'scope' : 'names',
    names: search.device ?? '',
    scope: search.scope ?? '',
  });
  const [controls, setControls] = useState<readonly Control[]>([]);
  const [preview, setPreview] = useState<ExceptionPreview | null>(null);
  const [error, setError] = useState<Error | null>(null);
  usePageTitle({ crumbs: [{ label: 'Exceptions', to: urls.exceptions() }], title: 'Request an exception' });
  const body = { ...wishBody(wish), controls: [...controls] };
  const look = (): void => {
    setError(null);
    call(previewException, { body }).then(setPreview, setError);
  };
  const closed = me.permissions.includes('exception.request')
    ? controls.length === 0
      ? 'Say what stands in for the fix'
      : undefined
    : 'Members and leads ask';
  return (
    <div className="exception-columns">
      <Panel title="Request an exception" note="nothing is set aside until one person of each team has signed it">
        <div className="panel-body exception-request">
          <Form
            action="Ask both teams"
            closed={closed}
            aside={
              <Button onClick={look} closed={wish.name === '' ? 'Name the fix' : undefined}>
                Show what it sets aside
              </Button>
            }
            onSend={async (values) => {
              const asked = await call(requestException, { body: { ...body, ...wordsOf(values) } });
              await refreshExceptions();
              go(urls.exception(asked.exceptionId));
            }}
          >
            <TargetFields wish={wish} onChange={setWish} />
            <WhyFields />
            <ControlsEditor controls={controls} onChange={setControls} />
            <OwnerAndTimes />
          </Form>
        </div>
      </Panel>
      <Panel title="What it would set aside">
        <div className="panel-body stack">
          {error ? <ErrorPanel error={error} /> : null}
          {preview === null ? (
            <p className="small quiet">
              Shown before anybody signs: devices, cells, how urgent it is, and each control.
            </p>
          ) : (
            <WishPreview preview={preview} />
          )}
        </div>
      </Panel>
    </div>
  );
}

function WhyFields() {
  return (
    <>
      <Choice
        name="reason"
        label="Why the fix is not applied"
        options={EXCEPTION_REASONS.map((value) => ({ value, label: REASON_WORDS[value] }))}
      />
      <Textarea name="words" label="In words" required withAsterisk={false} maxLength={2000} autosize minRows={2} />
      <div className="exception-two">
        <Choice name="risk" label="Risk that is left" options={RISK_LEVELS.map((value) => ({ value, label: value }))} />
        <TextField name="riskWords" label="What could happen" maxLength={2000} />
      </div>
    </>
  );
}

function OwnerAndTimes() {
  const me = useMe();
  const people = useRead(listPeople, { query: { pageSize: 500 } }).data?.rows ?? [];
  const able = people.filter(({ role, deactivatedAt }) => role !== 'viewer' && deactivatedAt === null);
  const until = new Date(Date.now() + DEFAULT_DAYS * 86_400_000).toISOString().slice(0, 10);
  return (
    <div className="exception-two">
      <Choice
        key={able.length}
        name="owner"
        label="Owner: answers for it, and has it back before its date"
        options={able.map(({ personId, name }) => ({ value: personId, label: name }))}
        initial={me.personId}
      />
      <TextField name="until" label="Until" type="date" defaultValue={until} />
      <TextField
        name="revisit"
        label="Back to its owner"
        type="date"
        required={false}
        description="Two weeks before, unless told"
      />
      <TextField
        name="epss"
        label="Reopens from EPSS"
        type="number"
        min={0.001}
        max={1}
        step={0.001}
        required={false}
        description="0.1, or twice what is known; what is set aside shows it"
      />
    </div>
  );
}

function wordsOf({ text }: FormValues) {
  const day = (name: string) => `${text(name)}T00:00:00Z`;
  return {
    reason: z.enum(EXCEPTION_REASONS).parse(text('reason')),
    words: text('words'),
    risk: { level: z.enum(RISK_LEVELS).parse(text('risk')), words: text('riskWords') },
    ownerId: text('owner'),
    until: day('until'),
    ...(text('revisit') === '' ? {} : { revisit: day('revisit') }),
    ...(text('epss') === '' ? {} : { epssThreshold: Number(text('epss')) }),
  };
}
