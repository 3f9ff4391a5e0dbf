import type { FeedOptions, FeedSource } from './feed-item.ts';

/** Reads a small feed as a whole, because its form is one JSON value or an archive. @throws RangeError above the limit */
export async function wholeBytes(source: FeedSource, largestBytes: number, options: FeedOptions = {}): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    options.signal?.throwIfAborted();
    size += chunk.byteLength;
    if (size > largestBytes) throw new RangeError(`the feed is larger than ${largestBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Reads a small feed as JSON; null where it is not. */
export async function wholeJson(source: FeedSource, largestBytes: number, options: FeedOptions = {}): Promise<unknown> {
  const bytes = await wholeBytes(source, largestBytes, options);
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}
