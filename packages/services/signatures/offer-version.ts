import { createHash } from 'node:crypto';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { deleteDraft, findDraft, insertVersion, readVersions } from '@baton/store/signatures/documents.ts';
import { nameOfActor, type TeamActor } from '../actor.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import { draftMoved } from './drafts.ts';
import { logDocument } from './log-document.ts';
import type { SignedDocument } from './signed-document.ts';

export interface Offer {
  readonly seenRevision: number;
  /** What changes and why: the other lead reads it before the content. */
  readonly note: string;
}

/**
 * Makes the draft a version and offers it to both leads. From here on its text is fixed. A version before it that still
 * waits for a signature can no longer be signed; the one in force holds on until both teams have signed the new one.
 */
export async function offerVersion(
  db: Database,
  actor: TeamActor,
  document: SignedDocument,
  { seenRevision, note }: Offer,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<number> {
  requirePermission(actor, 'document.offer');
  return db.transaction().execute(async (trx) => {
    const draft = await findDraft(trx, document);
    if (draft?.revision !== seenRevision) throw draftMoved(document);
    document.check(JSON.parse(draft.content));
    const hash = createHash('sha256').update(draft.content).digest();
    const version = await nextVersion(trx, document, hash);
    await insertVersion(trx, {
      kind: document.kind,
      document_id: document.documentId,
      version,
      content: draft.content,
      hash,
      note,
      offered_by: nameOfActor(actor),
      offered_by_team: actor.team,
      offered_at: now.toString(),
    });
    await deleteDraft(trx, document);
    await logDocument(trx, document, actor, 'offered', { version, hash: hash.toString('hex'), note });
    return version;
  });
}

async function nextVersion(trx: DatabaseTransaction, document: SignedDocument, hash: Buffer): Promise<number> {
  const [newest] = await readVersions(trx, document);
  if (newest?.hash.equals(hash)) {
    throw new ServiceError(
      'conflict',
      `The draft says the same as version ${newest.version}: there is nothing to sign.`,
    );
  }
  return (newest?.version ?? 0) + 1;
}
