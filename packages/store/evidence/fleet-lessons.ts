import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import { PLANNED_ONCE } from '../connection/planned-once.ts';

/** A check that was seen to look for a fix. */
export interface CheckLesson {
  readonly fixKey: string;
  readonly checkId: string;
  readonly family: string | null;
  /** False for a check over the network, whose silence is no look; null where the report does not say. */
  readonly local: boolean | null;
}

/** An ISO date on which a check is told to have come out. */
export interface DateLesson {
  readonly fixKey: string;
  readonly checkId: string;
  readonly published: string;
}

/** What the fleet teaches; only ever grows. */
export interface Lessons {
  readonly checks: readonly CheckLesson[];
  readonly dates: readonly DateLesson[];
  readonly products: readonly string[];
}

/** How much is known: equal counts, equal knowledge, because nothing is ever taken away. */
export async function countLessons(db: Database | DatabaseTransaction): Promise<number> {
  const { rows } = await sql<{ lessons: number }>`${PLANNED_ONCE} 
    SELECT (SELECT count(*) FROM check_fix) + (SELECT count(*) FROM check_date) + (SELECT count(*) FROM it_baseline) AS lessons`.execute(
    db,
  );
  return rows[0]?.lessons ?? 0;
}

export async function readLessons(db: Database | DatabaseTransaction): Promise<Lessons> {
  const checks = await db.selectFrom('check_fix').selectAll().execute();
  const dates = await db.selectFrom('check_date').selectAll().execute();
  const products = await db.selectFrom('it_baseline').selectAll().execute();
  return {
    checks: checks.map((row) => ({
      fixKey: row.fix_key,
      checkId: row.check_id,
      family: row.family,
      local: row.is_local,
    })),
    dates: dates.map((row) => ({ fixKey: row.fix_key, checkId: row.check_id, published: row.published })),
    products: products.map((row) => row.product),
  };
}

/** Any number that nobody else uses in this database. */
const LESSONS_LOCK = 22868;

/**
 * Keeps what is new and answers it, with how many lessons there are now. One transaction at a time, and a short one: so the
 * count tells exactly which lessons a device was judged with.
 */
export async function keepLessons(
  trx: DatabaseTransaction,
  { checks, dates, products }: Lessons,
): Promise<Lessons & { readonly count: number }> {
  await sql`SELECT pg_advisory_xact_lock(${LESSONS_LOCK})`.execute(trx);
  const newChecks = await sql<CheckLesson>`
    INSERT INTO check_fix (fix_key, check_id, family, is_local)
    SELECT DISTINCT ON (fix_key, check_id) * FROM unnest(
      ${checks.map(({ fixKey }) => fixKey)}::text[], ${checks.map(({ checkId }) => checkId)}::text[], ${checks.map(({ family }) => family)}::text[],
      ${checks.map(({ local }) => local)}::boolean[]
    ) AS u (fix_key, check_id, family, is_local)
    ON CONFLICT DO NOTHING
    RETURNING fix_key AS "fixKey", check_id AS "checkId", family, is_local AS local`.execute(trx);
  const newDates = await sql<DateLesson>`
    INSERT INTO check_date (fix_key, check_id, published)
    SELECT DISTINCT * FROM unnest(
      ${dates.map(({ fixKey }) => fixKey)}::text[], ${dates.map(({ checkId }) => checkId)}::text[], ${dates.map(({ published }) => published)}::text[]
    ) AS u (fix_key, check_id, published)
    ON CONFLICT DO NOTHING
    RETURNING fix_key AS "fixKey", check_id AS "checkId", published`.execute(trx);
  const newProducts = await sql<{ product: string }>`
    INSERT INTO it_baseline (product) SELECT DISTINCT product FROM unnest(${products}::text[]) AS u (product)
    ON CONFLICT DO NOTHING RETURNING product`.execute(trx);
  const count = await countLessons(trx);
  return { checks: newChecks.rows, dates: newDates.rows, products: newProducts.rows.map((row) => row.product), count };
}
