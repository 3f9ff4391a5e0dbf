/** One ReportItem as it is being read: what a check said of one host and port. */
export interface NessusItem {
  readonly pluginId: string;
  readonly pluginName: string;
  readonly family: string;
  /** 0 info, 1 low, 2 medium, 3 high, 4 critical. */
  readonly severity: number;
  readonly port: number | null;
  readonly line: number;
  /** The opening tag as it stands in the file. */
  readonly tag: string;
  readonly cves: string[];
  /** "MSKB:5044273", "IAVA:2024-A-0652": xref elements, and the older elements that were named by their kind. */
  readonly references: string[];
  /** Vectors with the version in front where the element says it: "CVSS:3.1/AV:N/…". */
  readonly cvss: string[];
  output: string;
  synopsis: string;
  solution: string;
  /** "local", "remote", "combined", … */
  pluginType: string | null;
  published: string | null;
  modified: string | null;
  /** The vendor has no patch: `vendor_unpatched`. */
  vendorUnpatched: boolean;
  /** The product gets no more patches: `unsupported_by_vendor`. */
  unsupportedByVendor: boolean;
}

type Told = 'pluginId' | 'pluginName' | 'family' | 'severity' | 'port' | 'line' | 'tag';

/** An item of which no element has been taken yet. */
export function itemWith(told: Pick<NessusItem, Told>): NessusItem {
  return {
    ...told,
    cves: [],
    references: [],
    cvss: [],
    output: '',
    synopsis: '',
    solution: '',
    pluginType: null,
    published: null,
    modified: null,
    vendorUnpatched: false,
    unsupportedByVendor: false,
  };
}

/** Family of a finding that its distribution's or Microsoft's fixes are checked in. */
export function isPatchFamily(family: string): boolean {
  return family === 'Windows : Microsoft Bulletins' || family.endsWith('Local Security Checks');
}

/**
 * Takes one child element of an item.
 *
 * @param element name of the element
 */
export function takeElement(item: NessusItem, element: string, raw: string): void {
  const text = raw.trim();
  if (text === '' || text === 'N/A') return;
  switch (element) {
    case 'plugin_output':
      item.output = raw;
      break;
    case 'cve':
      item.cves.push(text);
      break;
    case 'xref':
      item.references.push(text);
      break;
    case 'mskb':
    case 'msft':
      item.references.push(`${element.toUpperCase()}:${text}`);
      break;
    case 'cvss_vector':
    case 'cvss3_vector':
    case 'cvss4_vector':
      item.cvss.push(vectorOf(element, text));
      break;
    case 'vendor_unpatched':
      item.vendorUnpatched = /^true$/i.test(text);
      break;
    case 'unsupported_by_vendor':
      item.unsupportedByVendor = /^true$/i.test(text);
      break;
    case 'synopsis':
      item.synopsis = text;
      break;
    case 'solution':
      item.solution = text;
      break;
    case 'plugin_type':
      item.pluginType = text;
      break;
    case 'plugin_publication_date':
      item.published = dateOf(text);
      break;
    case 'plugin_modification_date':
      item.modified = dateOf(text);
      break;
  }
}

/** Elements that `takeElement` takes; the text of all others is not even decoded. */
export const ITEM_ELEMENTS: ReadonlySet<string> = new Set([
  'plugin_output',
  'cve',
  'xref',
  'mskb',
  'msft',
  'cvss_vector',
  'cvss3_vector',
  'cvss4_vector',
  'vendor_unpatched',
  'unsupported_by_vendor',
  'synopsis',
  'solution',
  'plugin_type',
  'plugin_publication_date',
  'plugin_modification_date',
]);

/** Nessus writes v2 vectors as "CVSS2#AV:N/…", v3 ones as "CVSS:3.0/AV:N/…". */
function vectorOf(element: string, text: string): string {
  if (text.startsWith('CVSS:')) return text;
  const bare = text.replace(/^CVSS2#/, '');
  if (element === 'cvss_vector') return bare;
  return element === 'cvss3_vector' ? `CVSS:3.0/${bare}` : `CVSS:4.0/${bare}`;
}

/** "2024/10/08" → "2024-10-08" */
function dateOf(text: string): string | null {
  const match = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})/.exec(text);
  return match ? `${match[1]}-${match[2]?.padStart(2, '0')}-${match[3]?.padStart(2, '0')}` : null;
}
