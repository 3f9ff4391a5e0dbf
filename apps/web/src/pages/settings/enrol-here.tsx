import { createEnrolmentToken } from '@baton/contract/agent.ts';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { useMe } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { ErrorPanel } from '../../ui/states.tsx';

/** A one-time token with the command that enrols the device on which it is run. */
export function EnrolHere() {
  const me = useMe();
  const [token, setToken] = useState<string | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const make = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      setToken((await call(createEnrolmentToken, { body: { note: '', hours: 24, uses: 1 } })).token);
    } catch (cause) {
      setError(cause instanceof Error ? cause : new Error(String(cause)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="stack">
      <p className="quiet small">
        The agent reports packages, kernels, the last boot and what still runs old files. With it, fixes can be deployed
        to the device from here.
      </p>
      {token === null ? (
        <div className="row">
          <Button
            onClick={() => void make()}
            busy={busy}
            closed={me.team === 'it' ? undefined : 'IT owns the devices: a person of IT enrols them'}
          >
            Make an enrolment token
          </Button>
        </div>
      ) : (
        <ShownOnce text={`npm run agent -- --server ${window.location.origin} --token ${token}`}>
          Run this on the device, in Baton’s folder, within 24 hours. The token works once.
        </ShownOnce>
      )}
      {error ? <ErrorPanel error={error} /> : null}
    </div>
  );
}
