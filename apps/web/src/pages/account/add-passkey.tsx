import { useState } from 'react';
import { makePasskey } from '../../api/passkeys.ts';
import { TextField } from '../../ui/form.tsx';
import { ProofForm } from '../../ui/proof-form.tsx';
import { sameTailAt, usePasskeyPlace } from '../../ui/use-passkey-place.ts';
import { refreshPasskeys } from './refresh-passkeys.ts';

/** Adds a passkey where browsers have some; elsewhere it says why not, and how to come where they do. */
export function AddPasskey() {
  const place = usePasskeyPlace();
  const [added, setAdded] = useState(0);
  switch (place.kind) {
    case 'unknown':
      return null;
    case 'here':
      return (
        <ProofForm
          key={added}
          act={{ kind: 'add-passkey' }}
          action="Add a passkey"
          inline
          onProved={async (proof, { text }) => {
            await makePasskey(text('name'), proof);
            // First: whoever sees the list with the new one may be typing the next name.
            setAdded(added + 1);
            await refreshPasskeys();
          }}
        >
          <TextField name="name" label="What it is on" maxLength={100} placeholder="laptop, telephone, key" />
        </ProofForm>
      );
    case 'elsewhere':
      return (
        <p className="small">
          A passkey belongs to a name, and this page is open at <b>{window.location.host}</b>. Open it at{' '}
          <a className="link" href={sameTailAt(place.origin)}>
            {place.origin}
          </a>{' '}
          to add one. Here, sign-in takes the password.
        </p>
      );
    case 'no-browser':
      return <p className="small">This browser has no passkeys. Use another one, or a newer version of it.</p>;
    case 'nowhere':
      return (
        <p className="small">
          Passkeys need a name and https, and this Baton is reached at <b>{window.location.origin}</b>. Whoever runs it
          starts it with <span className="machine">--public-url https://…</span> as people reach it. Until then
          passwords sign in and sign.
        </p>
      );
  }
}
