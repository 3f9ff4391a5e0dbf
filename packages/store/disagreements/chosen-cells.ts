import { type RawBuilder, sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';

export type Connection = Database | DatabaseTransaction;

/** A state of disagreement with its clock. Cells that took their cause before `over` are overdue, before `risk` at risk. */
export interface ClockedState {
  readonly stateId: number;
  readonly hours: number;
  /** ISO-8601. */
  readonly over: string;
  readonly risk: string;
}

/** One cell by its device and the text id of its fix. */
export interface CellName {
  readonly deviceId: string;
  readonly fix: string;
}

/** Which disputed and unproven cells are meant. What is not said does not narrow. */
export interface CellChoice {
  /** States that the cells may have; what is told of cause, owner and verdict is in them. */
  readonly states: readonly ClockedState[];
  readonly cells?: readonly CellName[] | undefined;
  readonly deviceId?: string | undefined;
  /** Numbers of fixes: of one fix, or of those that a check looks for. */
  readonly fixIds?: readonly number[] | undefined;
  /** A person who has them, or those that nobody has. */
  readonly person?: { readonly id: string } | 'nobody' | undefined;
  readonly clock?: 'over' | 'risk' | undefined;
  /** A set of device ids, as SQL: a scope. The one place where a scope narrows work. */
  readonly devices?: RawBuilder<unknown> | undefined;
}

/** States with their clocks as a relation `s (state_id, hours, over, risk)`. */
export function statesRelation(states: readonly ClockedState[]): RawBuilder<unknown> {
  return sql`unnest(
    ${states.map(({ stateId }) => stateId)}::integer[], ${states.map(({ hours }) => hours)}::integer[],
    ${states.map(({ over }) => over)}::timestamptz[], ${states.map(({ risk }) => risk)}::timestamptz[]
  ) AS s (state_id, hours, over, risk)`;
}

/** The chosen cells: `SELECT device_id, fix_id, state_id, since, due_at`. */
export function chosenCells(choice: CellChoice): RawBuilder<unknown> {
  return sql`
    SELECT c.device_id, c.fix_id, c.state_id, c.since, c.since + s.hours * interval '1 hour' AS due_at
    FROM ${cellsRelation(choice)} JOIN ${statesRelation(choice.states)} ON s.state_id = c.state_id
    WHERE ${narrowed(choice)}`;
}

/** Where the cells are read from: the narrowest of what was told. */
function cellsRelation({ cells, person, fixIds }: CellChoice): RawBuilder<unknown> {
  if (cells !== undefined) {
    return sql`(SELECT DISTINCT ON (w.device_id, w.fix) * FROM unnest(
        ${cells.map(({ deviceId }) => deviceId)}::uuid[], ${cells.map(({ fix }) => fix)}::text[]
      ) AS w (device_id, fix)) w
      JOIN fix f ON f.key = w.fix JOIN cell c ON c.device_id = w.device_id AND c.fix_id = f.fix_id`;
  }
  if (typeof person === 'object') {
    return sql`cell_assignment a JOIN cell c ON c.device_id = a.device_id AND c.fix_id = a.fix_id`;
  }
  if (fixIds !== undefined) {
    return sql`(SELECT g.device_id, w.fix_id, g.state_id, g.since FROM (SELECT DISTINCT unnest(${fixIds}::integer[]) AS fix_id) w
      JOIN cell_group g ON g.fix_ids @> ARRAY[w.fix_id]) c`;
  }
  return sql`cell c`;
}

/** What narrows the cells, without their states: conditions on `c` and `s`. */
export function narrowed(choice: CellChoice): RawBuilder<unknown> {
  const { cells, deviceId, fixIds, person, clock, devices } = choice;
  const conditions: RawBuilder<unknown>[] = [sql`true`];
  if (deviceId !== undefined) conditions.push(sql`c.device_id = ${deviceId}::uuid`);
  if (fixIds !== undefined) conditions.push(sql`c.fix_id = ANY (${fixIds}::integer[])`);
  if (devices !== undefined) conditions.push(sql`c.device_id IN (${devices})`);
  if (clock === 'over') conditions.push(sql`c.since < s.over`);
  if (clock === 'risk') conditions.push(sql`c.since >= s.over AND c.since < s.risk`);
  if (person === 'nobody') conditions.push(sql`NOT EXISTS (${assignmentOf(sql`true`)})`);
  else if (person !== undefined) {
    conditions.push(
      cells === undefined
        ? sql`a.person_id = ${person.id}::uuid AND a.assigned_at >= c.since`
        : sql`EXISTS (${assignmentOf(sql`a.person_id = ${person.id}::uuid`)})`,
    );
  }
  return sql.join(conditions, sql` AND `);
}

/** An assignment holds as long as the cell keeps the cause that it had then. */
function assignmentOf(whose: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`SELECT FROM cell_assignment a
    WHERE a.device_id = c.device_id AND a.fix_id = c.fix_id AND a.assigned_at >= c.since AND ${whose}`;
}

export interface ChoiceCount {
  readonly cells: number;
  readonly devices: number;
}

/** How many cells are chosen of each state. */
export async function countChosenByState(
  db: Connection,
  choice: CellChoice,
): Promise<readonly { readonly stateId: number; readonly cells: number }[]> {
  const { rows } = await sql<{ stateId: number; cells: number }>`
    SELECT state_id AS "stateId", count(*) AS cells FROM (${chosenCells(choice)}) c GROUP BY state_id`.execute(db);
  return rows;
}

/** The devices of the chosen cells: `SELECT device_id`, each once or more. */
export function chosenDevices(choice: CellChoice): RawBuilder<unknown> {
  return sql`SELECT device_id FROM (${chosenCells(choice)}) c`;
}

/** The devices of the chosen cells, each once, in order. */
export async function readChosenDeviceIds(db: Connection, choice: CellChoice): Promise<readonly string[]> {
  const { rows } = await sql<{ device_id: string }>`
    SELECT DISTINCT device_id FROM (${chosenDevices(choice)}) c ORDER BY device_id`.execute(db);
  return rows.map((row) => row.device_id);
}

/** Some devices, as what narrows a choice. */
export function ofDeviceIds(deviceIds: readonly string[]): RawBuilder<unknown> {
  return sql`SELECT unnest(${deviceIds}::uuid[])`;
}

/** On how many devices the chosen cells are. */
export async function countChosenDevices(db: Connection, choice: CellChoice): Promise<number> {
  const { rows } = await sql<{ devices: number }>`
    SELECT count(*) AS devices FROM (SELECT DISTINCT device_id FROM (${chosenDevices(choice)}) c) d`.execute(db);
  return rows[0]?.devices ?? 0;
}

/** Text ids of the fixes of the chosen cells, in order. */
export async function readChosenFixes(db: Connection, choice: CellChoice): Promise<readonly string[]> {
  const { rows } = await sql<{ key: string }>`
    SELECT f.key FROM fix f JOIN (SELECT DISTINCT fix_id FROM (${chosenCells(choice)}) c) u USING (fix_id)
    ORDER BY f.key`.execute(db);
  return rows.map((row) => row.key);
}
