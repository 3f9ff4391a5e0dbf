import { randomUUIDv7 } from 'node:crypto';
import type { Team } from '@baton/domain/evidence/team.ts';
import { sql } from 'kysely';
import type { DatabaseTransaction } from '../connection/connect-database.ts';
import { type Evidence, packEvidence } from './pack-evidence.ts';

export interface EvidenceRow {
  readonly deviceId: string;
  readonly ordinal: number;
  /** ISO-8601 with Z. */
  readonly seenAt: string;
  readonly covers: boolean;
  readonly evidence: Evidence;
}

export interface EvidenceOrigin {
  readonly reportId: string;
  readonly sourceId: string;
  readonly team: Team;
}

/** Keeps what a delivery says of some devices, packed together: some hundred at once, so that what they say alike is kept once. */
export async function insertEvidence(
  trx: DatabaseTransaction,
  { reportId, sourceId, team }: EvidenceOrigin,
  rows: readonly EvidenceRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const { page, packed } = packEvidence(rows.map(({ evidence }) => evidence));
  const pageId = page === null ? null : randomUUIDv7();
  await sql`
    WITH page AS (
      INSERT INTO claim_page (page_id, claims)
      SELECT ${pageId}::uuid, ${page}::bytea WHERE ${pageId}::uuid IS NOT NULL
    )
    INSERT INTO device_evidence (device_id, report_id, ordinal, source_id, team, seen_at, covers, body, excerpts, page_id)
    SELECT device_id, ${reportId}::uuid, ordinal, ${sourceId}::uuid, ${team}, seen_at, covers, body, excerpts, ${pageId}::uuid
    FROM unnest(
      ${rows.map(({ deviceId }) => deviceId)}::uuid[], ${rows.map(({ ordinal }) => ordinal)}::integer[],
      ${rows.map(({ seenAt }) => seenAt)}::timestamptz[], ${rows.map(({ covers }) => covers)}::boolean[],
      ${packed.map(({ body }) => body)}::bytea[], ${packed.map(({ excerpts }) => excerpts)}::bytea[]
    ) AS u (device_id, ordinal, seen_at, covers, body, excerpts)`.execute(trx);
}

/** How many visits of one scanner to one device are kept at least. */
const VISITS_KEPT = 12;

/**
 * Drops what no longer tells anything of a scanner's visits: those before the last twelve, and of those only what a later visit
 * covers that logged in and ran the whole set. What stays does not depend on the order of deliveries. Of IT's sources the newest
 * word counts, and the few before it go to the history (past-words.ts).
 */
export async function dropOldVisits(
  trx: DatabaseTransaction,
  { sourceId }: Pick<EvidenceOrigin, 'sourceId'>,
  deviceIds: readonly string[],
): Promise<void> {
  await sql`
    DELETE FROM device_evidence e
    USING (
      SELECT e.device_id, e.report_id, e.ordinal,
        row_number() OVER newest AS place,
        coalesce(bool_or(e.covers) OVER (newest ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), false) AS covered
      FROM device_evidence e JOIN report r USING (report_id)
      WHERE e.source_id = ${sourceId} AND e.device_id = ANY (${deviceIds}::uuid[])
      WINDOW newest AS (PARTITION BY e.device_id ORDER BY e.seen_at DESC, r.created_at DESC, e.ordinal DESC)
    ) AS ranked
    WHERE e.device_id = ranked.device_id AND e.report_id = ranked.report_id AND e.ordinal = ranked.ordinal
      AND place > ${VISITS_KEPT} AND covered`.execute(trx);
}

/** Remembers which names and addresses a scan was asked to look at. */
export async function insertTargets(
  trx: DatabaseTransaction,
  sourceId: string,
  targets: readonly string[],
): Promise<void> {
  if (targets.length === 0) return;
  await sql`
    INSERT INTO scan_target (target, source_id)
    SELECT DISTINCT target, ${sourceId}::uuid FROM unnest(${targets}::text[]) AS u (target)
    ON CONFLICT DO NOTHING`.execute(trx);
}

/**
 * Devices whose cells may change although the delivery has no record of them: twins of those it has, and devices without a
 * visit that it was asked to look at.
 */
export async function findRelatedDevices(
  trx: DatabaseTransaction,
  deviceIds: readonly string[],
  targets: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ device_id: string }>`
    SELECT twin_of AS device_id FROM device_twin WHERE device_id = ANY (${deviceIds}::uuid[])
    UNION
    SELECT i.device_id FROM device_identifier i
    WHERE i.value = ANY (${targets}::text[]) AND i.kind IN ('fqdn', 'hostname', 'ip')
      AND NOT EXISTS (SELECT FROM device_evidence e WHERE e.device_id = i.device_id AND e.team = 'infosec')`.execute(
    trx,
  );
  return rows.map((row) => row.device_id);
}
