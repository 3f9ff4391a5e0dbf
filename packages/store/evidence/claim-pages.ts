import type { Claim } from '@baton/domain/evidence/report.ts';
import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import { StoreError } from '../store-error.ts';
import { unpackPage } from './pack-evidence.ts';

/** Claims that several devices of a delivery say alike, by the page on which they stand. */
export type ClaimPages = ReadonlyMap<string, readonly Claim[]>;

/** How many lines of pages a process keeps in memory; devices that came together go by the same few pages. */
const MOST_LINES = 200_000;

/** Pages never change, and a page that is written anew has another id: what was read once is right in every database. */
const KEPT = new Map<string, readonly Claim[]>();
let keptLines = 0;

/** The pages of some words. */
export async function readClaimPages(
  db: Database | DatabaseTransaction,
  words: Iterable<{ readonly pageId: string | null }>,
): Promise<ClaimPages> {
  const found = new Map<string, readonly Claim[]>();
  const missing = new Set<string>();
  for (const { pageId } of words) {
    if (pageId === null || found.has(pageId)) continue;
    const kept = KEPT.get(pageId);
    if (kept === undefined) missing.add(pageId);
    else found.set(pageId, kept);
  }
  if (missing.size === 0) return found;
  const rows = await db
    .selectFrom('claim_page')
    .select(['page_id', 'claims'])
    .where('page_id', '=', sql<string>`ANY (${[...missing]}::uuid[])`)
    .execute();
  for (const { page_id, claims } of rows) {
    const page = unpackPage(claims);
    found.set(page_id, page);
    keep(page_id, page);
  }
  return found;
}

function keep(pageId: string, page: readonly Claim[]): void {
  KEPT.set(pageId, page);
  keptLines += page.length;
  for (const [id, oldest] of KEPT) {
    if (keptLines <= MOST_LINES) return;
    KEPT.delete(id);
    keptLines -= oldest.length;
  }
}

const ALONE: readonly Claim[] = [];

/** @param pageId null where a word stands alone */
export function pageOf(pages: ClaimPages, pageId: string | null): readonly Claim[] {
  if (pageId === null) return ALONE;
  const page = pages.get(pageId);
  if (page !== undefined) return page;
  throw new StoreError(
    'unreadable-value',
    "A page of claims that a device's evidence goes by is not there; restore the database from a backup.",
  );
}

/**
 * Drops pages that no evidence has gone by since the last time, and notes those that none goes by now: whoever read evidence just
 * before it was replaced still finds its page. What is not committed yet is not seen, neither a page nor what goes by it.
 */
export async function dropUnusedPages(db: Database): Promise<void> {
  await sql`DELETE FROM claim_page WHERE unused_since < now() - interval '1 hour'`.execute(db);
  await sql`
    UPDATE claim_page p SET unused_since = now()
    WHERE unused_since IS NULL
      AND NOT EXISTS (SELECT FROM device_evidence e WHERE e.page_id = p.page_id)
      AND NOT EXISTS (SELECT FROM device_past_word w WHERE w.page_id = p.page_id)`.execute(db);
}
