import { type RawBuilder, sql } from 'kysely';
import type { FoundCell } from '../evidence/list-cells.ts';
import { type CellChoice, type Connection, chosenCells, narrowed, statesRelation } from './chosen-cells.ts';

/** A cell as a list of work shows it, with its clock and who has it. */
export interface WorkCell extends FoundCell {
  readonly dueAt: string;
  readonly hours: number;
  readonly personId: string | null;
  readonly personName: string | null;
  /** Questions on this cell that wait for an answer. */
  readonly questions: number;
  /** Cells of the same cause on the same device: one act settles them all. */
  readonly settles: number;
}

/** A page of the chosen cells in the order of their clocks: what is due first comes first. Never sorts what it does not show. */
export async function listWorkCells(
  db: Connection,
  choice: CellChoice,
  page: { readonly limit: number; readonly offset: number },
): Promise<readonly WorkCell[]> {
  if (choice.states.length === 0) return [];
  const { rows } = await sql<WorkCell>`
    WITH page AS MATERIALIZED (
      SELECT * FROM (${firstDue(choice, page.offset + page.limit)}) c
      ORDER BY due_at, device_id, fix_id LIMIT ${page.limit} OFFSET ${page.offset}
    )
    SELECT c.device_id AS "deviceId", d.name AS device, f.key AS fix, f.title AS "fixTitle", c.state_id AS "stateId",
      c.since, j.judged_at AS "judgedAt", c.due_at AS "dueAt", (extract(epoch FROM c.due_at - c.since) / 3600)::integer AS hours,
      p.person_id AS "personId", p.name AS "personName",
      (SELECT count(*) FROM question_device q JOIN question o USING (question_id)
        WHERE q.device_id = c.device_id AND c.fix_id = ANY (q.fix_ids) AND o.waits_for IS NOT NULL) AS questions,
      (SELECT coalesce(sum(h.cells), 0)::bigint FROM device_cells k
        CROSS JOIN LATERAL unnest(k.states, k.state_cells) AS h (state_id, cells) JOIN cell_state o ON o.state_id = h.state_id
        WHERE k.device_id = c.device_id AND o.cause = s.cause) AS settles
    FROM page c
      JOIN cell_state s ON s.state_id = c.state_id
      JOIN device d ON d.device_id = c.device_id
      JOIN fix f ON f.fix_id = c.fix_id
      LEFT JOIN device_cells j ON j.device_id = c.device_id
      LEFT JOIN cell_assignment a ON a.device_id = c.device_id AND a.fix_id = c.fix_id AND a.assigned_at >= c.since
      LEFT JOIN person p ON p.person_id = a.person_id
    ORDER BY c.due_at, c.device_id, c.fix_id`.execute(db);
  return rows;
}

/** The chosen cells that can stand on the first so many places: of each state (and fix) in the order of its index. */
function firstDue(choice: CellChoice, most: number): RawBuilder<unknown> {
  const few =
    choice.cells !== undefined ||
    choice.deviceId !== undefined ||
    typeof choice.person === 'object' ||
    // Along the index each cell of the fix would be looked up in the scope by itself: 1.5 s for 38,000 cells, so 0.2 s.
    (choice.fixIds !== undefined && choice.devices !== undefined);
  if (few) return chosenCells(choice);
  const { fixIds, ...others } = choice;
  const ofFixes = fixIds === undefined ? sql`` : sql`CROSS JOIN unnest(${fixIds}::integer[]) AS w (fix_id)`;
  const cells =
    fixIds === undefined
      ? sql`cell`
      : sql`(SELECT device_id, w.fix_id, state_id, since FROM cell_group WHERE fix_ids @> ARRAY[w.fix_id])`;
  return sql`
    SELECT c.device_id, c.fix_id, c.state_id, c.since, c.since + s.hours * interval '1 hour' AS due_at
    FROM ${statesRelation(choice.states)} ${ofFixes} CROSS JOIN LATERAL (
      SELECT c.* FROM ${cells} c WHERE c.state_id = s.state_id AND ${narrowed(others)}
      ORDER BY c.since, c.device_id, c.fix_id LIMIT ${most}
    ) c`;
}
