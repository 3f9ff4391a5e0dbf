import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';

const BUFFER_CHARACTERS = 1 << 18;

/** A text file that is written piece by piece; waits for the disk, so that memory does not grow with the file. */
export class TextFile {
  readonly path: string;
  readonly #stream: WriteStream;
  readonly #encoding: 'utf8' | 'utf16le';
  #buffer = '';

  constructor(path: string, encoding: 'utf8' | 'utf16le' = 'utf8') {
    this.path = path;
    this.#encoding = encoding;
    this.#stream = createWriteStream(path);
  }

  async write(text: string): Promise<void> {
    this.#buffer += text;
    if (this.#buffer.length >= BUFFER_CHARACTERS) await this.#flush();
  }

  async close(): Promise<void> {
    await this.#flush();
    this.#stream.end();
    await once(this.#stream, 'close');
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.from(this.#buffer, this.#encoding);
    this.#buffer = '';
    if (!this.#stream.write(bytes)) await once(this.#stream, 'drain');
  }
}
