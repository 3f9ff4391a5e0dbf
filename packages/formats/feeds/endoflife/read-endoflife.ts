import { parse } from 'yaml';
import { z } from 'zod';
import { type FeedItem, type FeedOptions, type FeedSource, feedProblem, feedRow } from '../feed-item.ts';
import { tarEntries } from '../tar-entries.ts';
import { wholeBytes } from '../whole-feed.ts';

/** One product of endoflife.date, with the cycles that it is released in. */
export interface EndOfLifeProduct {
  /** Its name in addresses: "mssqlserver". */
  readonly slug: string;
  readonly title: string;
  /** "os", "app", "server-app", "database", "lang", "framework", "device", "service", "standard" */
  readonly category: string;
  /** Product names in its CPEs, with spaces: "sql server", "node.js". */
  readonly cpeProducts: readonly string[];
  readonly cycles: readonly EndOfLifeCycle[];
}

export interface EndOfLifeCycle {
  readonly cycle: string;
  /** ISO dates; null where not told. */
  readonly released: string | null;
  /** Last day of security fixes for everybody; null where none is set. */
  readonly endsOn: string | null;
  /** Last day of fixes for those who pay, or of a volunteers' extension. */
  readonly extendedEndsOn: string | null;
  readonly latestReleased: string | null;
}

const LARGEST_BYTES = 32 * 1024 * 1024;

/** A date, or whether it has ended, which says no day. */
const day = z.iso.date().catch('').default('');

const page = z.object({
  title: z.string().min(1),
  category: z.string().min(1),
  permalink: z.string().regex(/^\/[\w.-]+$/),
  identifiers: z.array(z.record(z.string(), z.unknown())).default([]),
  releases: z
    .array(
      z.object({
        releaseCycle: z.union([z.string(), z.number()]),
        releaseDate: day,
        eol: day,
        eoes: day,
        latestReleaseDate: day,
      }),
    )
    .min(1),
});

/** Reads the products of endoflife.date: a tar of pages, each with its facts as YAML in front. */
export async function* readEndOfLife(
  source: FeedSource,
  options: FeedOptions = {},
): AsyncGenerator<FeedItem<EndOfLifeProduct>> {
  for (const { name, text } of tarEntries(await wholeBytes(source, LARGEST_BYTES, options))) {
    if (!name.endsWith('.md')) continue;
    const parsed = page.safeParse(factsOf(text));
    if (parsed.success) yield feedRow(productOf(parsed.data));
    else yield feedProblem(null, `${name} has no product with its releases in front; left out`);
  }
}

function factsOf(text: string): unknown {
  const front = /^---\r?\n(.*?)\r?\n---/s.exec(text)?.[1];
  try {
    return front === undefined ? null : parse(front);
  } catch {
    return null;
  }
}

function productOf({ title, category, permalink, identifiers, releases }: z.infer<typeof page>): EndOfLifeProduct {
  return {
    slug: permalink.slice(1),
    title,
    category,
    cpeProducts: [...new Set(identifiers.flatMap(({ cpe }) => cpeProductOf(cpe)))],
    cycles: releases.map(({ releaseCycle, releaseDate, eol, eoes, latestReleaseDate }) => ({
      cycle: String(releaseCycle),
      released: releaseDate || null,
      endsOn: eol || null,
      extendedEndsOn: eoes || null,
      latestReleased: latestReleaseDate || null,
    })),
  };
}

/** "cpe:2.3:a:microsoft:sql_server" and "cpe:/a:microsoft:sql_server" → "sql server" */
function cpeProductOf(cpe: unknown): readonly string[] {
  const product = typeof cpe === 'string' ? /^cpe:(?:2\.3:|\/)[aoh]:[^:]*:([^:]+)/.exec(cpe)?.[1] : undefined;
  return product === undefined ? [] : [product.replaceAll('\\', '').replaceAll('_', ' ')];
}
