import { type Order, orderOf, orderOfDigits, orderOfText } from '../order.ts';

/** An Alpine version (apk-package(5)): numbers, an optional letter, suffixes, an optional commit hash, a revision. */
export interface ApkVersion {
  readonly numbers: readonly string[];
  readonly letter: string;
  /** Digits straight behind the letter, as older Alpine packages have them: sudo 1.9.5p2. apk 3 calls them invalid. */
  readonly letterNumber: string;
  readonly suffixes: readonly { readonly name: ApkSuffix; readonly number: string }[];
  readonly hash: string;
  readonly revision: string;
}

/** In their order; `''` stands for no suffix: alpha, beta, pre and rc come before it, the rest after. */
const SUFFIX_ORDER = ['alpha', 'beta', 'pre', 'rc', '', 'cvs', 'svn', 'git', 'hg', 'p'] as const;
type ApkSuffix = (typeof SUFFIX_ORDER)[number];

const FORM =
  /^(\d+(?:\.\d+)*)(?:([a-z])(\d*))?((?:_(?:alpha|beta|pre|rc|cvs|svn|git|hg|p)\d*)*)(?:~([0-9a-f]+))?(?:-r(\d+))?$/;

/** Reads an Alpine version; refuses what apk 3 calls invalid, but for digits behind the letter. */
export function parseApk(text: string): ApkVersion | null {
  const match = FORM.exec(text.trim());
  if (match === null) return null;
  const [, numbers = '', letter = '', letterNumber = '', suffixes = '', hash = '', revision = '0'] = match;
  return { numbers: numbers.split('.'), letter, letterNumber, suffixes: parseSuffixes(suffixes), hash, revision };
}

function parseSuffixes(text: string): ApkVersion['suffixes'] {
  return [...text.matchAll(/_([a-z]+)(\d*)/g)].map((match) => ({
    name: SUFFIX_ORDER.find((name) => name === match[1]) ?? '',
    number: match[2] ?? '',
  }));
}

/** Orders two Alpine versions as `apk version -t` of apk-tools 3 does (src/version.c). */
export function compareApk(a: ApkVersion, b: ApkVersion): Order {
  return (
    compareNumbers(a.numbers, b.numbers) ||
    orderOfText(a.letter, b.letter) ||
    orderOfDigits(a.letterNumber, b.letterNumber) ||
    compareSuffixes(a.suffixes, b.suffixes) ||
    orderOfText(a.hash, b.hash) ||
    orderOfDigits(a.revision, b.revision)
  );
}

function compareNumbers(a: readonly string[], b: readonly string[]): Order {
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const left = a[index] ?? '';
    const right = b[index] ?? '';
    // After the first, a number that starts with 0 is compared as a fraction: 1.05 < 1.1.
    const fraction = index > 0 && (left.startsWith('0') || right.startsWith('0'));
    const order = fraction ? orderOfText(left, right) : orderOfDigits(left, right);
    if (order !== 0) return order;
  }
  return orderOf(a.length, b.length);
}

function compareSuffixes(a: ApkVersion['suffixes'], b: ApkVersion['suffixes']): Order {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const left = a[index];
    const right = b[index];
    const order =
      orderOf(SUFFIX_ORDER.indexOf(left?.name ?? ''), SUFFIX_ORDER.indexOf(right?.name ?? '')) ||
      orderOfDigits(left?.number ?? '', right?.number ?? '');
    if (order !== 0) return order;
  }
  return 0;
}
