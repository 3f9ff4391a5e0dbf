import { compareVersions } from '../versions/compare.ts';
import { schemeOfDistribution } from '../versions/guess-scheme.ts';
import {
  type BundleHeader,
  type BundleRow,
  EPSS_SOURCE,
  type KbRow,
  type PackageFixRow,
  type SourceRow,
  type VulnerabilityRow,
} from './bundle-rows.ts';
import { fixOfKb, fixOfPackage, kbTitle, packageFixId } from './fix-names.ts';
import type {
  DistributionFix,
  Fix,
  Knowledge,
  KnownKb,
  Lifecycle,
  OfferedSource,
  OfficeRelease,
  PackageFix,
  Vulnerability,
} from './knowledge.ts';
import { supersedencePath } from './supersedence.ts';

/** Everything that is known by key. Rows are kept as they came; answers are built when asked, which keeps loading fast. */
interface Tables {
  readonly offered: Map<string, OfferedSource>;
  readonly sourceOfBinary: Map<string, string>;
  readonly fixesOfSource: Map<string, PackageFixRow[]>;
  readonly kbs: Map<string, KbRow>;
  readonly vulnerabilities: Map<string, VulnerabilityRow>;
  readonly lifecycles: Map<string, Lifecycle>;
  readonly officeReleases: OfficeRelease[];
}

