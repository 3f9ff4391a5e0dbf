import type { IdentityProof, ProvedAct } from '@baton/contract/signatures.ts';
import { provePasskey } from '../api/passkeys.ts';
import { useMe } from '../session.ts';
import { Form, type FormProps, type FormValues, PasswordField } from './form.tsx';
import { type PasskeyPlace, sameTailAt, usePasskeyPlace } from './use-passkey-place.ts';

interface ProofFormProps extends Omit<FormProps, 'onSend' | 'children'> {
  /** What is proved for. */
  readonly act: ProvedAct;
  /** Of the field for whoever has no passkey. */
  readonly passwordLabel?: string;
  readonly onProved: (proof: IdentityProof, values: FormValues) => Promise<void>;
  readonly children?: FormProps['children'];
}

/**
 * A form for what an open session alone is not enough for: it asks the passkey of whoever has one, and everybody else for
 * their password. What is closed asks for nothing.
 */
export function ProofForm({
  act,
  passwordLabel = 'Your password',
  onProved,
  children,
  closed,
  aside,
  ...form
}: ProofFormProps) {
  const { passkeys } = useMe();
  const place = usePasskeyPlace();
  const byPasskey = passkeys > 0;
  const notHere = byPasskey && place.kind !== 'here' && place.kind !== 'unknown';
  return (
    <Form
      {...form}
      closed={closed ?? (notHere ? 'Your passkey is asked, which does not work on this page' : undefined)}
      aside={
        <>
          {closed === undefined && byPasskey && !notHere ? (
            <span className="small quiet">Your passkey is asked.</span>
          ) : null}
          {aside}
        </>
      }
      onSend={async (values) => {
        const proof: IdentityProof = byPasskey
          ? await provePasskey(act)
          : { method: 'password', password: values.text('proof') };
        await onProved(proof, values);
      }}
    >
      {children}
      {closed !== undefined ? null : notHere ? (
        <PasskeyElsewhere place={place} />
      ) : byPasskey ? null : (
        <PasswordField name="proof" label={passwordLabel} autoComplete="current-password" />
      )}
    </Form>
  );
}

function PasskeyElsewhere({ place }: { readonly place: PasskeyPlace }) {
  if (place.kind !== 'elsewhere') return <p className="small quiet">Your passkey is asked. This browser has none.</p>;
  return (
    <p className="small quiet">
      Your passkey is asked. It works at{' '}
      <a className="link" href={sameTailAt(place.origin)}>
        {place.origin}
      </a>
      : open this page there.
    </p>
  );
}
