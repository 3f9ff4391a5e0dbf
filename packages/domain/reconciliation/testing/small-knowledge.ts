import type { Knowledge, KnownKb, PackageFix } from '../../advisories/knowledge.ts';

/** A few facts, for tests of rules: which KB replaces which, and what a distribution fixed where. */
export interface SmallKnowledge {
  readonly kbs?: Readonly<
    Record<string, { readonly supersededBy?: readonly string[]; readonly build?: string; readonly published?: string }>
  >;
  readonly packages?: Readonly<Record<string, readonly PackageFix[]>>;
  readonly sources?: Readonly<Record<string, string>>;
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
    builds: known.build ? [{ product: 'Windows 10', build: known.build }] : [],
    cves: [],
    products: [],
    published: known.published ?? null,
    severity: null,
  };
}
