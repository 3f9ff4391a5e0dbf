import type { Knowledge, KnownKb } from '@baton/domain/advisories/knowledge.ts';
import { releaseOfEachCycle } from './patch-tuesday.ts';
import type { WorldFix } from './world-fix.ts';

export interface WindowsRelease {
  readonly key: string;
  readonly title: string;
  readonly build: number;
  /** The build of the files of its branch: 22H2 is serviced with the files of 2004. */
  readonly branch: number;
  /** A KB of its chain from which the later ones are found. */
  readonly root: string;
  readonly checkTitle: string;
  /** The update of .NET Framework of August 2024, which joint checks name beside the release's own. */
  readonly companion: string;
  /** Server or client, for names. */
  readonly server: boolean;
}

export const WINDOWS_RELEASES: readonly [WindowsRelease, ...WindowsRelease[]] = [
  {
    key: 'windows-10-22H2',
    title: 'Microsoft Windows 10 Enterprise 22H2',
    build: 19045,
    branch: 19041,
    root: 'KB5031356',
    checkTitle: 'Windows 10 Version 21H2 / Windows 10 Version 22H2',
    companion: 'KB5041019',
    server: false,
  },
  {
    key: 'windows-11-23H2',
    title: 'Microsoft Windows 11 Enterprise 23H2',
    build: 22631,
    branch: 22621,
    root: 'KB5034123',
    checkTitle: 'Windows 11 version 22H2 / Windows 11 version 23H2',
    companion: 'KB5039895',
    server: false,
  },
  {
    key: 'windows-server-2022',
    title: 'Microsoft Windows Server 2022 Standard',
    build: 20348,
    branch: 20348,
    root: 'KB5034129',
    checkTitle: 'Windows Server 2022 / Azure Stack HCI 22H2',
    companion: 'KB5041016',
    server: true,
  },
  {
    key: 'windows-server-2019',
    title: 'Microsoft Windows Server 2019 Standard',
    build: 17763,
    branch: 17763,
    root: 'KB5034127',
    checkTitle: 'Windows 10 version 1809 / Windows Server 2019',
    companion: 'KB5041017',
    server: true,
  },
];

/** Revisions of builds as Microsoft's release history gives them (facts); others are counted on from the neighbours. */
const REVISIONS: Readonly<Record<string, number>> = {
  KB5033372: 3803,
  KB5034122: 3930,
  KB5041580: 4780,
  KB5043064: 4894,
  KB5044273: 5011,
  KB5046613: 5131,
  KB5034123: 3007,
  KB5041585: 4037,
  KB5043076: 4169,
  KB5044285: 4317,
  KB5046633: 4460,
  KB5041160: 2655,
  KB5042881: 2700,
  KB5044281: 2762,
  KB5046616: 2849,
  KB5034129: 2227,
  KB5041578: 6189,
  KB5043050: 6293,
  KB5044277: 6414,
  KB5046615: 6532,
  KB5034127: 5329,
};

/** The release's cumulative update of each cycle, each with the two before it, by the catalogue's chain of supersedence. */
export function cumulativeUpdates(
  knowledge: Knowledge,
  release: WindowsRelease,
  days: readonly string[],
): readonly (WorldFix | null)[] {
  const chain = chainOf(knowledge, release);
  const positions = releaseOfEachCycle(
    chain.map(({ published }) => published),
    days,
  );
  return positions.map((at) => chain[at] ?? null);
}

function chainOf(knowledge: Knowledge, release: WindowsRelease): readonly WorldFix[] {
  const chain: WorldFix[] = [];
  for (let kb: string | undefined = release.root; kb !== undefined; ) {
    const known = knowledge.kb(kb);
    if (!known) break;
    chain.push(updateOf(known, release, chain.at(-1) ?? null));
    kb = known.supersededBy[0];
  }
  // The first of the chain has none before it to come from.
  return chain.slice(1);
}

function updateOf(known: KnownKb, release: WindowsRelease, earlier: WorldFix | null): WorldFix {
  const { kb } = known;
  const published = known.published ?? '2024-01-01';
  const [year, month] = published.split('-');
  const version = buildOf(known, release, earlier);
  return {
    id: kb,
    kind: 'kb',
    product: release.key,
    title: `${year}-${month} Cumulative Update for ${release.title.replace(/^Microsoft | Enterprise| Standard/g, '').replace(/ (2\dH2)$/, ' Version $1')} for x64-based Systems (${kb})`,
    binary: null,
    scannerBinaries: [],
    version,
    oldVersion: earlier?.version ?? `10.0.${release.build}.1000`,
    kernel: null,
    published,
    cves: known.cves,
    severity: 'Critical',
    check: {
      id: String(190_000 + (Number(kb.slice(2)) % 100_000)),
      name: `${kb}: ${release.checkTitle} Security Update (${monthName(month ?? '01')} ${year})`,
      family: 'Windows : Microsoft Bulletins',
      type: 'local',
      published: published.replaceAll('-', '/'),
    },
    companion: release.companion,
    earlier,
    banner: null,
    path: null,
  };
}

/** The build that the knowledge or the release history gives; else counted on from the one before. */
function buildOf({ kb, builds }: KnownKb, release: WindowsRelease, earlier: WorldFix | null): string {
  const known = builds.find(({ product }) => product === release.key.replace('-', ':'))?.build;
  const before = Number(earlier?.version.split('.')[3] ?? 2000);
  return known ?? `10.0.${release.build}.${REVISIONS[kb] ?? before + 110}`;
}

function monthName(month: string): string {
  return Temporal.PlainYearMonth.from(`2024-${month}`)
    .toPlainDate({ day: 1 })
    .toLocaleString('en-US', { month: 'long' });
}
