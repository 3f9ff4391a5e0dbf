import type { IdentityProof } from '@baton/contract/signatures.ts';
import { useMe } from '../session.ts';
import { Form, PasswordField } from './form.tsx';
import { teamName } from './team-chip.tsx';

interface SignFormProps {
  /** Teams that have signed already. */
  readonly signed: readonly string[];
  /** Why whoever looks may not sign, where the server says; null: may. Without it the leads and their deputies sign. */
  readonly why?: string | null;
  /** The button, where it says more than "Sign for IT". */
  readonly action?: string;
  readonly primary?: boolean;
  readonly onSign: (proof: IdentityProof) => Promise<void>;
}

/** Signs for one's own team, with the password again. Closed, with the reason, for whoever cannot. */
export function SignForm({ signed, why, action, primary = false, onSign }: SignFormProps) {
  const me = useMe();
  if (signed.includes(me.team)) return <p className="note faint">{teamName(me.team)} has signed.</p>;
  const leads = me.permissions.includes('document.sign')
    ? undefined
    : `The lead of ${teamName(me.team)} signs, or their deputy`;
  const closed = why === undefined ? leads : (why ?? undefined);
  return (
    <Form
      action={action ?? `Sign for ${teamName(me.team)}`}
      inline
      primary={primary}
      closed={closed}
      onSend={({ text }) => onSign({ method: 'password', password: text('password') })}
    >
      {closed === undefined ? <PasswordField label="Your password, to sign" autoComplete="current-password" /> : null}
    </Form>
  );
}
