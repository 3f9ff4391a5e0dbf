import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** Sends CSV as a file of its own name, piece after piece as it is made. What is refused is refused before the answer begins. */
export function sendCsv(reply: FastifyReply, fileName: string, pieces: AsyncIterable<string>): Promise<void> {
  return sendFile(reply, { fileName, type: 'text/csv; charset=utf-8' }, pieces);
}

/** Sends a file piece after piece as it is made. What is refused is refused before the answer begins. */
export async function sendFile(
  reply: FastifyReply,
  { fileName, type }: { readonly fileName: string; readonly type: string },
  pieces: AsyncIterable<string | Buffer>,
): Promise<void> {
  const made = pieces[Symbol.asyncIterator]();
  const first = await made.next();
  await reply
    .header('content-type', type)
    .header('content-disposition', dispositionOf(fileName))
    .header('cache-control', 'no-store')
    .send(Readable.from(rest(first, made), { objectMode: false }));
}

/** RFC 6266: a header holds ASCII; a name with more goes along in UTF-8, and the plain one is for whoever cannot read that. */
function dispositionOf(fileName: string): string {
  const plain = fileName.replaceAll(/[^\x20-\x7e]|["\\]/g, '_');
  const whole = plain === fileName ? '' : `; filename*=UTF-8''${encodeURIComponent(fileName.toWellFormed())}`;
  return `attachment; filename="${plain}"${whole}`;
}

async function* rest<Piece>(first: IteratorResult<Piece>, made: AsyncIterator<Piece>): AsyncGenerator<Piece> {
  try {
    for (let piece = first; piece.done !== true; piece = await made.next()) yield piece.value;
  } finally {
    // Whoever stops reading ends the making too.
    await made.return?.();
  }
}
