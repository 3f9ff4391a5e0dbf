import { jointGoals } from '@baton/contract/leadership.ts';
import { goalProblems, type JointGoals } from '@baton/domain/leadership/joint-goals.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import type { TeamActor } from '../actor.ts';
import { ServiceError } from '../service-error.ts';
import { askingTitle } from '../service-levels/asking-titles.ts';
import { wantSignatures } from '../service-levels/want-signatures.ts';
import { saveDraft } from '../signatures/drafts.ts';
import { type Offer, offerVersion } from '../signatures/offer-version.ts';
import { readDocument } from '../signatures/read-document.ts';
import type { SignedDocument } from '../signatures/signed-document.ts';

/** The joint goals among the documents that both leads sign. There is one; the next half-year's are its next version. */
export const JOINT_GOALS: SignedDocument = {
  kind: 'joint-goals',
  documentId: 'goals',
  name: 'the joint goals',
  check: (content) => refuseWrongGoals(jointGoals.parse(content)),
};

/** @throws ServiceError `invalid` with all that is wrong */
export function refuseWrongGoals(goals: JointGoals, today = Temporal.Now.plainDateISO('UTC').toString()): void {
  const problems = goalProblems(goals, today);
  if (problems.length === 0) return;
  throw new ServiceError('invalid', `These goals cannot be set: ${problems.join('; ')}.`, { where: 'body.goals' });
}

export async function saveGoals(
  db: Database,
  actor: TeamActor,
  { goals, seenRevision }: { readonly goals: JointGoals; readonly seenRevision: number },
): Promise<number> {
  refuseWrongGoals(goals);
  const content = { ...goals, goals: goals.goals.map((goal) => ({ ...goal })) };
  return saveDraft(db, actor, JOINT_GOALS, { content, seenRevision });
}

/** Makes the draft a version, and tells the leads of both teams that it waits for them. */
export async function offerGoals(db: Database, actor: TeamActor, offer: Offer): Promise<number> {
  const version = await offerVersion(db, actor, JOINT_GOALS, offer);
  const wanted = {
    key: `sign joint-goals ${version}`,
    title: askingTitle(`Version ${version} of the joint goals`, 'signature'),
    body: `${actor.name}: ${offer.note}`,
    path: '/leadership/goals',
  };
  await wantSignatures(db, wanted, Temporal.Now.instant().toString());
  return version;
}

/** The draft, and every version with its signatures. */
export async function readGoals(db: Database) {
  const { draft, versions } = await readDocument(db, JOINT_GOALS);
  const shown = <Row extends { readonly content: unknown }>({ content, ...row }: Row) => ({
    ...row,
    goals: jointGoals.parse(content),
  });
  return { draft: draft === null ? null : shown(draft), versions: versions.map(shown) };
}
