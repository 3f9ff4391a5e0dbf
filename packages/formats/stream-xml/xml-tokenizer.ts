import { FormatError, type FormatErrorCode } from '../reports/format-error.ts';
import { findForbidden, Utf8Check, wholeCharacters } from './character-check.ts';
import { decodeReferences, LONGEST_REFERENCE } from './entities.ts';
import { faultOfReference, ownName, ownText, TagAttributes, type XmlTag } from './xml-tag.ts';

/** Told of elements as they come. Text is decoded only where it is wanted, which is what makes the tokenizer fast. */
export interface XmlHandler {
  /** @returns whether the text of this element is wanted. The root has depth 0. */
  open(name: string, depth: number, tag: XmlTag): boolean;
  /** @param text the element's own text, "" where it was not wanted */
  close(name: string, depth: number, text: string): void;
}

const NOT_UTF8 = 'The file is not in the encoding that it says (UTF-8)';
const LARGEST_TAG = 1 << 20;
const LARGEST_TEXT = 16 << 20;
const DEEPEST = 64;
const NAME = /[A-Za-z_:\x80-\xff][\w:.\x80-\xff-]*/y;

const BANG = 0x21;
const SLASH = 0x2f;
const GREATER = 0x3e;
const QUESTION = 0x3f;

/**
 * A streaming tokenizer of UTF-8 XML 1.0 that checks well-formedness: balanced tags, attributes, references, forbidden
 * characters, one root, nothing cut. No DTD is read and no entity is expanded beyond the five predefined. Memory: one chunk, the
 * longest tag (1 MiB at most) and the texts that the handler wants (16 MiB at most).
 *
 * It searches bytes seen as Latin-1 with the engine's own search, so that places are byte offsets. On one machine saxes with empty
 * handlers reads a .nessus of 300 MB at 69 MB/s, this with the whole nessus reader behind it at 155, libxml2 alone at 350.
 */
export class XmlTokenizer {
  readonly #handler: XmlHandler;
  readonly #attributes = new TagAttributes();
  readonly #encoding = new Utf8Check();
  readonly #names: string[] = [];
  readonly #texts: (string[] | null)[] = [];
  readonly #tag: XmlTag;
  #bytes: Buffer = Buffer.alloc(0);
  /** The same bytes as Latin-1. */
  #text = '';
  /** Offset in the file of the first byte held. */
  #base = 0;
  #lines = 1;
  #countedTo = 0;
  #tagAt = 0;
  #tagEnd = 0;
  #nextReference = -1;
  #nextSectionEnd = -1;
  /** Bytes kept of the text of each open element: children in between do not make room for more. */
  readonly #textSizes: number[] = [];
  #inSection = false;
  #rootSeen = false;
  #rootClosed = false;

  constructor(handler: XmlHandler) {
    this.#handler = handler;
    this.#tag = {
      get: (name) => this.#attributes.get(name),
      line: () => this.#lineAt(this.#tagAt),
      source: (length) => ownText(this.#text.slice(this.#tagAt, Math.min(this.#tagEnd + 1, this.#tagAt + length))),
    };
  }

