/** One file of a tar archive. */
export interface TarEntry {
  readonly name: string;
  readonly text: string;
}

const BLOCK = 512;

/**
 * The plain files of a tar archive (POSIX ustar, "ustar Interchange Format"): name in bytes 0 to 99, size in octal in 124 to 135,
 * kind in byte 156, content padded to blocks of 512 bytes. A cut archive gives the files before the cut.
 */
export function* tarEntries(archive: Buffer): Generator<TarEntry> {
  for (let at = 0; at + BLOCK <= archive.byteLength; ) {
    const header = archive.subarray(at, at + BLOCK);
    const size = Number.parseInt(header.toString('latin1', 124, 136), 8);
    if (header[0] === 0 || Number.isNaN(size)) return;
    const from = at + BLOCK;
    const isFile = header[156] === 0x30 || header[156] === 0;
    if (from + size > archive.byteLength) return;
    if (isFile) {
      const name = header.toString('utf8', 0, 100).replace(/\0.*$/s, '');
      yield { name, text: archive.toString('utf8', from, from + size) };
    }
    at = from + Math.ceil(size / BLOCK) * BLOCK;
  }
}
