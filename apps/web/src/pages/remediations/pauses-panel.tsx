import { askPause, type ClockPause, endPause, listPauses, signPause } from '@baton/contract/clock-pauses.ts';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { queryClient, useRead } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { Form, TextField } from '../../ui/form.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SignForm } from '../../ui/sign-form.tsx';
import { Signatures } from '../../ui/signatures.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { ErrorPanel } from '../../ui/states.tsx';

const STATES: Readonly<Record<ClockPause['state'], string>> = {
  asked: 'waits for signatures',
  running: 'the clock stands still',
  over: 'over',
  withdrawn: 'withdrawn',
};

async function refresh(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: [listPauses.path] });
}

interface PausesPanelProps {
  readonly remediationId: string;
  readonly isClosed: boolean;
}

/** Pauses of this clock: the reason, both signatures, and the form to ask for one. Nothing shows where there is nothing to do. */
export function PausesPanel({ remediationId, isClosed }: PausesPanelProps) {
  const me = useMe();
  const pauses = useRead(listPauses, { query: { remediationId } }).data?.rows ?? [];
  const [asking, setAsking] = useState(false);
  const isAsked = pauses.some(({ state }) => state === 'asked' || state === 'running');
  if (pauses.length === 0 && isClosed) return null;
  const closed = me.permissions.includes('pause.ask')
    ? isAsked
      ? 'A pause waits or runs already'
      : undefined
    : 'A lead asks for a pause';
  return (
    <Panel
      title="Pauses"
      aside={
        isClosed || asking ? null : (
          <Button onClick={() => setAsking(true)} closed={closed}>
            Ask for a pause
          </Button>
        )
      }
    >
      <div className="panel-body stack">
        {pauses.length === 0 && !asking ? (
          <p className="small quiet">None. A pause needs a reason and a lead’s signature from each team.</p>
        ) : null}
        {pauses.map((pause) => (
          <PauseEntry key={pause.pauseId} pause={pause} />
        ))}
        {asking ? <AskForm remediationId={remediationId} onDone={() => setAsking(false)} /> : null}
      </div>
    </Panel>
  );
}

function PauseEntry({ pause }: { readonly pause: ClockPause }) {
  const me = useMe();
  const [error, setError] = useState<Error | null>(null);
  const isLive = pause.state === 'asked' || pause.state === 'running';
  const end = (): void => {
    setError(null);
    call(endPause, { params: { pauseId: pause.pauseId } }).then(refresh, setError);
  };
  return (
    <div className="stack">
      <p className="small">
        <b>{pause.reason}</b>
        <br />
        <span className="quiet">
          {STATES[pause.state]}, {pause.state === 'running' || pause.state === 'asked' ? 'until' : 'to'}{' '}
          <Stamp at={pause.endsAt} long />. Asked by {pause.askedBy}.
        </span>
      </p>
      <Signatures signatures={pause.signatures} />
      {pause.state === 'asked' && pause.hash !== null ? (
        <SignForm
          hashes={[pause.hash]}
          signed={pause.signatures.map(({ team }) => team)}
          onSign={async (proof) => {
            await call(signPause, { params: { pauseId: pause.pauseId }, body: { hash: pause.hash ?? '', proof } });
            await refresh();
          }}
        />
      ) : null}
      {isLive ? (
        <div className="row">
          <Button onClick={end} closed={me.permissions.includes('pause.ask') ? undefined : 'A lead ends it'}>
            {pause.state === 'running' ? 'End it now' : 'Withdraw'}
          </Button>
        </div>
      ) : null}
      {error ? <ErrorPanel error={error} /> : null}
    </div>
  );
}

function AskForm({ remediationId, onDone }: { readonly remediationId: string; readonly onDone: () => void }) {
  return (
    <Form
      action="Ask both teams"
      primary={false}
      aside={<Button onClick={onDone}>Cancel</Button>}
      onSend={async ({ text }) => {
        const until = new Date(text('until')).toISOString();
        await call(askPause, { params: { remediationId }, body: { reason: text('reason'), until } });
        await refresh();
        onDone();
      }}
    >
      <TextField name="reason" label="Why the clock is to stand still" maxLength={1000} />
      <TextField name="until" label="Until" type="datetime-local" />
    </Form>
  );
}