  /** @throws FormatError */
  write(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (!this.#encoding.add(bytes)) this.#failAs('malformed', 0, NOT_UTF8);
    this.#bytes = this.#bytes.length === 0 ? bytes : Buffer.concat([this.#bytes, bytes]);
    this.#text = this.#bytes.toString('latin1');
    const forbidden = findForbidden(this.#bytes, this.#text);
    if (forbidden >= 0) this.#fail(forbidden, `the character 0x${this.#byteText(forbidden)}, which XML does not allow`);
    this.#dropTo(this.#scan(false));
  }

  /** Says that the file has ended. @throws FormatError code `cut` where it ends too early */
  end(): void {
    if (!this.#encoding.end()) this.#failAs('cut', 0, 'The file ends in the middle of a character');
    const at = this.#scan(true);
    const open = this.#names.at(-1);
    if (open !== undefined) this.#failAs('cut', at, `The file ends inside <${open}>`);
    if (!this.#rootSeen) this.#failAs('other-format', at, 'The file holds no XML element');
  }

  /** Reads tokens until the bytes held are used up. @returns how far they were */
  #scan(isEnd: boolean): number {
    const text = this.#text;
    let at = 0;
    for (;;) {
      if (this.#inSection) {
        const after = this.#section(at, isEnd);
        if (this.#inSection) return after;
        at = after;
      }
      const markup = text.indexOf('<', at);
      const end = markup < 0 ? this.#safeEnd(at, isEnd) : markup;
      if (end > at) this.#characters(at, end);
      if (markup < 0) return end;
      const after = this.#markup(markup);
      if (after < 0) {
        if (isEnd) this.#failAs('cut', markup, `The file ends inside the tag “${text.slice(markup, markup + 20)}”`);
        if (text.length - markup > LARGEST_TAG) this.#failAs('too-large', markup, 'A tag or comment is above 1 MiB');
        return markup;
      }
      at = after;
    }
  }

  /** @returns the place after the markup, or -1 where its end is not here yet */
  #markup(at: number): number {
    const second = this.#text.charCodeAt(at + 1);
    if (second === SLASH) return this.#endTag(at);
    if (second === BANG) return this.#declaration(at);
    if (second === QUESTION) return this.#instruction(at);
    return Number.isNaN(second) ? -1 : this.#startTag(at);
  }

  #startTag(at: number): number {
    const text = this.#text;
    NAME.lastIndex = at + 1;
    const match = NAME.exec(text);
    const name = match?.[0];
    if (name === undefined) this.#fail(at, `a “<” that begins no tag: “${text.slice(at, at + 20)}”`);
    const nameEnd = NAME.lastIndex;
    let end = nameEnd;
    if (text.charCodeAt(end) === GREATER) this.#attributes.clear();
    else end = this.#readAttributes(name, at, nameEnd);
    if (end < 0) return -1;
    if (this.#rootClosed) this.#fail(at, `a second root element <${name}>`);
    if (this.#names.length >= DEEPEST) this.#failAs('malformed', at, `Elements are nested deeper than ${DEEPEST}`);
    this.#open(name, at, end);
    if (text.charCodeAt(end - 1) === SLASH) this.#close();
    return end + 1;
  }

  /** @returns the place of the ">" that ends the tag, or -1 where it is not here yet */
  #readAttributes(name: string, at: number, from: number): number {
    const text = this.#text;
    // The first ">" ends nearly every tag; only where that does not read well, one may stand in a value.
    const first = text.indexOf('>', from);
    if (first >= 0 && this.#attributes.read(text, from, first) === null) return first;
    const end = endOfTag(text, from);
    if (end === -1) return -1;
    if (end < 0) this.#fail(at, `a tag with “<” inside: “${text.slice(at, at + 40)}”`);
    const fault = this.#attributes.read(text, from, end);
    if (fault !== null) this.#fail(at, `<${name}> with ${fault}`);
    return end;
  }

  #open(name: string, at: number, end: number): void {
    this.#rootSeen = true;
    this.#tagAt = at;
    this.#tagEnd = end;
    const wanted = this.#handler.open(this.#encoding.isAscii ? name : ownName(name), this.#names.length, this.#tag);
    this.#names.push(name);
    this.#texts.push(wanted ? [] : null);
    this.#textSizes.push(0);
  }

  #close(): void {
    const name = this.#names.pop() ?? '';
    const pieces = this.#texts.pop();
    this.#textSizes.pop();
    const text = !pieces || pieces.length === 0 ? '' : pieces.length === 1 ? (pieces[0] ?? '') : pieces.join('');
    this.#handler.close(this.#encoding.isAscii ? name : ownName(name), this.#names.length, text);
    if (this.#names.length === 0) this.#rootClosed = true;
  }

  #endTag(at: number): number {
    const text = this.#text;
    const name = this.#names.at(-1);
    const after = at + 2 + (name?.length ?? 0);
    if (name !== undefined && text.charCodeAt(after) === GREATER && text.startsWith(name, at + 2)) {
      this.#close();
      return after + 1;
    }
    const end = text.indexOf('>', at);
    if (end < 0) return -1;
    const found = text.slice(at + 2, end).trimEnd();
    if (found !== name) {
      this.#fail(at, name === undefined ? `</${found}>, which nothing opened` : `</${found}> where <${name}> is open`);
    }
    this.#close();
    return end + 1;
  }

  #instruction(at: number): number {
    const end = this.#text.indexOf('?>', at + 2);
    if (end < 0) return -1;
    const isDeclaration = /^<\?xml[\s?]/i.test(this.#text.slice(at, at + 6));
    // XML 1.0 (2.8): the declaration stands at the very beginning, a byte order mark apart.
    if (isDeclaration && (this.#rootSeen || this.#base + at > 3))
      this.#fail(at, 'an XML declaration that is not at the beginning');
    return end + 2;
  }

  #declaration(at: number): number {
    const text = this.#text;
    if (text.startsWith('<!--', at)) return this.#comment(at);
    if (text.startsWith('<![CDATA[', at)) {
      if (this.#names.length === 0) this.#fail(at, 'a CDATA section outside the root element');
      this.#inSection = true;
      return at + 9;
    }
    if (text.length - at < 9) return -1;
    if (!text.startsWith('<!DOCTYPE', at) || this.#rootSeen) this.#fail(at, `“${text.slice(at, at + 12)}”`);
    const end = text.indexOf('>', at);
    const subset = text.indexOf('[', at);
    if (subset >= 0 && (end < 0 || subset < end)) {
      this.#fail(at, 'entity declarations of its own (an internal DTD subset), which Baton refuses');
    }
    return end < 0 ? -1 : end + 1;
  }

  #comment(at: number): number {
    const end = this.#text.indexOf('--', at + 4);
    if (end < 0 || this.#text.length < end + 3) return -1;
    if (this.#text.charCodeAt(end + 2) !== GREATER) this.#fail(end, 'a comment with “--” inside');
    return end + 3;
  }

  #section(at: number, isEnd: boolean): number {
    const end = this.#text.indexOf(']]>', at);
    const to =
      end >= 0
        ? end
        : isEnd
          ? this.#text.length
          : wholeCharacters(this.#bytes, Math.max(at, this.#text.length - 2), at);
    if (to > at) this.#keep(at, to, false);
    if (end < 0) {
      if (isEnd) this.#failAs('cut', to, 'The file ends inside a CDATA section');
      return to;
    }
    this.#inSection = false;
    return end + 3;
  }

  #characters(from: number, to: number): void {
    if (this.#names.length === 0) {
      const stray = this.#text
        .slice(from, to)
        .replace(this.#base + from === 0 ? /^\xef\xbb\xbf/ : /^$/, '')
        .trim();
      if (stray !== '') {
        const what = `text outside the root element: “${stray.slice(0, 20)}”`;
        if (this.#rootSeen) this.#fail(from, what);
        this.#failAs('other-format', from, 'The file is not XML');
      }
      return;
    }
    const hasReference = this.#checkReferences(from, to);
    if (this.#nextSectionEnd < from) this.#nextSectionEnd = searchFrom(this.#text, ']]>', from);
    if (this.#nextSectionEnd < to) this.#fail(this.#nextSectionEnd, '“]]>” in a text');
    this.#keep(from, to, hasReference);
  }

  #checkReferences(from: number, to: number): boolean {
    if (this.#nextReference < from) this.#nextReference = searchFrom(this.#text, '&', from);
    const found = this.#nextReference < to;
    while (this.#nextReference < to) {
      const fault = faultOfReference(this.#text, this.#nextReference);
      if (fault !== null) this.#fail(this.#nextReference, fault);
      this.#nextReference = searchFrom(this.#text, '&', this.#nextReference + 1);
    }
    return found;
  }

  #keep(from: number, to: number, hasReference: boolean): void {
    const pieces = this.#texts.at(-1);
    const size = this.#textSizes.at(-1) ?? 0;
    if (!pieces || size > LARGEST_TEXT) return;
    this.#textSizes[this.#textSizes.length - 1] = size + to - from;
    const text = this.#bytes.toString('utf8', from, to);
    pieces.push(hasReference ? decodeReferences(text) : text);
  }

  /** How far a text that goes on in the next chunk can be taken: not into a reference, a "]]>" or a character of several bytes. */
  #safeEnd(from: number, isEnd: boolean): number {
    const text = this.#text;
    if (isEnd) return text.length;
    let end = text.length;
    const reference = text.lastIndexOf('&');
    if (reference >= from && reference > end - LONGEST_REFERENCE && !text.includes(';', reference)) end = reference;
    while (end > from && text.charCodeAt(end - 1) === 0x5d && text.length - end < 2) end -= 1;
    return wholeCharacters(this.#bytes, end, from);
  }

  #dropTo(used: number): void {
    this.#lineAt(used);
    this.#base += used;
    // A copy, so that the chunk itself can go.
    this.#bytes = Buffer.from(this.#bytes.subarray(used));
    this.#text = this.#bytes.toString('latin1');
    this.#countedTo = 0;
    this.#nextReference = -1;
    this.#nextSectionEnd = -1;
  }

  /** Counts lines on from the place where it was asked last. */
  #lineAt(at: number): number {
    for (let feed = this.#text.indexOf('\n', this.#countedTo); feed >= 0 && feed < at; ) {
      this.#lines += 1;
      feed = this.#text.indexOf('\n', feed + 1);
    }
    this.#countedTo = Math.max(this.#countedTo, at);
    return this.#lines;
  }

  #byteText(at: number): string {
    return this.#text.charCodeAt(at).toString(16).padStart(2, '0');
  }

  #fail(at: number, what: string): never {
    return this.#failAs('malformed', at, `The XML is not well-formed: it has ${what}`);
  }

  #failAs(code: FormatErrorCode, at: number, what: string): never {
    const line = this.#lineAt(at);
    const place = `line ${line.toLocaleString('en-US')}, byte ${(this.#base + at).toLocaleString('en-US')}`;
    throw new FormatError(code, `${what} (${place}). Export it again; nothing of it was taken.`, line);
  }
}

/** The place of the ">" that ends a tag, quotes minded; -1 where it is not here yet, -2 where "<" comes before it. */
function endOfTag(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === GREATER) return at;
    if (code === 0x3c) return -2;
    if (code === 0x22 || code === 0x27) {
      at = text.indexOf(code === 0x22 ? '"' : "'", at + 1);
      if (at < 0) return -1;
    }
  }
  return -1;
}

function searchFrom(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}
