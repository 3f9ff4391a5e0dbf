import type { Knowledge } from '../advisories/knowledge.ts';
import { isPatchedTo, parseWindowsBuild } from '../versions/windows-build/windows-build.ts';

/**
 * OS build against the build that the KB brings (build first: catalogues have holes).
 *
 * @param told the build that the scan asks for: it counts where the catalogue does not know the KB's
 */
export function buildHasKb(
  installed: string | null,
  required: string | null,
  kb: string,
  knowledge: Knowledge,
  told: string | null = null,
): boolean | null {
  const build = installed === null ? null : parseWindowsBuild(installed);
  if (!build) return null;
  const wanted = required === null ? null : parseWindowsBuild(required);
  const known = (knowledge.kb(kb)?.builds ?? []).map((entry) => parseWindowsBuild(entry.build));
  const ofScan = known.length === 0 && told !== null ? [parseWindowsBuild(told)] : known;
  for (const fixed of wanted ? [wanted] : ofScan) {
    const patched = fixed && isPatchedTo(build, fixed);
    if (patched !== null) return patched;
  }
  return null;
}
