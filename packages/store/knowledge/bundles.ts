import { type Selectable, sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import { PLANNED_ONCE } from '../connection/planned-once.ts';
import type { KnowledgeTables } from '../tables/knowledge.ts';

export type BundleRecord = Omit<Selectable<KnowledgeTables['knowledge_bundle']>, 'bytes'>;
export type KnownFixRow = Selectable<KnowledgeTables['known_fix']> & { readonly cveIds: readonly string[] };

/** The bundle that counts now, without its bytes; undefined where none was loaded. */
export function currentBundle(db: Database | DatabaseTransaction): Promise<BundleRecord | undefined> {
  return db
    .selectFrom('knowledge_bundle')
    .select(['sha256', 'date', 'sources', 'fixes', 'vulnerabilities', 'loaded_at', 'loaded_by', 'is_current'])
    .where('is_current', '=', true)
    .modifyEnd(PLANNED_ONCE)
    .executeTakeFirst();
}

export async function readBundleBytes(db: Database, sha256: string): Promise<Buffer | undefined> {
  const row = await db.selectFrom('knowledge_bundle').select('bytes').where('sha256', '=', sha256).executeTakeFirst();
  return row?.bytes;
}

/** Any number that nobody else uses in this database. */
const KNOWLEDGE_LOCK = 22869;

/** One load at a time, until the transaction ends. */
export async function lockKnowledge(trx: DatabaseTransaction): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${KNOWLEDGE_LOCK})`.execute(trx);
}

/** Makes a bundle the one that counts. The one before goes: verdicts keep what they were judged with in the log. */
export async function replaceBundle(
  trx: DatabaseTransaction,
  bundle: Omit<BundleRecord, 'is_current' | 'loaded_at'> & { readonly bytes: Buffer },
): Promise<void> {
  await trx.deleteFrom('knowledge_bundle').execute();
  await trx
    .insertInto('knowledge_bundle')
    .values({ ...bundle, sources: JSON.stringify(bundle.sources), loaded_at: sql<string>`now()`, is_current: true })
    .execute();
  await trx.deleteFrom('known_fix_cve').execute();
  await trx.deleteFrom('known_fix').execute();
}

export async function insertKnownFixes(trx: DatabaseTransaction, fixes: readonly KnownFixRow[]): Promise<void> {
  if (fixes.length === 0) return;
  await sql`
    INSERT INTO known_fix (key, title, product, version, published, cves, kev, highest_epss)
    SELECT DISTINCT ON (key) * FROM unnest(
      ${fixes.map(({ key }) => key)}::text[], ${fixes.map(({ title }) => title)}::text[], ${fixes.map(({ product }) => product)}::text[],
      ${fixes.map(({ version }) => version)}::text[], ${fixes.map(({ published }) => published)}::text[], ${fixes.map(({ cves }) => cves)}::integer[],
      ${fixes.map(({ kev }) => kev)}::integer[], ${fixes.map(({ highest_epss }) => highest_epss)}::real[]
    ) AS u (key, title, product, version, published, cves, kev, highest_epss)
    ON CONFLICT DO NOTHING`.execute(trx);
  const cves = fixes.flatMap(({ key, cveIds }) => cveIds.map((cve) => ({ cve, key })));
  await sql`
    INSERT INTO known_fix_cve (cve, key)
    SELECT DISTINCT * FROM unnest(${cves.map(({ cve }) => cve)}::text[], ${cves.map(({ key }) => key)}::text[]) AS u (cve, key)
    ON CONFLICT DO NOTHING`.execute(trx);
}
