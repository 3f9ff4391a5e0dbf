import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import { PLANNED_ONCE } from '../connection/planned-once.ts';
import { readBoardTotals, readCauseTotals } from '../evidence/board.ts';
import type { BoardFigures, StateCells } from '../tables/day-figures.ts';
import { UNIT_COLUMNS, type UnitRow, unitNumbers } from './unit-row.ts';

type Connection = Database | DatabaseTransaction;

/** What was computed from data of equal versions holds: `now` of what is now, `past` of days that have ended. */
export interface DataVersion {
  readonly now: number;
  readonly past: number;
}

export async function readDataVersion(db: Connection): Promise<DataVersion> {
  const { rows } = await sql<DataVersion>`${PLANNED_ONCE} 
    SELECT coalesce(sum(version), 0)::bigint AS now, coalesce(sum(past_version), 0)::bigint AS past FROM board_total`.execute(
    db,
  );
  return rows[0] ?? { now: 0, past: 0 };
}

/** The whole fleet as it is now, from what is rolled up: a few hundred rows, whatever its size. */
export async function readFleetFigures(db: Connection): Promise<BoardFigures> {
  const { devices, in_it, in_infosec, in_both } = await readBoardTotals(db);
  const causes = await readCauseTotals(db);
  return {
    states: await readStateTotals(db),
    causes: causes.map(({ part, cause, devices }) => ({ part, cause, devices })),
    devices: { total: devices, inIt: in_it, inInfosec: in_infosec, inBoth: in_both },
    byDevice: unitNumbers(await readDeviceTotalRows(db)),
  };
}

export async function readStateTotals(db: Connection): Promise<readonly StateCells[]> {
  const { rows } = await sql<StateCells>`
    SELECT state_id AS "stateId", sum(cells)::bigint AS cells FROM state_total
    GROUP BY state_id HAVING sum(cells) <> 0 ORDER BY state_id`.execute(db);
  return rows;
}

/** The three numbers by devices, a row with excepted cells and one without. */
export async function readDeviceTotalRows(db: Connection): Promise<readonly UnitRow[]> {
  const { rows } = await sql<UnitRow>`
    SELECT excepted, ${sql.join(UNIT_COLUMNS.map((name) => sql`sum(${sql.ref(name)})::bigint AS ${sql.ref(name)}`))}
    FROM device_total GROUP BY excepted`.execute(db);
  return rows;
}
