import { kbsIn } from '@baton/domain/identifiers/kb.ts';
import { DEVICE_HEADINGS } from './device-headings.ts';
import { type DeviceListMeaning, deviceListOf } from './device-lists.ts';
import { EUROPEAN_HEADINGS } from './european-headings.ts';
import { FIX_HEADINGS } from './fix-headings.ts';
import { type KbListMeaning, kbListOf } from './kb-lists.ts';
import type { Meaning } from './meaning.ts';

/** Every meaning has headings but lists of KBs and devices, which are told by a pattern. The first column that fits a meaning gets it. */
const HEADINGS: Readonly<
  Record<Exclude<Meaning, 'ignore' | 'kbStatus' | KbListMeaning | DeviceListMeaning>, readonly string[]>
> = {
  ...DEVICE_HEADINGS,
  ...FIX_HEADINGS,
};

const BY_HEADING: ReadonlyMap<string, Meaning> = new Map(
  ([...Object.entries(EUROPEAN_HEADINGS), ...Object.entries(HEADINGS)] as [Meaning, readonly string[]][]).flatMap(
    ([meaning, headings]) => headings.map((heading): [string, Meaning] => [heading, meaning]),
  ),
);

/** Looser patterns, tried in order where the heading is not known as it is. */
const PATTERNS: readonly (readonly [RegExp, Meaning])[] = [
  // Numbers that a tool gives to patches look like KBs ("105437") and are none.
  [/(patch|update|bulletin|software|app|application).*(id|guid|uuid)$/, 'ignore'],
  // "Missing updates (count)", "Number of patches", "Anzahl Updates"
  [/(?<!ac)count$|^numberof|^anzahl|^nombrede(s?misesajour|scorrectifs|correctifs|kb)/, 'ignore'],
  [/(reboot|restart).*(pend|requir|need)|(pend|requir|need).*(reboot|restart)/, 'rebootPending'],
  [/(last|latest).*(boot|restart)|boot.*time/, 'lastBoot'],
  [/(process|service).*restart|restart.*(process|service)/, 'restartNeeded'],
  [/last.*(seen|contact|check|sync|scan|inventory|report|heart|communic)/, 'lastSeen'],
  [/(install|deploy|patch|appl).*(date|time|on$|at$)|date.*(install|deploy|patch)/, 'installedAt'],
  [/(fixed|required|target|latest|available|expected|approved|new).*ver/, 'requiredVersion'],
  [/(installed|current|detected|found|actual).*ver/, 'installedVersion'],
  [/(vendor|fix|support|lifecycle|distro|tracker).*(stat(us|e)|avail)/, 'vendorStatus'],
  [/(office|update|m365).*(channel|branch)|cdn.*url/, 'channel'],
  [/exit|return.*code/, 'exitCode'],
  [/serial/, 'serial'],
  [/uuid/, 'uuid'],
  [/(computer|host|device|machine|endpoint).*name|name.*(computer|host|device|machine)/, 'device'],
  [/kernel/, 'runningKernel'],
  [/build/, 'osBuild'],
  [/supersed|replaced/, 'supersededBy'],
  [/cve/, 'cves'],
  [/(agent|device|machine|computer).*id$/, 'agentId'],
  [/^(computers|devices|hosts|machines|endpoints|clients|servers)$/, 'device'],
  [
    /(install|compliance|patch|update|deploy).*(stat|result)|stat(us|e)(text|description|label|displayname)?$/,
    'status',
  ],
  [/kb|article/, 'kb'],
  [/(patch|update|hotfix).*(name|title|desc)?/, 'update'],
];

/** A heading in letters and digits only, lower case, without accents: "Last Check-In (UTC)" → "lastcheckin". */
export function bareHeading(heading: string): string {
  return heading
    .replace(/\((utc|gmt|local|local time)\)|\[utc\]/gi, '')
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}

/** What a heading means: `sure` where it is known as it is written, `likely` by a pattern, `none` where it says nothing to us. */
export function meaningOf(heading: string): {
  readonly meaning: Meaning;
  readonly confidence: 'sure' | 'likely' | 'none';
} {
  const bare = bareHeading(heading);
  if (kbsIn(heading).length === 1) return { meaning: 'kbStatus', confidence: 'sure' };
  const known = BY_HEADING.get(bare);
  if (known) return { meaning: known, confidence: 'sure' };
  const list = kbListOf(bare) ?? deviceListOf(bare);
  if (list !== null) return { meaning: list, confidence: 'likely' };
  for (const [pattern, meaning] of PATTERNS)
    if (bare !== '' && pattern.test(bare)) return { meaning, confidence: 'likely' };
  return { meaning: 'ignore', confidence: 'none' };
}
