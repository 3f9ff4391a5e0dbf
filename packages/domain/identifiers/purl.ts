import { PackageURL } from 'packageurl-js';

/** A package URL (purl-spec), taken apart. Absent parts are null. */
export interface Purl {
  readonly type: string;
  readonly namespace: string | null;
  readonly name: string;
  readonly version: string | null;
  readonly qualifiers: { readonly [name: string]: string };
  readonly subpath: string | null;
}

/** Reads a package URL; null where it is none. */
export function parsePurl(text: string): Purl | null {
  try {
    const { type, namespace, name, version, qualifiers, subpath } = PackageURL.fromString(text.trim());
    return {
      type: type ?? '',
      namespace: namespace ?? null,
      name: name ?? '',
      version: version ?? null,
      qualifiers: { ...qualifiers },
      subpath: subpath ?? null,
    };
  } catch {
    // The library answers every malformed text with an exception; to us it is just not a purl.
    return null;
  }
}

/** The distribution that a purl of an operating system package names ("debian:12"); null where it names none. */
export function distributionOfPurl(purl: Purl): string | null {
  const distro = purl.qualifiers.distro;
  if (distro === undefined || purl.namespace === null) return null;
  const version = /(\d+(?:\.\d+)*)$/.exec(distro.slice(0, 100))?.[1];
  if (version === undefined) return null;
  const major = version.split('.')[0] ?? version;
  return purl.namespace === 'ubuntu' || purl.namespace === 'alpine'
    ? `${purl.namespace}:${version}`
    : `${purl.namespace}:${major}`;
}
