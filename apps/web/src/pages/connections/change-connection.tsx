import { type ConnectionRow, removeConnection, renewSigningSecret } from '@baton/contract/connections.ts';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { Button } from '../../ui/button.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { ErrorPanel } from '../../ui/states.tsx';
import { refreshConnections } from './connection-acts.ts';
import { ConnectionForm } from './connection-form.tsx';

interface ChangeConnectionProps {
  readonly connection: ConnectionRow;
  readonly onClose: () => void;
}

/** One connection opened: its fields, a new signing secret, and its end. */
export function ChangeConnection({ connection, onClose }: ChangeConnectionProps) {
  const [secret, setSecret] = useState<string | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [isSure, setSure] = useState(false);
  const params = { connectionId: connection.connectionId };
  const isWebhook = connection.settings.kind === 'webhook';
  const renew = (): void => {
    setError(null);
    call(renewSigningSecret, { params }).then(({ signingSecret }) => setSecret(signingSecret), setError);
  };
  const remove = (): void => {
    setSure(true);
    if (isSure) call(removeConnection, { params }).then(refreshConnections, setError);
  };
  return (
    <section className="stack connection-form" aria-label={`Change ${connection.name}`}>
      <ConnectionForm
        kind={connection.settings.kind}
        connection={connection}
        closed={undefined}
        onSaved={() => {
          onClose();
          void refreshConnections();
        }}
        aside={
          <>
            <Button onClick={onClose}>Leave it</Button>
            {isWebhook ? <Button onClick={renew}>New signing secret</Button> : null}
            <Button onClick={remove}>{isSure ? `Remove ${connection.name} and its secret` : 'Remove'}</Button>
          </>
        }
      />
      {secret === null ? null : (
        <ShownOnce text={secret}>The new secret, shown only now. What is sent from here on is signed by it.</ShownOnce>
      )}
      {error ? <ErrorPanel error={error} /> : null}
    </section>
  );
}
