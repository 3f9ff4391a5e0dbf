import type { BridgePart } from '@baton/domain/reconciliation/bridge.ts';
import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import { PLANNED_ONCE } from '../connection/planned-once.ts';
import { type BoardDelta, NO_BOARD } from './move-totals.ts';

export type BoardTotals = BoardDelta;

/** The rolled-up numbers of the whole fleet: a few rows, whatever its size. */
export async function readBoardTotals(db: Database | DatabaseTransaction): Promise<BoardTotals> {
  const shards = await db.selectFrom('board_total').selectAll().execute();
  const total = { ...NO_BOARD };
  for (const { shard: _, version: _v, past_version: _p, ...counts } of shards)
    for (const name of columnsOf(counts)) total[name] += counts[name];
  return total;
}

function columnsOf(counts: BoardTotals): readonly (keyof BoardTotals)[] {
  return Object.keys(counts).filter((name): name is keyof BoardTotals => name in NO_BOARD);
}

export interface CauseTotal {
  readonly part: BridgePart | 'all';
  readonly cause: CauseId;
  readonly cells: number;
  readonly devices: number;
  readonly disputed: number;
}

export async function readCauseTotals(db: Database | DatabaseTransaction): Promise<readonly CauseTotal[]> {
  const { rows } = await sql<CauseTotal>`
    SELECT part, cause, sum(cells)::bigint AS cells, sum(devices)::bigint AS devices, sum(disputed)::bigint AS disputed
    FROM cause_total GROUP BY part, cause HAVING sum(cells) > 0`.execute(db);
  return rows;
}

export interface SourceAge {
  readonly source_id: string;
  readonly name: string;
  readonly team: 'it' | 'infosec';
  readonly kind: string;
  readonly stale_after_hours: number;
  readonly last_report_at: string | null;
}

/** Sources with the time of their last delivery; agents by the last inventory that was heard. */
export async function readSourceAges(db: Database): Promise<readonly SourceAge[]> {
  const { rows } =
    await sql<SourceAge>`${PLANNED_ONCE} SELECT ${AGE_COLUMNS} FROM source s ORDER BY s.team, lower(s.name)`.execute(
      db,
    );
  return rows;
}

/** The same with how many devices each tells of: counts all that is kept of each. */
export async function readSourcesWithDevices(db: Database) {
  const { rows } = await sql<SourceAge & { readonly devices: number }>`
    SELECT ${AGE_COLUMNS},
      CASE WHEN s.kind = 'agent' THEN (SELECT count(*) FROM agent WHERE retired_at IS NULL)
        ELSE (SELECT count(DISTINCT e.device_id) FROM device_evidence e WHERE e.source_id = s.source_id) END AS devices
    FROM source s ORDER BY s.team, lower(s.name)`.execute(db);
  return rows;
}

const AGE_COLUMNS = sql`s.source_id, s.name, s.team, s.kind, s.stale_after_hours,
  CASE WHEN s.kind = 'agent' THEN (SELECT max(last_seen_at) FROM agent WHERE retired_at IS NULL)
    ELSE (SELECT max(coalesce(r.looked_to, r.ended_at)) FROM report r WHERE r.source_id = s.source_id AND r.state = 'done') END
    AS last_report_at`;