/** Collects the rows of a bundle, and answers from them when all are there. */
export class KnowledgeBuilder {
  readonly #tables: Tables = {
    offered: new Map(),
    sourceOfBinary: new Map(),
    fixesOfSource: new Map(),
    kbs: new Map(),
    vulnerabilities: new Map(),
    lifecycles: new Map(),
    officeReleases: [],
  };

  add(row: BundleRow): void {
    switch (row.row) {
      case 'source':
        addSource(this.#tables, row);
        return;
      case 'package-fix':
        addPackageFix(this.#tables, row);
        return;
      case 'kb':
        this.#tables.kbs.set(row.kb, row);
        return;
      case 'vulnerability':
        this.#tables.vulnerabilities.set(row.cve, row);
        return;
      case 'lifecycle':
        for (const name of [row.product, ...row.names]) this.#tables.lifecycles.set(name, row);
        return;
      case 'office-release':
        this.#tables.officeReleases.push(row);
        return;
    }
  }

  finish(header: Pick<BundleHeader, 'date' | 'sources'>): Knowledge {
    return knowledgeOf(header, this.#tables);
  }
}

/** Knowledge of nothing: for comparisons without a bundle, and for tests. */
export function emptyKnowledge(date: string): Knowledge {
  return new KnowledgeBuilder().finish({ date, sources: [] });
}

function addSource(tables: Tables, row: SourceRow): void {
  tables.offered.set(key(row.distribution, row.source), { version: row.newest, security: row.security });
  for (const binary of row.binaries ?? [row.source]) {
    tables.sourceOfBinary.set(key(row.distribution, binary), row.source);
  }
}

function addPackageFix(tables: Tables, row: PackageFixRow): void {
  const at = key(row.distribution, row.source);
  const known = tables.fixesOfSource.get(at);
  if (known === undefined) tables.fixesOfSource.set(at, [row]);
  else known.push(row);
}

function knowledgeOf({ date, sources }: Pick<BundleHeader, 'date' | 'sources'>, tables: Tables): Knowledge {
  const sortedFixes = lazily(() => sortFixes(tables.fixesOfSource));
  const fixesByCve = lazily(() => groupByCve(tables.fixesOfSource));
  const packageFixesById = lazily(() => groupById(tables.fixesOfSource));
  const replacedBy = lazily(() => invertSupersedence(tables.kbs));
  const kbsByRelease = lazily(() => groupByRelease(tables.kbs));
  const epssDate = sources.find((source) => source.name === EPSS_SOURCE)?.date ?? date;

  const kb = remembered((name: string): KnownKb | null => {
    const row = tables.kbs.get(name);
    const supersededBy = replacedBy().get(name) ?? [];
    if (row !== undefined) return { ...row, title: kbTitle(row.kb, row.products), supersededBy };
    // A KB that is only known as replaced still has its place in the order.
    return supersededBy.length === 0 ? null : { ...NOTHING_KNOWN, kb: name, title: name, supersededBy };
  });

  return {
    date,
    sources,
    fix: remembered((id): Fix | null => {
      const known = kb(id);
      if (known !== null) return fixOfKb(known);
      const row = packageFixesById().get(id);
      return row === undefined ? null : fixOfPackage(row);
    }),
    supersededBy: (older, newer) => supersedencePath(older, newer, (name) => tables.kbs.get(name)?.supersedes ?? []),
    kb,
    kbsOfRelease: (release) => kbsByRelease().get(release) ?? [],
    distributionFixes: (distribution, cve) => fixesByCve().get(key(distribution, cve)) ?? [],
    packageFixes: (distribution, source) => sortedFixes().get(key(distribution, source)) ?? [],
    sourceOf: (distribution, binary) => tables.sourceOfBinary.get(key(distribution, binary)) ?? null,
    newestOf: (distribution, source) => tables.offered.get(key(distribution, source)) ?? null,
    vulnerability: (cve) => {
      const row = tables.vulnerabilities.get(cve);
      return row === undefined ? null : vulnerabilityOf(row, epssDate);
    },
    lifecycle: (name) => tables.lifecycles.get(name) ?? null,
    officeReleases: tables.officeReleases,
  };
}

const NOTHING_KNOWN = { supersedes: [], builds: [], cves: [], products: [], published: null, severity: null } as const;

function vulnerabilityOf(row: VulnerabilityRow, epssDate: string): Vulnerability {
  return {
    cve: row.cve,
    kev: row.kev ?? null,
    epss: row.epss === undefined ? null : { ...row.epss, date: epssDate, model: null },
    ssvc: row.ssvc ?? null,
    cvss: row.cvss ?? [],
  };
}

/** Oldest first, by the distribution's own order of versions. */
function sortFixes(fixes: ReadonlyMap<string, readonly PackageFixRow[]>): ReadonlyMap<string, readonly PackageFix[]> {
  const sorted = new Map<string, readonly PackageFix[]>();
  for (const [at, rows] of fixes) {
    const scheme = schemeOfDistribution(rows[0]?.distribution ?? null) ?? 'dpkg';
    const inOrder = rows.toSorted((a, b) => compareVersions(scheme, a.version, b.version) ?? 0);
    sorted.set(
      at,
      inOrder.map(({ version, cves, published, urgency }) => ({ fixedVersion: version, cves, published, urgency })),
    );
  }
  return sorted;
}

function groupByCve(fixes: ReadonlyMap<string, readonly PackageFixRow[]>): ReadonlyMap<string, DistributionFix[]> {
  const byCve = new Map<string, DistributionFix[]>();
  for (const { distribution, source, version, published, cves } of [...fixes.values()].flat()) {
    for (const cve of cves) {
      const at = key(distribution, cve);
      const known = byCve.get(at) ?? [];
      known.push({ source, fixedVersion: version, published });
      byCve.set(at, known);
    }
  }
  return byCve;
}

function groupById(fixes: ReadonlyMap<string, readonly PackageFixRow[]>): ReadonlyMap<string, PackageFixRow> {
  const rows = [...fixes.values()].flat();
  return new Map(rows.map((row) => [packageFixId(row.source, row.version), row]));
}

function invertSupersedence(kbs: ReadonlyMap<string, KbRow>): ReadonlyMap<string, string[]> {
  const replacedBy = new Map<string, string[]>();
  for (const { kb, supersedes } of kbs.values()) {
    for (const older of supersedes) {
      const known = replacedBy.get(older);
      if (known === undefined) replacedBy.set(older, [kb]);
      else known.push(kb);
    }
  }
  return replacedBy;
}

function groupByRelease(kbs: ReadonlyMap<string, KbRow>): ReadonlyMap<string, { kb: string; build: string }[]> {
  const byRelease = new Map<string, { kb: string; build: string }[]>();
  for (const { kb, builds } of kbs.values()) {
    for (const { product, build } of builds) {
      const known = byRelease.get(product);
      if (known === undefined) byRelease.set(product, [{ kb, build }]);
      else known.push({ kb, build });
    }
  }
  return byRelease;
}

function key(scope: string, name: string): string {
  return `${scope} ${name}`;
}

/** Judging asks for the same few thousand names for every device. Unknown ones are not kept: anything may be asked for. */
function remembered<T>(find: (name: string) => T | null): (name: string) => T | null {
  const found = new Map<string, T>();
  return (name) => {
    const known = found.get(name);
    if (known !== undefined) return known;
    const value = find(name);
    if (value !== null) found.set(name, value);
    return value;
  };
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
