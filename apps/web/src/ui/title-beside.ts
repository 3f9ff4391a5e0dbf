/** A fix's title as it stands beside the fix's own name: without saying the name twice; null where nothing is left. */
export function titleBeside(fix: string, title: string): string | null {
  const rest = title.startsWith(fix) ? title.slice(fix.length).replace(/^[\s:–-]+/, '') : title;
  return rest === '' ? null : rest;
}
