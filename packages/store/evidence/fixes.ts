import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import type { EvidenceTables } from '../tables/evidence.ts';
import type { FixDelta } from './move-totals.ts';

export interface NewFix {
  readonly key: string;
  readonly product: string;
  readonly kind: EvidenceTables['fix']['kind'];
  readonly name: string;
  readonly version: string | null;
  readonly title: string;
}

/**
 * The numbers of fixes by their ids, made where there are none yet. Outside of a longer transaction: two that make the same fix
 * wait for each other.
 */
export async function numberFixes(db: Database, fixes: readonly NewFix[]): Promise<ReadonlyMap<string, number>> {
  if (fixes.length === 0) return new Map();
  const ordered = [...fixes].sort((a, b) => (a.key < b.key ? -1 : 1));
  const { rows } = await sql<{ key: string; fix_id: number }>`
    WITH made AS (
      INSERT INTO fix (key, product, kind, name, version, title)
      SELECT * FROM unnest(
        ${ordered.map(({ key }) => key)}::text[], ${ordered.map(({ product }) => product)}::text[], ${ordered.map(({ kind }) => kind)}::text[],
        ${ordered.map(({ name }) => name)}::text[], ${ordered.map(({ version }) => version)}::text[], ${ordered.map(({ title }) => title)}::text[]
      )
      ON CONFLICT (key) DO NOTHING RETURNING key, fix_id
    )
    SELECT key, fix_id FROM made
    UNION ALL
    SELECT key, fix_id FROM fix WHERE key = ANY (${ordered.map(({ key }) => key)}::text[])`.execute(db);
  const numbers = new Map(rows.map((row) => [row.key, row.fix_id]));
  // A fix that another transaction made in this very moment shows only to the next statement.
  const missing = ordered.filter(({ key }) => !numbers.has(key));
  if (missing.length === 0) return numbers;
  const found = await readFixNumbers(
    db,
    missing.map(({ key }) => key),
  );
  return new Map([...numbers, ...found]);
}

export async function readFixNumbers(
  db: Database | DatabaseTransaction,
  keys: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ key: string; fix_id: number }>`
    SELECT key, fix_id FROM fix WHERE key = ANY (${keys}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.key, row.fix_id]));
}

/** Remembers which older fixes were folded into a fix. */
export async function insertFolded(
  db: Database,
  folded: readonly { readonly fixId: number; readonly older: string }[],
): Promise<void> {
  if (folded.length === 0) return;
  await sql`
    INSERT INTO fix_folded (fix_id, older)
    SELECT DISTINCT fix_id, older FROM unnest(
      ${folded.map(({ fixId }) => fixId)}::integer[], ${folded.map(({ older }) => older)}::text[]
    ) AS u (fix_id, older) ORDER BY fix_id, older
    ON CONFLICT DO NOTHING`.execute(db);
}

/** The ids of fixes by their numbers. */
export async function readFixKeys(
  db: Database | DatabaseTransaction,
  numbers: readonly number[],
): Promise<readonly string[]> {
  if (numbers.length === 0) return [];
  const { rows } = await sql<{ key: string }>`
    SELECT key FROM fix WHERE fix_id = ANY (${numbers}::integer[]) ORDER BY key`.execute(db);
  return rows.map((row) => row.key);
}

/** The rolled-up counts of every fix, without those that have come to nothing. */
export async function readAllFixTotals(db: Database | DatabaseTransaction): Promise<readonly FixDelta[]> {
  const { rows } = await sql<FixDelta>`
    SELECT fix_id, sum(proven)::bigint AS proven, sum(open)::bigint AS open, sum(disputed)::bigint AS disputed,
      sum(unproven)::bigint AS unproven, sum(excepted)::bigint AS excepted, sum(it_counted)::bigint AS it_counted,
      sum(it_installed)::bigint AS it_installed, sum(infosec_scanned)::bigint AS infosec_scanned,
      sum(infosec_not_reported)::bigint AS infosec_not_reported, sum(needs_work)::bigint AS needs_work
    FROM fix_total GROUP BY fix_id
    HAVING sum(proven + open + disputed + unproven + excepted) > 0`.execute(db);
  return rows;
}
