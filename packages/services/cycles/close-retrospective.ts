import type { Database } from '@baton/store/connection/connect-database.ts';
import { readActions } from '@baton/store/cycles/review-notes.ts';
import { findDraft, readVersions } from '@baton/store/signatures/documents.ts';
import type { PersonActor, TeamActor } from '../actor.ts';
import type { Visitor } from '../people/visitor.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import { askingTitle } from '../service-levels/asking-titles.ts';
import { wantSignatures } from '../service-levels/want-signatures.ts';
import { saveDraft } from '../signatures/drafts.ts';
import { offerVersion } from '../signatures/offer-version.ts';
import { type SignatureToGive, signVersion } from '../signatures/sign-version.ts';
import { type KnownCycle, requireCycle } from './known-cycle.ts';
import { contentOf, refuseStale, retrospectiveDocument } from './retrospective-document.ts';

/**
 * Offers a retrospective, as it stands, to both leads. What earlier cycles left to do must have been judged: nothing falls
 * under the table between two cycles.
 *
 * @returns the version that waits for signatures
 */
export async function offerRetrospective(
  db: Database,
  actor: TeamActor,
  { number, note }: { readonly number: number; readonly note: string },
  now: string,
): Promise<number> {
  requirePermission(actor, 'document.offer');
  const cycle = await requireReviewed(db, number);
  const document = retrospectiveDocument(db, cycle);
  const at = Temporal.Instant.from(now);
  const seenRevision = (await findDraft(db, document))?.revision ?? 0;
  const content = await contentOf(db, db, cycle);
  const revision = await saveDraft(db, actor, document, { content, seenRevision }, at);
  const version = await offerVersion(db, actor, document, { seenRevision: revision, note }, at);
  const wanted = {
    key: `sign retrospective ${cycle.cycleId} ${version}`,
    title: askingTitle(`The retrospective of cycle ${number}`, 'signature'),
    body: `${actor.name}: ${note}`,
    path: `/cycles/${number}/retrospective`,
  };
  await wantSignatures(db, wanted, now);
  return version;
}

/** Signs a retrospective for the signer's team. @returns whether it is closed now, by both signatures */
export async function signRetrospective(
  db: Database,
  actor: PersonActor,
  { number, ...signature }: SignatureToGive & { readonly number: number },
  visitor: Visitor,
  now: string,
): Promise<boolean> {
  const cycle = await requireReviewed(db, number);
  const document = retrospectiveDocument(db, cycle);
  const version = (await readVersions(db, document)).find((one) => one.version === signature.version);
  if (version !== undefined) await refuseStale(db, db, cycle, version.content);
  return signVersion(db, actor, document, signature, visitor, Temporal.Instant.from(now));
}

async function requireReviewed(db: Database, number: number): Promise<KnownCycle> {
  const cycle = await requireCycle(db, number);
  if (cycle.closedAt !== null) throw new ServiceError('conflict', `Both leads have closed cycle ${number} already.`);
  if (cycle.figures === null) {
    throw new ServiceError('conflict', `Cycle ${number} has no retrospective yet.`, {
      hint: 'It is made when the cycle has ended.',
    });
  }
  const { toJudge } = await readActions(db, number);
  const left = toJudge.filter(({ judgements }) => !judgements.some((one) => one.number === number));
  if (left.length === 0) return cycle;
  throw new ServiceError('conflict', `Not judged yet: ${left.map(({ what }) => what).join('; ')}.`, {
    hint: 'Judge what earlier cycles left to do: done, not done, or carried over.',
  });
}
