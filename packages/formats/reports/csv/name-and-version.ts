/** Product names are shorter. The patterns below go over a text several times, which a hostile cell of 1 MiB would make hours. */
const LONGEST_TITLE = 300;

/** Takes a version from the end of a title or of rpm's name of a package: "openssl-libs-1:3.0.7-27.el9.x86_64", "openssl 3.0.14-1~deb12u2", "Mozilla Firefox 131.0.2 (x64 en-US)", "7-Zip (24.08)". */
export function nameAndVersion(title: string): { readonly name: string; readonly version: string | null } {
  const trimmed = title.trim();
  if (trimmed.length > LONGEST_TITLE) return { name: trimmed.slice(0, LONGEST_TITLE), version: null };
  const nevra = /^([\w.+-]+)-((?:\d+:)?[\w.+~^]+-[\w.+~^]+)\.(?:x86_64|noarch|aarch64|i686|ppc64le|s390x)$/.exec(
    trimmed,
  );
  if (nevra) return { name: nevra[1] ?? trimmed, version: nevra[2] ?? null };
  const bracketed = /^(.*\S)\s+\(v?(\d+(?:\.\d+)+)\)$/.exec(trimmed);
  if (bracketed) return { name: withoutArchitecture(bracketed[1] ?? trimmed), version: bracketed[2] ?? null };
  const bare = withoutArchitecture(trimmed);
  const match = /^(.*\S)[\s=]+v?((?:\d+:)?\d+(?:\.\d+)+[\w.+~:-]*|(?:\d+:)?\d+[\w.+~:]*-\d[\w.+~]*)$/.exec(bare);
  if (!match) return { name: bare, version: null };
  return { name: (match[1] ?? bare).replace(/[\s,:-]+$/, ''), version: match[2] ?? null };
}

function withoutArchitecture(title: string): string {
  return title.replace(/\s*\((x64|x86|64-bit|32-bit|arm64)[^)]*\)\s*$/i, '');
}
