import {
  checkPolicy,
  discardPolicyDraft,
  offerPolicy,
  type PolicyProblemDto,
  savePolicyDraft,
} from '@baton/contract/service-levels.ts';
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { useMe } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { Form, TextField } from '../../ui/form.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ErrorPanel } from '../../ui/states.tsx';
import { type Levels, refreshLevels } from './levels.ts';
import { MovesTable } from './moves-table.tsx';

interface DraftProps {
  readonly levels: Levels;
  /** The text of a policy from which a draft was begun; null where none was. */
  readonly started: string | null;
}

/** The policy as text: written, checked by line, looked at for what it moves, kept as the draft, and offered for signing. */
export function PolicyDraft({ levels, started }: DraftProps) {
  const me = useMe();
  const kept = levels.draft?.text ?? null;
  const [text, setText] = useState(started ?? kept ?? levels.inForce.text);
  const [problems, setProblems] = useState<readonly PolicyProblemDto[] | null>(null);
  const [looked, setLooked] = useState<string | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const changed = text !== kept;
  const run = async (does: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      const found = await call(checkPolicy, { body: { text } });
      setProblems(found.problems);
      if (found.problems.length === 0) await does();
    } catch (cause) {
      setError(cause instanceof Error ? cause : new Error(String(cause)));
    } finally {
      setBusy(false);
    }
  };
  const seenRevision = levels.draft?.revision ?? 0;
  const save = () =>
    run(async () => {
      await call(savePolicyDraft, { body: { text, seenRevision } });
      await refreshLevels();
    });
  const closed = me.permissions.includes('document.draft') ? undefined : 'Viewers read; members and leads write';
  return (
    <Panel
      title={levels.draft ? `Draft: ${levels.draft.policyName}` : 'Another policy'}
      note={levels.draft ? `saved by ${levels.draft.savedBy}` : 'nothing holds until both leads have signed it'}
    >
      <div className="panel-body stack">
        <Textarea
          aria-label="The policy as YAML"
          className="policy-text"
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setProblems(null);
            setLooked(null);
          }}
          autosize
          minRows={12}
          maxRows={30}
          spellCheck={false}
        />
        {problems && problems.length > 0 ? <Problems problems={problems} /> : null}
        {problems?.length === 0 && looked === null ? (
          <p className="small quiet">The policy is right in form and sense.</p>
        ) : null}
        <div className="row wrap">
          <Button onClick={() => void run(async () => setLooked(text))} busy={busy}>
            See which deadlines move
          </Button>
          <Button
            onClick={() => void save()}
            busy={busy}
            closed={closed ?? (changed ? undefined : 'It is kept as it stands here')}
          >
            Keep as the draft
          </Button>
          {levels.draft ? (
            <Button
              onClick={() =>
                void call(discardPolicyDraft, { query: { seenRevision } }).then(() => refreshLevels(), setError)
              }
              closed={closed}
            >
              Throw the draft away
            </Button>
          ) : null}
        </div>
        {error ? <ErrorPanel error={error} /> : null}
      </div>
      {looked === null ? null : <MovesTable policy={{ of: 'text', text: looked }} />}
      {levels.draft && !changed ? (
        <Offer seenRevision={seenRevision} mayOffer={me.permissions.includes('document.offer')} />
      ) : null}
    </Panel>
  );
}

function Problems({ problems }: { readonly problems: readonly PolicyProblemDto[] }) {
  return (
    <ul className="problems" role="alert">
      {problems.map((problem) => (
        <li key={`${problem.line} ${problem.column} ${problem.message}`}>
          <b>
            Line {problem.line}, column {problem.column}
          </b>{' '}
          <span className="machine">{problem.at}</span> {problem.message}
        </li>
      ))}
    </ul>
  );
}

function Offer({ seenRevision, mayOffer }: { readonly seenRevision: number; readonly mayOffer: boolean }) {
  return (
    <div className="panel-body">
      <Form
        action="Offer it for signing"
        inline
        primary={false}
        closed={mayOffer ? undefined : 'A lead offers it'}
        onSend={async ({ text }) => {
          await call(offerPolicy, { body: { seenRevision, note: text('note') } });
          await refreshLevels();
        }}
      >
        <TextField name="note" label="What changes, and why" maxLength={2000} w={420} />
      </Form>
    </div>
  );
}
