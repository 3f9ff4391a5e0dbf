import { sql } from 'kysely';
import type { DatabaseTransaction } from '../connection/connect-database.ts';
import { type CellChoice, type ChoiceCount, type Connection, chosenCells } from './chosen-cells.ts';

/** Gives the chosen cells to a person; whoever had them has them no more. */
export async function assignCells(
  trx: DatabaseTransaction,
  choice: CellChoice,
  to: { readonly personId: string; readonly by: string; readonly at: string },
): Promise<ChoiceCount> {
  const { rows } = await sql<ChoiceCount>`
    WITH given AS (
      INSERT INTO cell_assignment (device_id, fix_id, person_id, assigned_at, assigned_by)
      SELECT device_id, fix_id, ${to.personId}::uuid, ${to.at}::timestamptz, ${to.by}::uuid
      FROM (${chosenCells(choice)}) c ORDER BY device_id, fix_id
      ON CONFLICT (device_id, fix_id) DO UPDATE SET person_id = excluded.person_id, assigned_at = excluded.assigned_at,
        assigned_by = excluded.assigned_by
      RETURNING device_id
    )
    SELECT count(*) AS cells, count(DISTINCT device_id) AS devices FROM given`.execute(trx);
  return rows[0] ?? { cells: 0, devices: 0 };
}

/** Takes the chosen cells from whoever has them. */
export async function unassignCells(trx: DatabaseTransaction, choice: CellChoice): Promise<ChoiceCount> {
  const { rows } = await sql<ChoiceCount>`
    WITH taken AS (
      DELETE FROM cell_assignment a USING (${chosenCells(choice)}) c
      WHERE a.device_id = c.device_id AND a.fix_id = c.fix_id RETURNING a.device_id
    )
    SELECT count(*) AS cells, count(DISTINCT device_id) AS devices FROM taken`.execute(trx);
  return rows[0] ?? { cells: 0, devices: 0 };
}

export interface Assignee {
  readonly personId: string;
  readonly name: string;
  readonly assignedAt: string;
}

/** Who has a cell. */
export async function readAssignee(db: Connection, deviceId: string, fixId: number): Promise<Assignee | null> {
  const { rows } = await sql<Assignee>`
    SELECT p.person_id AS "personId", p.name, a.assigned_at AS "assignedAt"
    FROM cell_assignment a JOIN person p USING (person_id)
      JOIN cell_group c ON c.device_id = a.device_id AND a.fix_id = ANY (c.fix_ids) AND a.assigned_at >= c.since
    WHERE a.device_id = ${deviceId} AND a.fix_id = ${fixId}`.execute(db);
  return rows[0] ?? null;
}
