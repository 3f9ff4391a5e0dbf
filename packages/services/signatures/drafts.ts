import type { Database } from '@baton/store/connection/connect-database.ts';
import { deleteDraft, findDraft, writeDraft } from '@baton/store/signatures/documents.ts';
import { nameOfActor, type TeamActor } from '../actor.ts';
import { canonicalJson } from '../log/canonical-json.ts';
import type { JsonValue } from '../log/json-value.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import { logDocument } from './log-document.ts';
import type { SignedDocument } from './signed-document.ts';

export interface DraftToSave {
  readonly content: JsonValue;
  /** The revision that was read; 0 where there was no draft. */
  readonly seenRevision: number;
}

/** Keeps a draft, which nobody signs and which changes nothing. Answers its revision. */
export async function saveDraft(
  db: Database,
  actor: TeamActor,
  document: SignedDocument,
  { content, seenRevision }: DraftToSave,
  now: Temporal.Instant = Temporal.Now.instant(),
): Promise<number> {
  requirePermission(actor, 'document.draft');
  const { kind, documentId } = document;
  const revision = seenRevision + 1;
  await db.transaction().execute(async (trx) => {
    const written = await writeDraft(trx, {
      kind,
      document_id: documentId,
      content: canonicalJson(content),
      revision,
      saved_by: nameOfActor(actor),
      saved_at: now.toString(),
    });
    if (!written) throw draftMoved(document);
    await logDocument(trx, document, actor, 'draft-saved', { revision });
  });
  return revision;
}

/** Throws the draft away; versions stay as they are. */
export async function discardDraft(
  db: Database,
  actor: TeamActor,
  document: SignedDocument,
  seenRevision: number,
): Promise<void> {
  requirePermission(actor, 'document.draft');
  await db.transaction().execute(async (trx) => {
    const draft = await findDraft(trx, document);
    if (draft?.revision !== seenRevision) throw draftMoved(document);
    await deleteDraft(trx, document);
    await logDocument(trx, document, actor, 'draft-discarded', { revision: draft.revision });
  });
}

export function draftMoved({ name }: SignedDocument): ServiceError {
  return new ServiceError('conflict', `The draft of ${name} was changed meanwhile.`, {
    where: 'body.seenRevision',
    hint: 'Read it again, and lay your change over what it says now.',
  });
}
