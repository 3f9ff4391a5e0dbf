import { detectEncoding } from './decode-text.ts';

const LOOKED_AT_BYTES = 8192;
/** Archives and Excel workbooks (PK), older workbooks (OLE): their names may stand readable in between. */
const MAGIC: readonly (readonly number[])[] = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
  [0x1f, 0x8b],
];

/** Whether the beginning of a file is no text in any encoding that reports come in: a picture, an archive, a workbook, zeros. */
export function isBinary(head: Uint8Array): boolean {
  if (MAGIC.some((magic) => magic.every((byte, index) => head[index] === byte))) return true;
  const beginning = head.subarray(0, LOOKED_AT_BYTES);
  const text = new TextDecoder(detectEncoding(beginning)).decode(beginning);
  let controls = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 9 || (code > 13 && code < 32 && code !== 0x1a)) controls += 1;
  }
  return controls * 50 > text.length;
}
