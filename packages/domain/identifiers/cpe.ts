/** A CPE name taken apart (NISTIR 7695). `*` is ANY, `-` is NA, both kept as they are. */
export interface Cpe {
  readonly part: 'a' | 'o' | 'h' | '*' | '-';
  readonly vendor: string;
  readonly product: string;
  readonly version: string;
  readonly update: string;
  readonly edition: string;
  readonly language: string;
  readonly softwareEdition: string;
  readonly targetSoftware: string;
  readonly targetHardware: string;
  readonly other: string;
}

/** Reads a CPE in the formatted string of 2.3 ("cpe:2.3:o:…") or the URI of 2.2 ("cpe:/o:…"); null where it is neither. */
export function parseCpe(text: string): Cpe | null {
  const trimmed = text.trim();
  if (/^cpe:2\.3:/i.test(trimmed)) return fromFormattedString(trimmed.slice('cpe:2.3:'.length));
  if (/^cpe:\//i.test(trimmed)) return fromUri(trimmed.slice('cpe:/'.length));
  return null;
}

/** NISTIR 7695, 6.2: eleven attributes parted by colons that no backslash quotes. */
function fromFormattedString(text: string): Cpe | null {
  const attributes = (text.match(/(?:\\.|[^:\\])+/g) ?? []).map(unquote);
  return attributes.length === 11 ? toCpe(attributes) : null;
}

/** NISTIR 7695, 6.1: up to seven components; an empty one is ANY; `~` packs four more into the edition. */
function fromUri(text: string): Cpe | null {
  const components = text.split(':').map((component) => (component === '' ? '*' : decode(component)));
  if (components.length > 7 || components.includes(null)) return null;
  const [part = '*', vendor, product, version, update, edition = '*', language] = components;
  const packed = edition?.startsWith('~') ? edition.split('~').slice(1) : [edition];
  const [ownEdition, software, target, hardware, other] = packed.map((value) => (value ? value : '*'));
  return toCpe([part, vendor, product, version, update, ownEdition, language, software, target, hardware, other]);
}

function toCpe(attributes: readonly (string | null | undefined)[]): Cpe | null {
  const [part = '*', ...rest] = attributes.map((attribute) => (attribute ?? '*').toLowerCase());
  if (part !== 'a' && part !== 'o' && part !== 'h' && part !== '*' && part !== '-') return null;
  const [vendor, product, version, update, edition, language, softwareEdition, targetSoftware, targetHardware, other] =
    rest;
  return {
    part,
    vendor: vendor ?? '*',
    product: product ?? '*',
    version: version ?? '*',
    update: update ?? '*',
    edition: edition ?? '*',
    language: language ?? '*',
    softwareEdition: softwareEdition ?? '*',
    targetSoftware: targetSoftware ?? '*',
    targetHardware: targetHardware ?? '*',
    other: other ?? '*',
  };
}

function unquote(attribute: string): string {
  return attribute.replace(/\\(.)/g, '$1');
}

function decode(component: string): string | null {
  try {
    return decodeURIComponent(component);
  } catch {
    return null; // a percent sign that quotes nothing
  }
}
