import { type RawBuilder, sql } from 'kysely';
import type { DatabaseTransaction } from '../connection/connect-database.ts';
import type { BoardFigures, StateCells } from '../tables/day-figures.ts';
import { isOfView, type View } from './device-set.ts';
import { countUnits, SUMS_OF_STATES, type UnitRow, unitNumbers } from './unit-row.ts';

interface Row {
  readonly states: readonly StateCells[];
  readonly causes: BoardFigures['causes'];
  readonly devices: BoardFigures['devices'];
  readonly units: readonly UnitRow[];
}

/**
 * The figures of any devices at any time, by one statement over the devices' counts of states: for a past moment these are gone
 * back along the moves since. Linear in devices and moves; no cell is read.
 */
export async function readFiguresOfView(trx: DatabaseTransaction, view: View): Promise<BoardFigures> {
  const { rows } = await sql<Row>`
    WITH chosen AS MATERIALIZED (
      SELECT c.device_id, c.states, c.state_cells, c.in_it, c.in_infosec FROM device_cells c WHERE ${isOfView(view)}
    ), held AS MATERIALIZED (${heldCells(view.at)})
    SELECT
      (SELECT coalesce(json_agg(json_build_object('stateId', state_id, 'cells', cells) ORDER BY state_id), '[]')
        FROM (SELECT state_id, sum(cells)::bigint AS cells FROM held GROUP BY state_id) t) AS states,
      (SELECT coalesce(json_agg(json_build_object('part', part, 'cause', cause, 'devices', devices)), '[]')
        FROM (${devicesOfCauses}) t) AS causes,
      (SELECT json_build_object('total', count(*), 'inIt', count(*) FILTER (WHERE in_it),
          'inInfosec', count(*) FILTER (WHERE in_infosec), 'inBoth', count(*) FILTER (WHERE in_it AND in_infosec))
        FROM (${knownDevices(view.at)}) t WHERE in_it OR in_infosec) AS devices,
      (SELECT coalesce(json_agg(t), '[]') FROM (${countUnits(unitsOfDevices)}) t) AS units`.execute(trx);
  const [row] = rows;
  if (row === undefined) throw new Error('The figures came without a row.');
  const { states, causes, devices, units } = row;
  return { states, causes, devices, byDevice: unitNumbers(units) };
}

/** How many cells each device of `chosen` (device_id, states, state_cells) had of each state. */
export function heldCells(at: string | null): RawBuilder<unknown> {
  const now = sql`SELECT c.device_id, h.state_id, h.cells
    FROM chosen c CROSS JOIN LATERAL unnest(c.states, c.state_cells) AS h (state_id, cells)`;
  if (at === null) return now;
  return sql`
    SELECT device_id, state_id, sum(cells)::integer AS cells FROM (
      ${now}
      UNION ALL
      SELECT m.device_id, h.state_id, h.cells FROM device_move m JOIN chosen USING (device_id)
      CROSS JOIN LATERAL (SELECT unnest(m.befores), 1 UNION ALL SELECT unnest(m.afters), -1) AS h (state_id, cells)
      WHERE m.moved_at >= ${at}::timestamptz AND h.state_id <> 0
    ) t GROUP BY device_id, state_id HAVING sum(cells) <> 0`;
}

/** A device counts once for each cause of each part, however many of its states share it. */
const devicesOfCauses = sql`
  SELECT p.part, p.cause, count(DISTINCT h.device_id) AS devices
  FROM held h JOIN (
    SELECT state_id, cause, unnest(ARRAY['all', it_part::text, infosec_part::text]) AS part FROM cell_state
  ) p USING (state_id)
  WHERE p.cause IS NOT NULL AND p.part IS NOT NULL
  GROUP BY p.part, p.cause`;

const unitsOfDevices = sql`
  SELECT h.device_id, e.excepted, ${SUMS_OF_STATES}
  FROM held h JOIN cell_state s USING (state_id) CROSS JOIN (VALUES (true), (false)) AS e (excepted)
  WHERE e.excepted OR s.verdict <> 'excepted'
  GROUP BY h.device_id, e.excepted`;

/** Who knew a device then is told by its cells; of a device without any, by who knows it now. */
function knownDevices(at: string | null): RawBuilder<unknown> {
  if (at === null) return sql`SELECT in_it, in_infosec FROM chosen`;
  return sql`
    SELECT coalesce(k.in_it, c.in_it) AS in_it, coalesce(k.in_infosec, c.in_infosec) AS in_infosec
    FROM chosen c LEFT JOIN (
      SELECT h.device_id, bool_or(s.it_says <> 'absent') AS in_it, bool_or(s.scanned) AS in_infosec
      FROM held h JOIN cell_state s USING (state_id) GROUP BY h.device_id
    ) k USING (device_id)`;
}
