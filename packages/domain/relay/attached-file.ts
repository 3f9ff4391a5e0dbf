/** Kinds of files that are taken: pictures, documents, packed logs and plain text. Nothing that a browser would run. */
export const FILE_KINDS = ['png', 'jpeg', 'gif', 'webp', 'pdf', 'zip', 'gzip', 'text'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

export const LARGEST_FILE_BYTES = 10 * 1024 * 1024;
export const MOST_FILES = 50;

const ENDINGS: Readonly<Record<FileKind, readonly string[]>> = {
  png: ['png'],
  jpeg: ['jpg', 'jpeg'],
  gif: ['gif'],
  webp: ['webp'],
  pdf: ['pdf'],
  zip: ['zip', 'docx', 'xlsx', 'odt', 'ods'],
  gzip: ['gz', 'tgz'],
  text: ['txt', 'log', 'csv', 'json', 'md', 'yaml', 'yml', 'reg', 'ini', 'conf'],
};

/** "png, jpg, … and txt", for people. */
export const FILE_ENDINGS: readonly string[] = FILE_KINDS.flatMap((kind) => ENDINGS[kind]);

/** What the first bytes of each kind are; text has none. */
const BEGINNINGS: readonly { readonly kind: FileKind; readonly bytes: readonly number[]; readonly at?: number }[] = [
  { kind: 'png', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { kind: 'jpeg', bytes: [0xff, 0xd8, 0xff] },
  { kind: 'gif', bytes: [0x47, 0x49, 0x46, 0x38] },
  { kind: 'webp', bytes: [0x57, 0x45, 0x42, 0x50], at: 8 },
  { kind: 'pdf', bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { kind: 'zip', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { kind: 'gzip', bytes: [0x1f, 0x8b] },
];

/** The kind of a file by its bytes, where its name says the same; null where it is none that is taken. */
export function fileKindOf(name: string, content: Uint8Array): FileKind | null {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const begins = BEGINNINGS.find(({ bytes, at = 0 }) => bytes.every((byte, index) => content[at + index] === byte));
  const kind = begins?.kind ?? (isText(content) ? 'text' : null);
  return kind !== null && ENDINGS[kind].includes(ending) ? kind : null;
}

function isText(content: Uint8Array): boolean {
  if (content.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(content);
    return true;
  } catch {
    return false;
  }
}

/** A name that is safe in every folder and header: the last part of a path, without control characters and quotes. */
export function safeFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const plain = last.replaceAll(/[\p{C}"]/gu, '').trim();
  const ending = /\.[a-z0-9]{1,8}$/i.exec(plain)?.[0] ?? '';
  return `${plain.slice(0, plain.length - ending.length).slice(0, 140) || 'file'}${ending}`;
}
