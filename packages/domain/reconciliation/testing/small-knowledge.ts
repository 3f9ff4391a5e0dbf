import type { Knowledge, KnownKb, OfficeRelease, PackageFix } from '../../advisories/knowledge.ts';

/** A few facts, for tests of rules: which KB replaces which, and what a distribution fixed where. */
export interface SmallKnowledge {
  readonly kbs?: Readonly<
    Record<
      string,
      {
        readonly supersededBy?: readonly string[];
        readonly build?: string;
        readonly published?: string;
        readonly products?: readonly string[];
      }
    >
  >;
  readonly packages?: Readonly<Record<string, readonly PackageFix[]>>;
  readonly sources?: Readonly<Record<string, string>>;
  /** Release → last day with fixes, by a product's bare name or an operating system's. */
  readonly ends?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly office?: readonly OfficeRelease[];
}

/** Answers like the real knowledge, from a handful of facts. */
export function smallKnowledge(facts: SmallKnowledge = {}): Knowledge {
  const packages = facts.packages ?? {};
  return {
    date: '2024-10-13',
    sources: [],
    fix: (id) => {
      const known = facts.kbs?.[id];
      if (!known) return null;
      return {
        id,
        product: `kb:${id}`,
        kind: 'kb',
        title: id,
        version: known.build ?? null,
        cves: [],
        published: known.published ?? null,
        severity: null,
      };
    },
    supersededBy: () => null,
    kb: (kb) => knownKb(kb, facts),
    distributionFixes: (_distribution, cve) =>
      Object.entries(packages).flatMap(([source, fixes]) =>
        fixes
          .filter((fix) => fix.cves.includes(cve))
          .map(({ fixedVersion, published }) => ({ source, fixedVersion, published })),
      ),
    packageFixes: (_distribution, source) => packages[source] ?? [],
    sourceOf: (_distribution, binary) => facts.sources?.[binary] ?? null,
    newestOf: () => null,
    kbsOfRelease: () => [],
    vulnerability: () => null,
    lifecycle: (name) => {
      const ends = facts.ends?.[name];
      if (!ends) return null;
      const releases = Object.entries(ends).map(([release, endsOn]) => ({ release, endsOn }));
      return { product: name, title: name[0]?.toUpperCase() + name.slice(1), names: [name], releases };
    },
    officeReleases: facts.office ?? [],
  };
}

function knownKb(kb: string, facts: SmallKnowledge): KnownKb | null {
  const known = facts.kbs?.[kb];
  if (!known) return null;
  const supersedes = Object.entries(facts.kbs ?? {}).flatMap(([other, { supersededBy }]) =>
    supersededBy?.includes(kb) ? [other] : [],
  );
  return {
    kb,
    title: kb,
    supersedes,
    supersededBy: known.supersededBy ?? [],
    builds: known.build ? [{ product: releaseOf(known.build), build: known.build }] : [],
    cves: [],
    products: known.products ?? [],
    published: known.published ?? null,
    severity: null,
  };
}

function releaseOf(build: string): string {
  return build.startsWith('10.0.19045.') ? 'windows:10-22H2' : 'windows:11-23H2';
}
