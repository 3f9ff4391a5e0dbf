import type { Team } from '@baton/domain/evidence/team.ts';
import { sql } from 'kysely';
import type { Database } from '../connection/connect-database.ts';
import { PLANNED_ONCE } from '../connection/planned-once.ts';
import type { JudgingReason } from '../evidence/device-moves.ts';

export interface CellMove {
  readonly at: string;
  /** Numbers of states; 0 where there was, or is, no such cell. */
  readonly before: number;
  readonly after: number;
  readonly reason: JudgingReason['kind'];
  readonly reportId: string | null;
}

/** Every move of one cell, the newest first. */
export async function readCellMoves(db: Database, deviceId: string, fix: string): Promise<readonly CellMove[]> {
  const { rows } = await sql<CellMove>`${PLANNED_ONCE} 
    SELECT m.moved_at AS at, m.befores[p.place] AS before, m.afters[p.place] AS after, m.reason, m.report_id AS "reportId"
    FROM fix f JOIN device_move m ON m.device_id = ${deviceId} AND f.fix_id = ANY (m.fix_ids)
    CROSS JOIN LATERAL (SELECT array_position(m.fix_ids, f.fix_id) AS place) p
    WHERE f.key = ${fix} ORDER BY m.move_id DESC`.execute(db);
  return rows;
}

/** When and why a device was first judged. */
export async function readFirstJudging(
  db: Database,
  deviceId: string,
): Promise<Pick<CellMove, 'at' | 'reason' | 'reportId'> | null> {
  const { rows } = await sql<Pick<CellMove, 'at' | 'reason' | 'reportId'>>`${PLANNED_ONCE} 
    SELECT moved_at AS at, reason, report_id AS "reportId" FROM device_move
    WHERE device_id = ${deviceId} AND first ORDER BY move_id LIMIT 1`.execute(db);
  return rows[0] ?? null;
}

export interface MovingReport {
  readonly importId: string;
  readonly source: string;
  readonly team: Team;
  readonly fileName: string;
}

/** The deliveries that moved cells, by their ids. */
export async function readMovingReports(
  db: Database,
  reportIds: readonly string[],
): Promise<ReadonlyMap<string, MovingReport>> {
  if (reportIds.length === 0) return new Map();
  const { rows } = await sql<MovingReport>`${PLANNED_ONCE} 
    SELECT r.report_id AS "importId", coalesce(s.name, r.file_name) AS source, r.team, r.file_name AS "fileName"
    FROM report r LEFT JOIN source s USING (source_id) WHERE r.report_id = ANY (${reportIds}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.importId, row]));
}
