import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** Sends CSV as a file of its own name, piece after piece as it is made. The first piece comes before the answer begins. */
export async function sendCsv(
  reply: FastifyReply,
  fileName: string,
  pieces: Iterable<string> | AsyncIterable<string>,
): Promise<void> {
  await reply
    .header('content-type', 'text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${fileName}"`)
    .header('cache-control', 'no-store')
    .send(Readable.from(pieces, { objectMode: false }));
}
