import type { CellDetail } from '@baton/contract/cells.ts';
import { confirmMistake, previewAnswer, takeBackConfirmation, upholdCheck } from '@baton/contract/confirmations.ts';
import { formatCounted } from '@baton/presentation/formats.ts';
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { queryClient, useRead } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { Choice, Form, TextField } from '../../ui/form.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { ErrorPanel } from '../../ui/states.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';

type Offered = NonNullable<CellDetail['answer']>;
type Held = NonNullable<CellDetail['held']>;

/** Positive proof waits for InfoSec: what was answered, and the two answers to give. */
export function AnswerPanel({ cell }: { readonly cell: CellDetail }) {
  const [answering, setAnswering] = useState<'confirm' | 'uphold' | null>(null);
  const { held, answer } = cell;
  if (held === null && answer === null) return null;
  return (
    <section className="answer" aria-label="InfoSec’s answer">
      <div className="row">
        <h3>{held ? 'InfoSec’s answer' : 'Waits for InfoSec’s answer'}</h3>
        <span className="space" />
        <TeamChip owner="infosec" />
      </div>
      {held ? <Given held={held} cell={cell} /> : null}
      {answer && !held ? (
        <p className="small quiet">
          Check <span className="machine">{answer.check.id}</span> of {answer.check.tool} reports it. Positive proof
          speaks against that: “{answer.causeLabel}”.
        </p>
      ) : null}
      {answer ? (
        <div className="row wrap">
          <Button
            closed={answer.why ?? undefined}
            aria-expanded={answering === 'confirm'}
            onClick={() => setAnswering(answering === 'confirm' ? null : 'confirm')}
          >
            Confirm the mistake
          </Button>
          <Button
            closed={answer.why ?? undefined}
            aria-expanded={answering === 'uphold'}
            onClick={() => setAnswering(answering === 'uphold' ? null : 'uphold')}
          >
            Uphold the check
          </Button>
          {answer.why ? <span className="small faint">{answer.why}</span> : null}
        </div>
      ) : null}
      {answer && answering ? (
        <AnswerForm key={answering} kind={answering} answer={answer} cell={cell} onDone={() => setAnswering(null)} />
      ) : null}
    </section>
  );
}

function Given({ held, cell }: { readonly held: Held; readonly cell: CellDetail }) {
  const mayTakeBack = useMe().permissions.includes('confirmation.give');
  const [error, setError] = useState<Error | null>(null);
  const takeBack = (): void => {
    setError(null);
    call(takeBackConfirmation, { params: { confirmationId: held.confirmationId }, body: {} }).then(readAgain, setError);
  };
  return (
    <>
      <p>
        <b>{held.by}</b> {held.answer === 'scanner-wrong' ? 'confirmed that the scanner is wrong' : 'upholds the check'}
        , <Stamp at={held.at} long />
        {held.note === '' ? '.' : `: “${held.note}”`}
      </p>
      <div className="row wrap">
        <span className="small quiet">
          Holds until <Stamp at={held.expiresAt} long />, or until the evidence on {cell.device} changes.
        </span>
        <span className="space" />
        <Button onClick={takeBack} closed={mayTakeBack ? undefined : 'InfoSec’s leads and members take answers back'}>
          Take back
        </Button>
      </div>
      {error ? <ErrorPanel error={error} /> : null}
    </>
  );
}

interface AnswerFormProps {
  readonly kind: 'confirm' | 'uphold';
  readonly answer: Offered;
  readonly cell: CellDetail;
  readonly onDone: () => void;
}

function AnswerForm({ kind, answer, cell, onDone }: AnswerFormProps) {
  const query = { tool: answer.check.tool, check: answer.check.id, cause: answer.cause };
  const reach = useRead(previewAnswer, { query });
  const [about, setAbout] = useState<'cell' | 'check'>('cell');
  const all = reach.data ? formatCounted(reach.data.cells, 'cell') : 'all its cells';
  return (
    <Form
      action={
        about === 'cell'
          ? kind === 'confirm'
            ? 'Confirm 1'
            : 'Uphold 1'
          : `${kind === 'confirm' ? 'Confirm' : 'Uphold'} ${all}`
      }
      primary={false}
      onSend={async ({ text }) => {
        const target = about === 'cell' ? { deviceId: cell.deviceId, fix: cell.fix } : query;
        const body = { target, note: text('note'), expiresInDays: Number(text('days')) };
        await (kind === 'confirm' ? call(confirmMistake, { body }) : call(upholdCheck, { body }));
        await readAgain();
        onDone();
      }}
    >
      <div className="row wrap answer-fields">
        <Choice
          name="about"
          label="About"
          initial="cell"
          onChange={setAbout}
          options={[
            { value: 'cell', label: 'this cell' },
            { value: 'check', label: `${all} of check ${answer.check.id}` },
          ]}
        />
        <TextField name="days" label="Holds for days" type="number" min={1} max={366} defaultValue="90" w={110} />
      </div>
      <Textarea
        name="note"
        label={kind === 'confirm' ? 'What was looked at' : 'Why the check is right: IT reads it'}
        required={kind === 'uphold'}
        withAsterisk={false}
        maxLength={2000}
        autosize
        minRows={2}
      />
      <p className="small quiet">
        {kind === 'confirm'
          ? `The finding then counts as not reported. The cell is proven only if IT’s side holds too; it comes back by itself when ${cell.device}’s evidence changes.`
          : 'The cell keeps its cause, and the scorecard counts the check as right.'}
      </p>
    </Form>
  );
}

const readAgain = (): Promise<void> =>
  queryClient.invalidateQueries({
    predicate: ({ queryKey: [path] }) =>
      typeof path === 'string' && /^\/api\/(cells|confirmations|disagreements|board|scorecard)/.test(path),
  });
