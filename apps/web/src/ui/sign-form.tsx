import type { IdentityProof } from '@baton/contract/signatures.ts';
import { useMe } from '../session.ts';
import { ProofForm } from './proof-form.tsx';
import { teamName } from './team-chip.tsx';

interface SignFormProps {
  /** Hashes of the texts that are signed. */
  readonly hashes: readonly string[];
  /** Teams that have signed already. */
  readonly signed: readonly string[];
  /** Why whoever looks may not sign, where the server says; null: may. Without it the leads and their deputies sign. */
  readonly why?: string | null;
  /** The button, where it says more than "Sign for IT". */
  readonly action?: string;
  readonly primary?: boolean;
  readonly onSign: (proof: IdentityProof) => Promise<void>;
}

/** Signs for one's own team, after a proof of who it is. Closed, with the reason, for whoever cannot. */
export function SignForm({ hashes, signed, why, action, primary = false, onSign }: SignFormProps) {
  const me = useMe();
  if (signed.includes(me.team)) return <p className="note faint">{teamName(me.team)} has signed.</p>;
  const leads = me.permissions.includes('document.sign')
    ? undefined
    : `The lead of ${teamName(me.team)} signs, or their deputy`;
  const closed = why === undefined ? leads : (why ?? undefined);
  return (
    <ProofForm
      action={action ?? `Sign for ${teamName(me.team)}`}
      act={{ kind: 'sign', hashes: [...hashes] }}
      passwordLabel="Your password, to sign"
      inline
      primary={primary}
      closed={closed}
      onProved={onSign}
    />
  );
}
