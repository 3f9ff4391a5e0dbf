/** How a scanner may reach a device, as sources know it. */
export interface ScanTarget {
  readonly name: string;
  readonly fqdns: readonly string[];
  readonly hostnames: readonly string[];
  readonly ips: readonly string[];
}

/** What to look for: a scanner's own number of a check, or a CVE where no report named one. */
export interface ScanCheck {
  readonly kind: 'check' | 'cve';
  readonly id: string;
}

/** What a scanner is to look at again. */
export interface ScanOrder {
  /** What people call it: "Baton rescan 2026-11-26". */
  readonly title: string;
  readonly targets: readonly ScanTarget[];
  readonly checks: readonly ScanCheck[];
}

/** A file that a scanner takes. */
export interface ScanFile {
  readonly name: string;
  readonly mediaType: 'text/plain' | 'application/xml';
  readonly text: string;
}

/** A scanner's own form of targets and checks. */
export interface ScanListForm {
  /** The word of its reports' format, and of the command line. */
  readonly tool: string;
  readonly label: string;
  /** What it calls a check: "plugin", "QID", "OID". */
  readonly check: string;
  readonly knowsCheck: (id: string) => boolean;
  /** The address that this scanner takes best. */
  readonly addressOf: (target: ScanTarget) => string;
  readonly files: (order: ScanOrder) => readonly ScanFile[];
}

/** A name that resolves wherever it is asked for goes before an address, which may have moved since. */
export function nameFirst(target: ScanTarget): string {
  return target.fqdns[0] ?? target.ips[0] ?? target.hostnames[0] ?? target.name;
}

/** An address where one is known, else a name. */
export function addressFirst(target: ScanTarget): string {
  return target.ips[0] ?? target.fqdns[0] ?? target.hostnames[0] ?? target.name;
}

/** Addresses of an order, each once, in the order of the devices. */
export function addresses(order: ScanOrder, addressOf: ScanListForm['addressOf']): readonly string[] {
  return [...new Set(order.targets.map(addressOf))];
}

/** Numbers of checks that a form knows, in the order of their numbers. */
export function checkIds({ checks }: ScanOrder, knowsCheck: ScanListForm['knowsCheck']): readonly string[] {
  const known = checks.flatMap(({ kind, id }) => (kind === 'check' && knowsCheck(id) ? [id] : []));
  return [...new Set(known)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** CVEs, and checks of another tool, that have to be looked up by hand: a scanner takes no such list. */
export function toLookUp({ checks }: ScanOrder, knowsCheck: ScanListForm['knowsCheck']): readonly string[] {
  return [...new Set(checks.flatMap(({ kind, id }) => (kind === 'check' && knowsCheck(id) ? [] : [id])))].sort();
}

/** Lines of a text file; the last ends like the others. */
export function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

/** What no number is known for, as a file of its own; none where everything has its number. */
export function lookUpFile(
  prefix: string,
  order: ScanOrder,
  knowsCheck: ScanListForm['knowsCheck'],
): readonly ScanFile[] {
  const rest = toLookUp(order, knowsCheck);
  return rest.length === 0 ? [] : [{ name: `${prefix}-look-up.txt`, mediaType: 'text/plain', text: lines(rest) }];
}
