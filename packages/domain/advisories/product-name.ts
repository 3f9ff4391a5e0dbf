/** No title of a product is longer; the patterns take squares of its length, and titles come from other people's files. */
const LONGEST_TITLE = 500;
const VENDORS = /^(google|mozilla|adobe|oracle|apache|the|microsoft|videolan|rarlab)\s+(?=\S)/;
const MARKS = /[®™©]|\((?:r|tm|c)\)/g;
const ARCHITECTURE =
  /\b(?:x64|x86|64[- ]?bit|32[- ]?bit|amd64|arm64|win64|win32)(?:[- ](?:edition|version))?(?![\w+])/g;
const LANGUAGE = /\b[a-z]{2}-[a-z]{2}\b|\s+(?:- )?(?:deutsch|english|français|español|italiano|nederlands|mui)$/g;
/** Firefox and Thunderbird of extended support are lines of their own, wherever the title says so. */
const EXTENDED_SUPPORT = /\besr\b/;
/** What stands between a product's name and its version. */
const BEFORE_VERSION = /\s+(?:release|version|ver\.?)$/;

/**
 * Names of one product, without vendor, that are not brought together by what is left out of all of them: editions that get the
 * same fixes in the same versions, and former or longer names.
 */
const ONE_PRODUCT: readonly (readonly [name: string, others: RegExp])[] = [
  ['chrome', /^chrome(?: enterprise| for business| stable| msi| browser)+$/],
  ['edge', /^edge(?: enterprise| for business| stable| msi| browser)+$/],
  ['acrobat', /^acrobat(?: dc| pro| pro dc| standard| standard dc)$/],
  ['acrobat reader', /^(?:acrobat reader dc|reader dc|adobe reader|reader)$/],
  ['vlc', /^vlc media player$/],
  ['7-zip', /^7zip$/],
  ['zoom', /^zoom (?:client|client for meetings|meetings|workplace|workplace desktop app|desktop client)$/],
  ['git', /^git for windows$/],
  ['keepass', /^keepass password safe(?: 2)?$/],
  ['foxit reader', /^foxit pdf reader$/],
  ['cisco secure client', /^cisco (?:secure client - .*|anyconnect secure mobility client)$/],
  ['citrix workspace', /^citrix workspace(?: app)?(?: \d{4})?(?: for windows)?$/],
  ['filezilla', /^filezilla client$/],
  ['virtualbox', /^vm virtualbox$/],
  ['.net core', /^\.net(?: core)? runtime$/],
];

/** Java's releases live side by side, and each gets its own updates: "Java 8 Update 421" is of "java 8". */
const JAVA = /^java(?: se)?(?: runtime environment)? (\d+)$/;
const UPDATE = /\s+update \d+$/;

/** A fleet has some thousand titles, each again and again: what was read is remembered (10 → 0.2 µs a title). */
const REMEMBERED = 4096;
const names = new Map<string, string>();

/**
 * Brings names that tools write differently to one: "Google Chrome Enterprise (x64)" and "Google Chrome < 129.0.6668.100 Multiple
 * Vulnerabilities" are both "chrome". Vendors, architectures, languages, versions, editions that make no difference and what a
 * scanner adds are left out; editions with versions of their own are not.
 */
export function productName(title: string): string {
  const cut = title.slice(0, LONGEST_TITLE);
  const known = names.get(cut);
  if (known !== undefined) return known;
  if (names.size >= REMEMBERED) names.clear();
  const read = readProductName(cut);
  names.set(cut, read);
  return read;
}

function readProductName(title: string): string {
  const whole = title.toLowerCase();
  const bare = whole
    .replace(MARKS, '')
    .replace(/[<([].*$/, ' ')
    .replace(/\s+v?\d+(\.\d+)+\S*.*$/, ' ')
    .replace(ARCHITECTURE, ' ')
    .replace(LANGUAGE, ' ')
    .replace(/\s+/g, ' ')
    .replace(/[\s,:;-]+$/, '')
    .trim()
    .replace(BEFORE_VERSION, '');
  const name = oneOf(bare.replace(VENDORS, ''));
  if (name === '') return title.trim().toLowerCase();
  return EXTENDED_SUPPORT.test(whole) && !EXTENDED_SUPPORT.test(name) ? `${name} esr` : name;
}

function oneOf(title: string): string {
  const name = title.replace(UPDATE, '');
  const java = JAVA.exec(name);
  if (java) return `java ${java[1]}`;
  return ONE_PRODUCT.find(([, others]) => others.test(name))?.[0] ?? name;
}
