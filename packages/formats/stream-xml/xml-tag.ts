import { decodeReferences, isCharacter, REFERENCE } from './entities.ts';

/** XML 1.0 (3.1): space, name, "=", quoted value without "<". Bytes above 0x7f are taken as name characters. */
const ATTRIBUTE = /[ \t\r\n]+([A-Za-z_:\x80-\xff][\w:.\x80-\xff-]*)[ \t\r\n]*=[ \t\r\n]*(?:"([^<"]*)"|'([^<']*)')/y;
/** Formats have a dozen. Each is compared with those before it, so that a tag of 1 MiB full of them would take minutes. */
const MOST_ATTRIBUTES = 500;
const END_OF_TAG = /[ \t\r\n]*\/?$/y;

/** A start tag while it is being reported. The tokenizer uses one object again and again, so take what you need from it. */
export interface XmlTag {
  /** Value of an attribute, decoded and safe to keep; null where the tag has none of that name. */
  get(name: string): string | null;
  /** Line of the tag's beginning, from 1. */
  line(): number;
  /** The tag as it stands in the file, cut at so many characters, safe to keep. */
  source(length: number): string;
}

/** Checks and keeps the attributes of one tag. Works on bytes seen as Latin-1, which keeps places and is quick to search. */
export class TagAttributes {
  readonly #names: string[] = [];
  readonly #values: string[] = [];
  #count = 0;

  /**
   * Reads the attributes between the name of a tag and its end.
   *
   * @returns what is wrong, or null
   */
  read(text: string, from: number, to: number): string | null {
    this.#count = 0;
    let at = from;
    ATTRIBUTE.lastIndex = at;
    for (let match = ATTRIBUTE.exec(text); match !== null && ATTRIBUTE.lastIndex <= to; match = ATTRIBUTE.exec(text)) {
      const fault = this.#add(match[1] ?? '', match[2] ?? match[3] ?? '');
      if (fault !== null) return fault;
      at = ATTRIBUTE.lastIndex;
    }
    END_OF_TAG.lastIndex = 0;
    const rest = text.slice(at, to);
    return END_OF_TAG.test(rest) ? null : `attributes that are not well-formed near “${rest.slice(0, 40).trim()}”`;
  }

  clear(): void {
    this.#count = 0;
  }

  get(name: string): string | null {
    for (let index = 0; index < this.#count; index += 1)
      if (this.#names[index] === name) return decodeReferences(ownText(this.#values[index] ?? ''));
    return null;
  }

  #add(name: string, value: string): string | null {
    if (this.#count >= MOST_ATTRIBUTES) return `more than ${MOST_ATTRIBUTES} attributes`;
    for (let index = 0; index < this.#count; index += 1)
      if (this.#names[index] === name) return `the attribute “${name}” twice`;
    for (let at = value.indexOf('&'); at >= 0; at = value.indexOf('&', at + 1)) {
      const fault = faultOfReference(value, at);
      if (fault !== null) return fault;
    }
    this.#names[this.#count] = ownName(name);
    this.#values[this.#count] = value;
    this.#count += 1;
    return null;
  }
}

/** What is wrong with the reference that begins at this place, or null. */
export function faultOfReference(text: string, at: number): string | null {
  REFERENCE.lastIndex = at;
  const match = REFERENCE.exec(text);
  if (match === null) return `“${text.slice(at, at + 12)}”, which is no entity that XML predefines`;
  if (match[1] !== undefined) return null;
  const code = match[2] === undefined ? Number.parseInt(match[3] ?? '', 16) : Number(match[2]);
  return isCharacter(code) ? null : `${match[0]}, a character that XML does not allow`;
}

/** A name as it is; names beyond ASCII, seen as Latin-1 until now, are decoded. */
export function ownName(latin1: string): string {
  return BEYOND_ASCII.test(latin1) ? ownText(latin1) : latin1;
}

const BEYOND_ASCII = /[\x80-\xff]/;

/** Text of its own from bytes seen as Latin-1: a slice would keep the whole chunk that it was cut from in memory. */
export function ownText(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8');
}
