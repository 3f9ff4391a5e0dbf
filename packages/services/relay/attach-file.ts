import { createHash, randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import {
  FILE_ENDINGS,
  fileKindOf,
  LARGEST_FILE_BYTES,
  MOST_FILES,
  safeFileName,
} from '@baton/domain/relay/attached-file.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { type AttachmentRecord, findAttachment, insertAttachment } from '@baton/store/relay/attachments.ts';
import type { TeamActor } from '../actor.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import { recordStay } from './record-stay.ts';
import type { RelayContext } from './relay-context.ts';

export interface FileToAttach {
  readonly actor: TeamActor;
  readonly remediationId: string;
  readonly fileName: string;
  readonly note: string | null;
  readonly file: Readable;
}

/**
 * Keeps a file beside a remediation: of a kind that is taken by name and bytes alike, and of bounded size. It is only ever given
 * back as a file to save, never as something that a browser shows. @returns its id
 */
export async function attachFile(
  db: Database,
  context: RelayContext,
  { actor, remediationId, fileName, note, file }: FileToAttach,
): Promise<string> {
  requirePermission(actor, 'remediation.comment');
  const content = await readWhole(file);
  const name = safeFileName(fileName);
  const kind = fileKindOf(name, content);
  if (content.length === 0 || kind === null) {
    throw new ServiceError(
      'invalid',
      `${name} is empty, or is not what its name says, or of a kind that is not taken.`,
      {
        where: 'query.fileName',
        hint: `Taken are ${FILE_ENDINGS.join(', ')}; pack anything else into a zip.`,
      },
    );
  }
  const attachmentId = randomUUID();
  const sha256 = createHash('sha256').update(content).digest();
  await db.transaction().execute(async (trx) => {
    const request = { actor, remediationId, act: 'attach', version: null, note } as const;
    const { version } = await recordStay(trx, context, request, ({ history }) => {
      if (history.filter(({ act }) => act === 'attach').length >= MOST_FILES) {
        throw new ServiceError('too-large', `A remediation keeps ${MOST_FILES} files.`);
      }
      return { attachment: { id: attachmentId, name, bytes: content.length, sha256: sha256.toString('hex') } };
    });
    await insertAttachment(trx, {
      attachment_id: attachmentId,
      remediation_id: remediationId,
      seq: version,
      file_name: name,
      kind,
      bytes: content.length,
      sha256,
      content,
    });
  });
  return attachmentId;
}

async function readWhole(file: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of file as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > LARGEST_FILE_BYTES) {
      throw new ServiceError('too-large', `The file is larger than ${LARGEST_FILE_BYTES / 1024 ** 2} MiB.`, {
        hint: 'Pack it, or attach the part that matters.',
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** One file with its bytes, for whoever may read remediations: everybody of both teams. */
export async function readAttachment(db: Database, attachmentId: string): Promise<AttachmentRecord> {
  const file = await findAttachment(db, attachmentId);
  if (file) return file;
  throw new ServiceError('not-found', 'There is no such file.', { where: 'params.attachmentId' });
}
