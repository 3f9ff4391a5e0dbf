import type { Remnant } from '@baton/domain/evidence/report.ts';

/** What matters stands near the versions, at the beginning. */
const READ_CHARACTERS = 20_000;

const ENTRY_ONLY =
  /\b(?:uninstall|registry) (?:entry|key) only\b|\borphaned (?:uninstall |registry )?(?:entry|key|record)\b|\bno files? (?:of it )?(?:(?:was|were|are|is) )?(?:found|present|left)\b|\b(?:files?|executable|binary|folder|directory) (?:(?:was|were|is|are) )?(?:not found|missing|not present|gone)\b|\b(?:files?|executable|binary|folder|directory|path) (?:no longer exists?|do(?:es)? not exist|could not be found)\b|\bentry without files\b/i;
const FILES_ONLY =
  /\bfiles? only\b|\borphaned files?\b|\b(?:left ?over|residual|remaining) files?\b|\bno (?:uninstall|registry) (?:entry|key)\b|\bnot (?:listed|registered) in (?:the )?(?:registry|add\/remove programs|programs and features|installed programs)\b|\bfiles? without (?:an? )?(?:uninstall )?entry\b/i;

/** Which half of an installation a report says outright is left: files without the uninstall entry, or the entry alone. */
export function remnantOf(text: string): Remnant | null {
  const read = text.slice(0, READ_CHARACTERS).replace(/[\s_]+/g, ' ');
  if (ENTRY_ONLY.test(read)) return 'entry-only';
  return FILES_ONLY.test(read) ? 'files-only' : null;
}
