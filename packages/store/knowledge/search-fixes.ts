import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { Database } from '../connection/connect-database.ts';
import type { KnowledgeTables } from '../tables/knowledge.ts';

export type KnownFix = Selectable<KnowledgeTables['known_fix']>;

const COLUMNS: Readonly<Record<string, RawBuilder<unknown>>> = {
  fix: sql`lower(key)`,
  published: sql`published`,
  cves: sql`cves`,
  kev: sql`kev`,
  highestEpss: sql`highest_epss`,
};

/** Fixes by the beginning of a package, a KB or a CVE; all of them, newest first, where nothing is searched. */
export async function searchFixes(
  db: Database,
  search: string | undefined,
  page: { readonly limit: number; readonly offset: number; readonly sort?: string | undefined },
): Promise<{ readonly rows: readonly KnownFix[]; readonly total: number }> {
  const where = search === undefined || search.trim() === '' ? sql`` : matching(search.trim());
  const total = await sql<{ total: number }>`SELECT count(*) AS total FROM known_fix ${where}`.execute(db);
  const { rows } = await sql<KnownFix>`
    SELECT * FROM known_fix ${where} ORDER BY ${orderBy(page.sort)}, key LIMIT ${page.limit} OFFSET ${page.offset}`.execute(
    db,
  );
  return { rows, total: total.rows[0]?.total ?? 0 };
}

function matching(search: string) {
  const beginning = `${search.replace(/[\\%_]/g, '\\$&')}%`;
  if (/^cve-/i.test(search)) {
    return sql`WHERE key IN (SELECT key FROM known_fix_cve WHERE cve LIKE ${beginning.toUpperCase()})`;
  }
  // "5044273" means KB5044273.
  const kb = /^\d{4,}$/.test(search) ? `kb${beginning}` : beginning.toLowerCase();
  return sql`WHERE lower(key) LIKE ${kb}`;
}

function orderBy(sort = '-published'): RawBuilder<unknown> {
  const descending = sort.startsWith('-');
  const column = COLUMNS[descending ? sort.slice(1) : sort] ?? sql`published`;
  return descending ? sql`${column} DESC NULLS LAST` : sql`${column} NULLS LAST`;
}

export async function readKnownFix(db: Database, key: string): Promise<KnownFix | undefined> {
  return db.selectFrom('known_fix').selectAll().where('key', '=', key).executeTakeFirst();
}

/** CVEs by the beginning of their number, each with how many fixes remove it. */
export async function searchCves(db: Database, beginning: string, limit: number) {
  const pattern = `${beginning.toUpperCase().replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<{ cve: string; fixes: number }>`
    SELECT cve, count(*) AS fixes FROM known_fix_cve WHERE cve LIKE ${pattern} GROUP BY cve ORDER BY cve DESC LIMIT ${limit}`.execute(
    db,
  );
  return rows;
}
