import { windowsRelease } from '@baton/domain/advisories/windows-product.ts';
import { parseKb } from '@baton/domain/identifiers/kb.ts';
import { parseWindowsBuild, sameServicing } from '@baton/domain/versions/windows-build/windows-build.ts';
import { z } from 'zod';
import { type FeedItem, type FeedOptions, type FeedSource, feedProblem, feedRow } from '../feed-item.ts';
import { wholeJson } from '../whole-feed.ts';

/** A KB and the OS builds that it brings, by release of Windows. */
export interface KbBuilds {
  readonly kb: string;
  readonly builds: readonly { readonly product: string; readonly build: string }[];
  readonly supersedes: readonly string[];
}

const LARGEST_BYTES = 64 * 1024 * 1024;

/** Which build numbers belong to which release; a KB's builds are told apart by it, because the file lists them without. */
const BUILD_OF_RELEASE: { readonly [release: string]: number } = {
  'windows:10': 10240,
  'windows:10-1607': 14393,
  'windows:10-1709': 16299,
  'windows:10-1803': 17134,
  'windows:10-1809': 17763,
  'windows:10-1903': 18362,
  'windows:10-1909': 18363,
  'windows:10-2004': 19041,
  'windows:10-20H2': 19042,
  'windows:10-21H1': 19043,
  'windows:10-21H2': 19044,
  'windows:10-22H2': 19045,
  'windows:11': 22000,
  'windows:11-22H2': 22621,
  'windows:11-23H2': 22631,
};

const bulletin = z.object({
  Products: z.record(z.string(), z.string()),
  VendorFixes: z.record(
    z.string(),
    z.object({
      FixedBuilds: z.array(z.string()).nullish(),
      ProductIDs: z.record(z.string(), z.unknown()).nullish(),
      Supersedes: z.union([z.int(), z.string()]).nullish(),
    }),
  ),
});
type VendorFix = z.infer<typeof bulletin>['VendorFixes'][string];

/** Reads a bulletin of one family of Windows, as Fleet condenses it from MSRC. */
export async function* readFleetMsrc(
  source: FeedSource,
  options: FeedOptions = {},
): AsyncGenerator<FeedItem<KbBuilds>> {
  const parsed = bulletin.safeParse(await wholeJson(source, LARGEST_BYTES, options));
  if (!parsed.success) {
    yield feedProblem(null, 'not a bulletin with "Products" and "VendorFixes"');
    return;
  }
  for (const [number, fix] of Object.entries(parsed.data.VendorFixes)) {
    const kb = parseKb(number);
    if (kb === null) {
      yield feedProblem(null, `"${number}" is no KB; left out`);
      continue;
    }
    const older = parseKb(String(fix.Supersedes ?? ''));
    const supersedes = older === null || older === kb ? [] : [older];
    yield feedRow({ kb, supersedes, builds: buildsOf(fix, parsed.data.Products) });
  }
}

function buildsOf(fix: VendorFix, products: { readonly [id: string]: string }): KbBuilds['builds'] {
  const releases = new Set(Object.keys(fix.ProductIDs ?? {}).map((id) => windowsRelease(products[id] ?? '')));
  return [...releases].flatMap((product) => {
    const number = product === null ? undefined : BUILD_OF_RELEASE[product];
    if (product === null || number === undefined) return [];
    const build = buildOf(number, fix.FixedBuilds ?? []);
    return build === undefined ? [] : [{ product, build }];
  });
}

/** The release's own build; else one that is serviced together with it, which has the same revision. */
function buildOf(release: number, builds: readonly string[]): string | undefined {
  const branch = { build: release, revision: 0 };
  const parsed = builds.map((text) => ({ text: text.trim(), build: parseWindowsBuild(text) }));
  const own = parsed.find(({ build }) => build?.build === release);
  return (own ?? parsed.find(({ build }) => build !== null && sameServicing(build, branch)))?.text;
}
