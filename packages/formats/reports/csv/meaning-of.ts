import { kbsIn } from '@baton/domain/identifiers/kb.ts';
import { DEVICE_HEADINGS } from './device-headings.ts';
import { type DeviceListMeaning, deviceListOf } from './device-lists.ts';
import { EUROPEAN_HEADINGS } from './european-headings.ts';
import { FIX_HEADINGS } from './fix-headings.ts';
import { type KbListMeaning, kbListOf } from './kb-lists.ts';
import type { Meaning } from './meaning.ts';

/** Every meaning has headings but lists of KBs and devices, which are told by a pattern, and parts of a version, by what stands beside them. The first column that fits a meaning gets it. */
const HEADINGS: Readonly<
  Record<
    Exclude<
      Meaning,
      | 'ignore'
      | 'kbStatus'
      | 'uptime'
      | 'rebootedSince'
      | 'versionEpoch'
      | 'versionRelease'
      | KbListMeaning
      | DeviceListMeaning
    >,
    readonly string[]
  >
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
  // What is said of an update beside its name: "Patch Type", "Update Classification".
  [
    /(patch|update|hotfix|bulletin|software).*(type|class|classification|category|categories|family|size|url|link|source|language)$/,
    'ignore',
  ],
  // When a fix came out is not when it went in: "Patch Release Date", "UpdateCreationDate".
  [
    /(release|publish|publication|creation|created|issued?|posted)(ed)?(date|time|on|at)$|date.*(released|published|created|issued|posted)$/,
    'ignore',
  ],
  [/approv.*(stat|action|decision)/, 'approved'],
  [/(reboot|restart)(ed)?(since|after)|(since|after)install.*(reboot|restart)/, 'rebootedSince'],
  [/^(system|computer|device|os)?(reboot|restart)(state|status|flag)$|pendingfilerename/, 'rebootPending'],
  [
    /(process|service).*(deleted|outdated|stale|old)|(deleted|outdated|stale).*(process|service|librar|mapping)/,
    'restartNeeded',
  ],
  [/(process|service|application).*restart|restart.*(process|service)|needrestart|tracer/, 'restartNeeded'],
  // "Missing updates (count)", "Number of patches", "Anzahl Updates"
  [/(?<!ac)count$|^numberof|^anzahl|^nombrede(s?misesajour|scorrectifs|correctifs|kb)/, 'ignore'],
  [/(reboot|restart).*(pend|requir|need)|(pend|requir|need).*(reboot|restart)/, 'rebootPending'],
  [/^(system)?uptime/, 'uptime'],
  [/(last|latest).*(boot|restart)|boot.*(time|epoch)/, 'lastBoot'],
  [
    /last.*(seen|contact|check|sync|scan|inventory|report|heart|communic|assess|evaluat|audit|ping|poll|respon)/,
    'lastSeen',
  ],
  [/^(data)?(collect|gather)(ed|ion)?(at|on|time|date)?$/, 'lastSeen'],
  [/^(data)?(snapshot|asof)(at|on|time|date)?$|^timestamp$|^zuletzt(online|aktiv)$/, 'lastSeen'],
  [
    /(install|deploy|patch|appl).*(date|time|epoch|on$|at$|finished$|completed$)|date.*(install|deploy|patch|appl|fixed|remediat)/,
    'installedAt',
  ],
  [/(fixed|required|target|latest|available|expected|approved|new).*ver/, 'requiredVersion'],
  [/(installed|current|detected|found|actual).*ver|ver.*(installed|detected|found)/, 'installedVersion'],
  [/(vendor|fix|support|lifecycle|distro|tracker).*(stat(us|e)|avail)/, 'vendorStatus'],
  [/(office|update|m365).*(channel|branch)|cdn.*url/, 'channel'],
  [/(install|file|exe|location|program|app|folder).*(path|dir|directory|folder)$/, 'path'],
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
    .toLowerCase()
    .replace(/(?<=(at|on|time|date|seen|contact|boot))(utc|gmt)$/, '');
}

/** What a heading means: `sure` where it is known as it is written, `likely` by a pattern, `none` where it says nothing to us. */
export function meaningOf(heading: string): {
  readonly meaning: Meaning;
  readonly confidence: 'sure' | 'likely' | 'none';
} {
  const bare = bareHeading(heading);
  if (kbsIn(heading).length === 1) return { meaning: 'kbStatus', confidence: 'sure' };
  // Configuration Manager's views number the columns of one device's several values: "Netbios_Name0".
  const known = BY_HEADING.get(bare) ?? BY_HEADING.get(bare.replace(/(?<=[a-z])0$/, ''));
  if (known) return { meaning: known, confidence: 'sure' };
  const list = kbListOf(bare) ?? deviceListOf(bare);
  if (list !== null) return { meaning: list, confidence: 'likely' };
  for (const [pattern, meaning] of PATTERNS)
    if (bare !== '' && pattern.test(bare)) return { meaning, confidence: 'likely' };
  return { meaning: 'ignore', confidence: 'none' };
}
