import type { PastWord } from '@baton/domain/evidence/flaps.ts';
import { sql } from 'kysely';
import type { DatabaseTransaction } from '../connection/connect-database.ts';
import { type ClaimPages, pageOf, readClaimPages } from './claim-pages.ts';
import type { EvidenceOrigin } from './keep-evidence.ts';
import { unpackEvidence } from './pack-evidence.ts';

/** How many earlier words of one source on a device are kept beside the newest. */
const WORDS_KEPT = 5;

/**
 * Moves all but the newest word of a source of IT to the history, and drops what is older than the last few. Whatever the order
 * of deliveries, the same words stay: what is dropped once has enough newer ones for good.
 */
export async function moveToPast(
  trx: DatabaseTransaction,
  { sourceId }: Pick<EvidenceOrigin, 'sourceId'>,
  deviceIds: readonly string[],
): Promise<void> {
  await sql`
    WITH moved AS (
      DELETE FROM device_evidence e
      USING (
        SELECT e.device_id, e.report_id, e.ordinal, row_number() OVER (
          PARTITION BY e.device_id ORDER BY e.seen_at DESC, r.created_at DESC, e.ordinal DESC) AS place
        FROM device_evidence e JOIN report r USING (report_id)
        WHERE e.source_id = ${sourceId} AND e.device_id = ANY (${deviceIds}::uuid[])
      ) AS ranked
      WHERE e.device_id = ranked.device_id AND e.report_id = ranked.report_id AND e.ordinal = ranked.ordinal AND place > 1
      RETURNING e.device_id, e.report_id, e.ordinal, e.source_id, e.seen_at, e.body, e.page_id
    )
    INSERT INTO device_past_word (device_id, report_id, ordinal, source_id, seen_at, body, page_id)
    SELECT device_id, report_id, ordinal, source_id, seen_at, body, page_id FROM moved`.execute(trx);
  await sql`
    DELETE FROM device_past_word p
    USING (
      SELECT p.device_id, p.report_id, p.ordinal, row_number() OVER (
        PARTITION BY p.device_id ORDER BY p.seen_at DESC, r.created_at DESC, p.ordinal DESC) AS place
      FROM device_past_word p JOIN report r USING (report_id)
      WHERE p.source_id = ${sourceId} AND p.device_id = ANY (${deviceIds}::uuid[])
    ) AS ranked
    WHERE p.device_id = ranked.device_id AND p.report_id = ranked.report_id AND p.ordinal = ranked.ordinal
      AND place > ${WORDS_KEPT}`.execute(trx);
}

/**
 * All kept words of one source, the newest included, by device. Devices with one delivery are left out, but for those that are asked
 * for by name: one word has no history.
 */
export async function readWords(
  trx: DatabaseTransaction,
  sourceId: string,
  deviceIds: readonly string[],
  always: readonly string[],
): Promise<ReadonlyMap<string, readonly PastWord[]>> {
  const { rows } = await sql<KeptWord>`
    WITH past AS (
      SELECT device_id, report_id, ordinal, seen_at, body, page_id FROM device_past_word
      WHERE source_id = ${sourceId} AND device_id = ANY (${deviceIds}::uuid[])
    ), many AS (
      SELECT device_id FROM past
      UNION SELECT unnest(${always}::uuid[])
    )
    SELECT DISTINCT ON (device_id, report_id) device_id, report_id, seen_at, body, page_id AS "pageId" FROM (
      SELECT * FROM past
      UNION ALL
      SELECT device_id, report_id, ordinal, seen_at, body, page_id FROM device_evidence
      WHERE source_id = ${sourceId} AND device_id = ANY (${deviceIds}::uuid[])
    ) AS words
    WHERE device_id IN (SELECT device_id FROM many)
    ORDER BY device_id, report_id, ordinal`.execute(trx);
  const pages = await readClaimPages(trx, rows);
  return new Map(
    [...Map.groupBy(rows, (row) => row.device_id)].map(([deviceId, words]) => [
      deviceId,
      words.map((word) => pastWordOf(word, pages)),
    ]),
  );
}

interface KeptWord {
  readonly device_id: string;
  readonly report_id: string;
  readonly seen_at: string;
  readonly body: Buffer;
  readonly pageId: string | null;
}

function pastWordOf({ seen_at, body, pageId }: KeptWord, pages: ClaimPages): PastWord {
  const { state, claims } = unpackEvidence({ body, page: pageOf(pages, pageId) });
  return { seenAt: seen_at, distribution: state.distribution, claims, packages: state.packages };
}
