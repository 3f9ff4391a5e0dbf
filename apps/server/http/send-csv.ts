import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** Sends CSV as a file of its own name, piece after piece as it is made. What is refused is refused before the answer begins. */
export async function sendCsv(reply: FastifyReply, fileName: string, pieces: AsyncIterable<string>): Promise<void> {
  const made = pieces[Symbol.asyncIterator]();
  const first = await made.next();
  await reply
    .header('content-type', 'text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${fileName}"`)
    .header('cache-control', 'no-store')
    .send(Readable.from(rest(first, made), { objectMode: false }));
}

async function* rest(first: IteratorResult<string>, made: AsyncIterator<string>): AsyncGenerator<string> {
  try {
    for (let piece = first; piece.done !== true; piece = await made.next()) yield piece.value;
  } finally {
    // Whoever stops reading ends the making too.
    await made.return?.();
  }
}
