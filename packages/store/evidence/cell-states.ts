import type { CellState } from '@baton/domain/reconciliation/cell-state.ts';
import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import { PLANNED_ONCE } from '../connection/planned-once.ts';

/** A state with its number. A number never changes its meaning. */
export interface KeptState extends CellState {
  readonly stateId: number;
}

/** The whole dictionary: a few hundred rows. */
export async function readCellStates(db: Database | DatabaseTransaction): Promise<readonly KeptState[]> {
  const { rows } = await sql<KeptState>`
    SELECT state_id AS "stateId", verdict, cause, also, owner, it_says AS "itSays", infosec_says AS "infosecSays",
      it_part AS "itPart", infosec_part AS "infosecPart", rule_version AS "ruleVersion", it_counts AS "itCounts", scanned,
      needs_work AS "needsWork"
    FROM cell_state`.execute(db);
  return rows;
}

/** Gives states numbers that have none yet. In short transactions of its own: two that make the same state wait for each other. */
export async function insertCellStates(db: Database, states: readonly CellState[]): Promise<void> {
  for (const state of states) {
    await sql`
      INSERT INTO cell_state (verdict, cause, also, owner, it_says, infosec_says, it_part, infosec_part, rule_version)
      VALUES (${state.verdict}::verdict, ${state.cause}, ${[...state.also]}::text[], ${state.owner}::move_owner, ${state.itSays}::it_word,
        ${state.infosecSays}::infosec_word, ${state.itPart}::bridge_part, ${state.infosecPart}::bridge_part, ${state.ruleVersion}::smallint)
      ON CONFLICT DO NOTHING`.execute(db);
  }
}

/** The number of the state that was made last. */
export async function readNewestState(db: Database | DatabaseTransaction): Promise<number> {
  const { rows } = await sql<{
    newest: number;
  }>`${PLANNED_ONCE} SELECT coalesce(max(state_id), 0) AS newest FROM cell_state`.execute(db);
  return rows[0]?.newest ?? 0;
}
