import { createEnrolmentToken, enrolThisMachine, listAgents, readThisMachine } from '@baton/contract/agent.ts';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { queryClient, useRead } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { ErrorPanel } from '../../ui/states.tsx';

/** Enrols the machine that Baton runs on, or gives a one-time token for another one. IT owns the devices. */
export function EnrolHere() {
  const me = useMe();
  const machine = useRead(readThisMachine).data;
  const [token, setToken] = useState<string | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const closed = me.team === 'it' ? undefined : 'IT owns the devices: a person of IT enrols them';
  const run = async (does: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await does();
    } catch (cause) {
      setError(cause instanceof Error ? cause : new Error(String(cause)));
    } finally {
      setBusy(false);
    }
  };
  const enrol = () =>
    run(async () => {
      await call(enrolThisMachine);
      await queryClient.invalidateQueries({ queryKey: [readThisMachine.path] });
      await queryClient.invalidateQueries({ queryKey: [listAgents.path] });
    });
  const makeToken = () =>
    run(async () => setToken((await call(createEnrolmentToken, { body: { note: '', hours: 24, uses: 1 } })).token));
  return (
    <div className="stack">
      <p className="quiet small">
        The agent reports packages, kernels, the last boot and what still runs old files. With it, fixes can be deployed
        to the device from here.
      </p>
      {machine ? (
        <p className="small">
          <b className="machine">{machine.name}</b>, which Baton runs on,{' '}
          {machine.running
            ? 'is enrolled: its agent runs.'
            : machine.possible
              ? 'can be enrolled at once.'
              : 'cannot run the agent: it needs Linux with dpkg.'}
          {machine.possible && !machine.privileged
            ? ' Baton does not run as root there: it reads what it may, and deploys nothing.'
            : ''}
        </p>
      ) : null}
      <div className="row wrap">
        {machine?.possible && !machine.running ? (
          <Button onClick={() => void enrol()} busy={busy} closed={closed}>
            Enrol this machine
          </Button>
        ) : null}
        {token === null ? (
          <Button onClick={() => void makeToken()} busy={busy} closed={closed}>
            Make a token for another one
          </Button>
        ) : null}
      </div>
      {closed ? <p className="note faint">{closed}.</p> : null}
      {token === null ? null : (
        <ShownOnce text={`npm run agent -- --server ${window.location.origin} --token ${token}`}>
          Run this on the device, in Baton’s folder, within 24 hours. The token works once.
        </ShownOnce>
      )}
      {error ? <ErrorPanel error={error} /> : null}
    </div>
  );
}
