// The records of PKWARE's APPNOTE.TXT 6.3.10 that Baton's archives are made of: no ZIP64, no encryption, names in UTF-8.

export const LOCAL_HEADER = 0x04034b50;
export const DESCRIPTOR = 0x08074b50;
export const CENTRAL_HEADER = 0x02014b50;
export const END_RECORD = 0x06054b50;

/** 4.3.7, 4.3.12, 4.3.16: the length without the name that follows. */
export const LOCAL_HEADER_BYTES = 30;
export const CENTRAL_HEADER_BYTES = 46;
export const END_RECORD_BYTES = 22;

/** 4.4.5 */
export const DEFLATED = 8;
/** 4.4.4: bit 3, sizes follow the data; bit 11, the name is UTF-8. */
export const FLAGS = 0x0808;
/** 4.4.3: 2.0, for deflate. */
export const NEEDS_VERSION = 20;
/** What the 32-bit fields can say (4.4.8). */
export const MOST_BYTES = 0xffff_fffe;
export const MOST_FILES = 0xfffe;

export interface ZipEntry {
  readonly name: string;
  readonly crc32: number;
  readonly packedBytes: number;
  readonly bytes: number;
  /** Where its local header begins. */
  readonly offset: number;
}
