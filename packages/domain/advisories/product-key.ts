/**
 * Keys of products within one device: "kb:KB5044273", "pkg:openssl", "app:chrome". One text for one key, however often it is asked
 * for: a text that was put together anew is hashed, and looked for among all texts of the process, each time it is a map's key.
 */
type Kind = 'kb' | 'pkg' | 'app';

/** How many keys of a kind are remembered: more than a fleet needs at once. */
const REMEMBERED = 8192;
const KEYS: Readonly<Record<Kind, Map<string, string>>> = { kb: new Map(), pkg: new Map(), app: new Map() };
const KBS = new Map<string, string>();

export function productKey(kind: Kind, name: string): string {
  return remembered(KEYS[kind], name, () => `${kind}:${name}`);
}

/** The KB of a product's key; null where the product is none. */
export function kbOfProduct(product: string): string | null {
  return product.startsWith('kb:') ? remembered(KBS, product, () => product.slice('kb:'.length)) : null;
}

function remembered(texts: Map<string, string>, of: string, make: () => string): string {
  const known = texts.get(of);
  if (known !== undefined) return known;
  if (texts.size >= REMEMBERED) texts.clear();
  const text = make();
  texts.set(of, text);
  return text;
}
