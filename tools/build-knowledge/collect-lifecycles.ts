import type { LifecycleRow } from '@baton/domain/advisories/bundle-rows.ts';
import { productName } from '@baton/domain/advisories/product-name.ts';
import {
  type EndOfLifeCycle,
  type EndOfLifeProduct,
  readEndOfLife,
} from '@baton/formats/feeds/endoflife/read-endoflife.ts';
import { feedFile, openFeed, rowsOfFeed } from './feed-files.ts';

export interface LifecycleKnowledge {
  readonly lifecycles: readonly LifecycleRow[];
  /** ISO date of the newest release that the feed tells. */
  readonly date: string;
}

/** What scanners report as out of support: no phones, no cloud services, no libraries inside applications. */
const CATEGORIES = new Set(['os', 'app', 'server-app', 'database', 'lang']);

/** Operating systems under the names that Baton gives them; those that it does not know by release are left out. */
const SYSTEMS: Readonly<Record<string, string>> = {
  debian: 'debian',
  ubuntu: 'ubuntu',
  rhel: 'rhel',
  centos: 'centos',
  almalinux: 'almalinux',
  'rocky-linux': 'rocky',
  'oracle-linux': 'oracle',
  sles: 'sles',
  'amazon-linux': 'amazon',
  fedora: 'fedora',
  'alpine-linux': 'alpine',
  windows: 'windows',
  'windows-server': 'windows',
};

/** Names under which tools list a product, where neither its title nor its CPE has them. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  'apache-http-server': ['http server', 'httpd', 'apache httpd'],
  dotnetfx: ['.net framework'],
  dotnet: ['.net', '.net core', '.net runtime', '.net core runtime', 'asp.net core'],
  'oracle-jdk': ['java', 'java se', 'java se development kit', 'jdk', 'jre'],
  office: ['office'],
  nodejs: ['node', 'nodejs', 'node.js'],
  postgresql: ['postgres', 'postgresql server'],
  'internet-explorer': ['internet explorer'],
};

/** Debian's LTS is for everybody and comes the same way; the other extensions are bought, or asked for device by device. */
const EXTENSION_FOR_ALL = new Set(['debian']);

/** A version line that lives for less is a step of a product that is always updated to its newest: nobody is left on it. */
const SHORTEST_LIFE_DAYS = 300;
const DAY_MS = 86_400_000;

/** Reads until when products get fixes. */
export async function collectLifecycles(feeds: string): Promise<LifecycleKnowledge> {
  const file = feedFile(feeds, /^endoflife-products.*\.tar/);
  const rows = new Map<string, LifecycleRow>();
  let date = '1970-01-01';
  for await (const product of rowsOfFeed('endoflife', readEndOfLife(openFeed(file)))) {
    for (const { latestReleased } of product.cycles)
      if (latestReleased !== null && latestReleased > date) date = latestReleased;
    const row = product.category === 'os' ? systemRow(product) : productRow(product);
    if (row === null || row.releases.length === 0) continue;
    const known = rows.get(row.product);
    rows.set(row.product, known ? { ...known, releases: [...known.releases, ...row.releases] } : row);
  }
  return { lifecycles: [...rows.values()].toSorted((a, b) => (a.product < b.product ? -1 : 1)), date };
}

function systemRow({ slug, title, cycles }: EndOfLifeProduct): LifecycleRow | null {
  const product = SYSTEMS[slug];
  if (product === undefined) return null;
  const shown = product === 'windows' ? 'Windows' : title;
  const releases = longestLived(cycles, slug, (cycle) => releaseOf(slug, cycle));
  return { row: 'lifecycle', product, title: shown, names: [], releases };
}

/** Editions and service packs of one release are not told apart by its number: the one that lives longest counts. */
function longestLived(
  cycles: readonly EndOfLifeCycle[],
  slug: string,
  nameOf: (cycle: string) => string | null,
): LifecycleRow['releases'] {
  const ends = new Map<string, string | null>();
  for (const cycle of cycles) {
    const release = nameOf(cycle.cycle);
    const end = endOf(slug, cycle);
    if (release === null) continue;
    const known = ends.get(release);
    if (known === undefined || (known !== null && (end === null || end > known))) ends.set(release, end);
  }
  return [...ends].map(([release, endsOn]) => ({ release, endsOn }));
}

/** "11-23h2-e" → "11-23H2", "2012-r2" → "server-2012-R2"; null for editions with a longer life of their own. */
function releaseOf(slug: string, cycle: string): string | null {
  if (slug === 'windows-server') {
    const server = /^(\d{4})(?:-(r2))?(?:-sp\d)?$/.exec(cycle);
    return server ? `server-${[server[1], server[2]?.toUpperCase()].filter(Boolean).join('-')}` : null;
  }
  if (slug !== 'windows') return cycle;
  const client = /^(10|11)-(\w{4})(?:-[ew])?$/.exec(cycle);
  if (client) return `${client[1]}-${client[2]?.toUpperCase()}`;
  return /^(7|8\.1|8)(?:-sp1)?$/.exec(cycle)?.[1] ?? null;
}

function productRow({ slug, title, category, cpeProducts, cycles }: EndOfLifeProduct): LifecycleRow | null {
  if (!CATEGORIES.has(category)) return null;
  const names = new Set([title, ...cpeProducts, ...(OTHER_NAMES[slug] ?? [])].map(productName));
  const kept = cycles.filter((cycle) => !isShort(cycle));
  const releases = longestLived(kept, slug, (cycle) => cycle.replace(/-(?:sp\d|acp|lts|esr|esu|ltsc|sac)\b.*$/, ''));
  return { row: 'lifecycle', product: slug, title, names: [...names].toSorted(), releases };
}

function isShort({ released, endsOn }: EndOfLifeCycle): boolean {
  if (released === null || endsOn === null) return false;
  return Date.parse(endsOn) - Date.parse(released) < SHORTEST_LIFE_DAYS * DAY_MS;
}

function endOf(slug: string, { endsOn, extendedEndsOn }: EndOfLifeCycle): string | null {
  return EXTENSION_FOR_ALL.has(slug) && extendedEndsOn !== null ? extendedEndsOn : endsOn;
}
