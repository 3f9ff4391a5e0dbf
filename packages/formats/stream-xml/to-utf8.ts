import { FormatError } from '../reports/format-error.ts';

const DECLARED = /^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z][\w.-]*)["']/;
/** What is given to the decoder; US-ASCII is UTF-8 already. */
const CONVERTED = new Set(['utf-16', 'utf-16le', 'utf-16be', 'iso-8859-1', 'latin1', 'windows-1252', 'iso-8859-15']);
const PLAIN = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii']);

/**
 * Brings an XML file to UTF-8 by its byte order mark or its declaration (XML 1.0, 4.3.3). Files in UTF-8 pass untouched.
 *
 * @throws FormatError for an encoding that Baton does not read
 */
export async function* toUtf8(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let decoder: TextDecoder | null = null;
  let decided = false;
  let first: Uint8Array = new Uint8Array(0);
  for await (const chunk of source) {
    if (decided) {
      yield decoder ? Buffer.from(decoder.decode(chunk, { stream: true })) : chunk;
      continue;
    }
    first = first.length === 0 ? chunk : Buffer.concat([first, chunk]);
    if (first.length < 256) continue;
    decided = true;
    decoder = decoderOf(first);
    yield decoder ? Buffer.from(decoder.decode(first, { stream: true })) : first;
  }
  if (!decided && first.length > 0) {
    decoder = decoderOf(first);
    yield decoder ? Buffer.from(decoder.decode(first, { stream: true })) : first;
  }
  const last = decoder?.decode() ?? '';
  if (last !== '') yield Buffer.from(last);
}

function decoderOf(head: Uint8Array): TextDecoder | null {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le');
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be');
  const text = Buffer.from(head.subarray(0, 512))
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '');
  const encoding = (DECLARED.exec(text)?.[1] ?? 'utf-8').toLowerCase();
  if (PLAIN.has(encoding)) return null;
  if (CONVERTED.has(encoding) && !encoding.startsWith('utf-16')) return new TextDecoder(encoding);
  throw new FormatError('malformed', `The file says that it is in ${encoding}. Export it again in UTF-8.`, 1);
}
