import type { Me } from '@baton/contract/people.ts';
import { enterByPasskey } from '../../api/passkeys.ts';
import { Form } from '../../ui/form.tsx';
import { sameTailAt, usePasskeyPlace } from '../../ui/use-passkey-place.ts';

/** Signs in by a passkey, without an e-mail being typed; or says at which address of this Baton passkeys work. */
export function ByPasskey({ onEnter }: { readonly onEnter: (person: Me) => void }) {
  const place = usePasskeyPlace();
  if (place.kind === 'here') {
    return (
      <div className="by-passkey">
        <Form action="Sign in with a passkey" primary={false} onSend={async () => onEnter(await enterByPasskey())} />
      </div>
    );
  }
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
