import { kbsIn, parseKb } from '@baton/domain/identifiers/kb.ts';
import type { NessusItem } from './nessus-item.ts';

/** "  - 5044273", "  - KB5002623 : Security Update for Microsoft Office 2016", "    KB : 5044273" */
const LISTED = /^[ \t]*(?:-\s+|(?:missing\s+)?KBs?\s*:\s*)(?:KB)?(\d{6,7})\b/gim;

/**
 * The KBs that a check asks for: the one in its title ("KB5044273: Windows 10 …"), with those that it lists beside it; else those that it lists as missing on this
 * host; else those of its references, which hold one for every release of Windows.
 */
export function namedKbs(item: NessusItem): readonly string[] {
  const titled = kbsIn(item.pluginName);
  // Any one of those that it lists would do: a security-only update stands beside the monthly rollup of the title.
  const alternatives = titled.length === 1 ? listedKbs(item.output) : [];
  if (alternatives.some((kb) => titled.includes(kb))) return [...new Set([...titled, ...alternatives])];
  if (titled.length > 0) return titled;
  if (item.family !== 'Windows : Microsoft Bulletins' && item.family !== 'Windows') return [];
  const listed = item.output === '' ? [] : listedKbs(item.output);
  if (listed.length > 0) return listed;
  const referred = item.references
    .filter((reference) => reference.startsWith('MSKB:'))
    .map((text) => parseKb(text.slice(5)));
  return [...new Set(referred.filter((kb) => kb !== null))];
}

function listedKbs(output: string): readonly string[] {
  const found = new Set<string>();
  for (const match of output.matchAll(LISTED)) found.add(`KB${match[1]}`);
  return found.size > 0 ? [...found] : kbsIn(output);
}
