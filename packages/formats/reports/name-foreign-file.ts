const TEXT_BYTES = 4096;

/** Files that are no text, by their first bytes, and what to do with them. */
const BINARIES: readonly (readonly [magic: readonly number[], advice: string])[] = [
  [[0xd0, 0xcf, 0x11, 0xe0], 'It is an Excel workbook: save its sheet as CSV.'],
  [[0x1f, 0x8b], 'It is packed with gzip: unpack it first.'],
  [[0x25, 0x50, 0x44, 0x46], 'It is a PDF, made for people: export the data as CSV or .nessus.'],
];
const ZIP = [0x50, 0x4b, 0x03, 0x04];

/** Texts in formats that are known by their beginning and not read. */
const TEXTS: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [/<(?:ASSET_DATA_REPORT|HOST_LIST_VM_DETECTION_OUTPUT|SCAN)\b/, 'It is a Qualys report.'],
  [/<(?:get_reports_response|report)\b[^>]*\b(?:id|format_id|content_type)=/, 'It is a report of OpenVAS (GVM).'],
  [/<(?:NexposeReport|SCAN_RESULTS)\b/, 'It is a report of Rapid7.'],
  [/<(?:!DOCTYPE )?html\b/i, 'It is a web page, often one that asks to sign in: download the export itself.'],
  [/^\s*[[{]/, 'It is JSON: write it as CSV, a row a device and an update, package or program.'],
  [/^\|\|\/ Name\b/m, 'It is a list that dpkg prints for people: write package, version and host as CSV.'],
  [
    /^[\w+.-]+\/\S+ \S+ \S+ \[upgradable from: /m,
    'It is a list that apt prints for people: write package, versions and host as CSV.',
  ],
  [
    /^[\w+.-]+-[\w.+~^]+-[\w.+~^]+\.(?:x86_64|noarch|aarch64)\r?$/m,
    'It is a list that rpm prints: write package, version and host as CSV.',
  ],
];

/** What a file seems to be that no reader knows, and what to do with it; empty where nothing is known of it. */
export function nameForeignFile(head: Uint8Array): string {
  const starts = (magic: readonly number[]) => magic.every((byte, index) => head[index] === byte);
  if (starts(ZIP)) {
    // Workbooks are archives whose first entry says what they hold.
    const isWorkbook = /\[Content_Types\]\.xml|xl\//.test(
      new TextDecoder('latin1').decode(head.subarray(0, TEXT_BYTES)),
    );
    return isWorkbook ? 'It is an Excel workbook: save its sheet as CSV.' : 'It is a zip archive: unpack it first.';
  }
  const binary = BINARIES.find(([magic]) => starts(magic));
  if (binary) return binary[1];
  const text = new TextDecoder().decode(head.subarray(0, TEXT_BYTES));
  return TEXTS.find(([pattern]) => pattern.test(text))?.[1] ?? '';
}
