import { FormatError } from './format-error.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Finds the encoding of a text by its byte order mark, by zero bytes, or by whether it is UTF-8 at all. */
export function detectEncoding(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  let evenZeros = 0;
  let oddZeros = 0;
  const looked = Math.min(head.length, 2000);
  for (let at = 0; at < looked; at += 1) if (head[at] === 0) at % 2 === 0 ? evenZeros++ : oddZeros++;
  if (oddZeros > looked / 5) return 'utf-16le';
  if (evenZeros > looked / 5) return 'utf-16be';
  return isUtf8(head) ? 'utf-8' : 'windows-1252';
}

/** The end of the head may cut a character, so the stream mode is used, which waits for the rest. */
function isUtf8(head: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

const HEAD_BYTES = 1 << 20;

/** A text opened: its first MiB at once, to look at, and all of it as it comes, the first MiB included. */
export interface OpenedText {
  readonly encoding: Encoding;
  readonly head: string;
  readonly chunks: AsyncGenerator<string>;
}

/** Opens a stream of bytes as text; memory holds the first MiB and one chunk. */
export async function openText(source: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<OpenedText> {
  const iterator = source[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  while (size < HEAD_BYTES && !ended) {
    signal?.throwIfAborted();
    const next = await iterator.next();
    if (next.done) ended = true;
    else {
      first.push(next.value);
      size += next.value.length;
    }
  }
  if (size === 0) throw new FormatError('empty', 'The file is empty. Export it again.');
  const bytes = Buffer.concat(first);
  const encoding = detectEncoding(bytes);
  const decoder = new TextDecoder(encoding);
  const head = decoder.decode(bytes, { stream: true });
  return { encoding, head, chunks: rest(head, iterator, decoder, ended, signal) };
}

async function* rest(
  head: string,
  iterator: AsyncIterator<Uint8Array>,
  decoder: TextDecoder,
  ended: boolean,
  signal: AbortSignal | undefined,
): AsyncGenerator<string> {
  yield head;
  while (!ended) {
    signal?.throwIfAborted();
    const next = await iterator.next();
    if (next.done) break;
    yield decoder.decode(next.value, { stream: true });
  }
  const last = decoder.decode();
  if (last !== '') yield last;
}
