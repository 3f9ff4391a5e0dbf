import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import type { Actor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import type { JsonObject } from '../log/json-value.ts';
import type { SignedDocument } from './signed-document.ts';

/** Writes an act on a document to the log and tells the screens, in the act's transaction. */
export async function logDocument(
  trx: DatabaseTransaction,
  { kind, documentId, name }: SignedDocument,
  actor: Actor,
  act: 'draft-saved' | 'draft-discarded' | 'offered' | 'signed' | 'came-into-force',
  details: JsonObject,
): Promise<void> {
  const subject = { kind: 'document', id: `${kind}/${documentId}`, name };
  await appendLog(trx, { actor, action: `document.${act}`, subject, details: { kind, documentId, ...details } });
  await publishEvent(trx, { topic: 'document', id: `${kind}/${documentId}` });
}
