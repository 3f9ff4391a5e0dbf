import { createHash } from 'node:crypto';

export interface HashedFile {
  readonly name: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** Passes pieces on and adds the file to the list when its last piece has gone through. */
export async function* hashed(
  name: string,
  pieces: AsyncIterable<string>,
  files: HashedFile[],
): AsyncGenerator<string> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of pieces) {
    hash.update(piece, 'utf8');
    bytes += Buffer.byteLength(piece, 'utf8');
    yield piece;
  }
  files.push({ name, bytes, sha256: hash.digest('hex') });
}
