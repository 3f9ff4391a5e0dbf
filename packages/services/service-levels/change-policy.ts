import type { Database } from '@baton/store/connection/connect-database.ts';
import type { PersonActor, TeamActor } from '../actor.ts';
import type { Visitor } from '../people/visitor.ts';
import { discardDraft, saveDraft } from '../signatures/drafts.ts';
import { type Offer, offerVersion } from '../signatures/offer-version.ts';
import { type SignatureToGive, signVersion } from '../signatures/sign-version.ts';
import { askingTitle } from './asking-titles.ts';
import { POLICY_DOCUMENT } from './policy-document.ts';
import { requirePolicyText } from './policy-text.ts';
import { wantSignatures } from './want-signatures.ts';

/** Keeps the text of a policy as the draft. What is wrong with it is refused with its line. */
export async function savePolicyDraft(
  db: Database,
  actor: TeamActor,
  { text, seenRevision }: { readonly text: string; readonly seenRevision: number },
): Promise<number> {
  return saveDraft(db, actor, POLICY_DOCUMENT, { content: requirePolicyText(text), seenRevision });
}

export async function discardPolicyDraft(db: Database, actor: TeamActor, seenRevision: number): Promise<void> {
  await discardDraft(db, actor, POLICY_DOCUMENT, seenRevision);
}

/** Makes the draft a version, and tells the leads of both teams that it waits for them. */
export async function offerPolicy(db: Database, actor: TeamActor, offer: Offer, now: string): Promise<number> {
  const version = await offerVersion(db, actor, POLICY_DOCUMENT, offer);
  const wanted = {
    key: `sign service-levels ${version}`,
    title: askingTitle(`Version ${version} of the service levels`, 'signature'),
    body: `${actor.name}: ${offer.note}`,
    path: '/settings/service-levels',
  };
  await wantSignatures(db, wanted, now);
  return version;
}

/** Signs a version. With both signatures it is in force, and every deadline is reckoned anew in the background. */
export async function signPolicy(
  db: Database,
  actor: PersonActor,
  signature: SignatureToGive,
  visitor: Visitor,
): Promise<boolean> {
  return signVersion(db, actor, POLICY_DOCUMENT, signature, visitor);
}
