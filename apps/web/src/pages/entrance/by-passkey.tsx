import type { Me } from '@baton/contract/people.ts';
import { useEffect, useEffectEvent, useState } from 'react';
import { enterByAutofill, enterByPasskey } from '../../api/passkeys.ts';
import { Form } from '../../ui/form.tsx';
import { ErrorPanel } from '../../ui/states.tsx';
import { sameTailAt, usePasskeyPlace } from '../../ui/use-passkey-place.ts';

interface ByPasskeyProps {
  readonly onEnter: (person: Me) => void;
}

/** Signs in by a passkey, without an e-mail being typed; or says at which address of this Baton passkeys work. */
export function ByPasskey({ onEnter }: ByPasskeyProps) {
  const place = usePasskeyPlace();
  if (place.kind === 'here') return <ByPasskeyHere onEnter={onEnter} />;
  if (place.kind !== 'elsewhere') return null;
  return (
    <div className="by-passkey small quiet">
      With a passkey: open Baton at{' '}
      <a className="link" href={sameTailAt(place.origin)}>
        {place.origin}
      </a>
    </div>
  );
}

/** By the button, or by choosing a passkey among what the browser offers in the field for the e-mail. */
function ByPasskeyHere({ onEnter }: ByPasskeyProps) {
  // Asking by the button ends what waits in the field: it is offered there again once the button's dialog is closed.
  const [round, setRound] = useState(0);
  const [refused, setRefused] = useState<Error | null>(null);
  const entered = useEffectEvent(onEnter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each round offers anew.
  useEffect(() => {
    const left = new AbortController();
    enterByAutofill(left.signal).then(
      (person) => person !== null && entered(person),
      (cause: unknown) => setRefused(cause instanceof Error ? cause : new Error(String(cause))),
    );
    return () => left.abort();
  }, [round]);
  return (
    <div className="by-passkey">
      <Form
        action="Sign in with a passkey"
        primary={false}
        onSend={async () => {
          setRefused(null);
          try {
            onEnter(await enterByPasskey());
          } catch (cause) {
            setRound(round + 1);
            throw cause;
          }
        }}
      />
      {refused === null ? null : <ErrorPanel error={refused} />}
    </div>
  );
}
