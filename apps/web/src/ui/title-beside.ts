/** A fix's title as it stands beside the fix's own name: without saying the name twice; null where nothing is left. */
export function titleBeside(fix: string, title: string): string | null {
  // "krb5-libs 1.21.1" says already that it is krb5-libs.
  if (fix === title || fix.startsWith(`${title} `)) return null;
  const rest = title.startsWith(fix) ? title.slice(fix.length).replace(/^[\s:–-]+/, '') : title;
  return rest === '' ? null : rest;
}
