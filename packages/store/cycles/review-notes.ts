import { type Selectable, sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import type { CycleTables } from '../tables/cycles.ts';

type Connection = Database | DatabaseTransaction;

export type EntryRow = Selectable<CycleTables['cycle_entry']>;
export type ActionRow = Selectable<CycleTables['cycle_action']>;
export type JudgementRow = Selectable<CycleTables['cycle_judgement']>;

export async function insertEntry(trx: DatabaseTransaction, row: Omit<EntryRow, 'taken_back_at'>): Promise<void> {
  await trx.insertInto('cycle_entry').values(row).execute();
}

/** What stands under the prompts of a cycle, as it was written. */
export function readEntries(db: Connection, cycleId: string): Promise<readonly EntryRow[]> {
  return db
    .selectFrom('cycle_entry')
    .selectAll()
    .where('cycle_id', '=', cycleId)
    .where('taken_back_at', 'is', null)
    .orderBy('written_at')
    .orderBy('entry_id')
    .execute();
}

/** Takes an entry of its author back; answers whether there was one. */
export async function takeEntryBack(
  trx: DatabaseTransaction,
  { entryId, cycleId, by }: { readonly entryId: string; readonly cycleId: string; readonly by: string },
  at: string,
): Promise<boolean> {
  const row = await trx
    .updateTable('cycle_entry')
    .set({ taken_back_at: at })
    .where('entry_id', '=', entryId)
    .where('cycle_id', '=', cycleId)
    .where('written_by', '=', by)
    .where('taken_back_at', 'is', null)
    .returning('entry_id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertAction(trx: DatabaseTransaction, row: Omit<ActionRow, 'taken_back_at'>): Promise<void> {
  const promise = row.promise === null ? null : JSON.stringify(row.promise);
  await trx
    .insertInto('cycle_action')
    .values({ ...row, promise })
    .execute();
}

/** An action of a cycle that was not taken back, and whether a later cycle has judged it. */
export async function findAction(
  trx: DatabaseTransaction,
  { actionId, cycleId }: { readonly actionId: string; readonly cycleId: string },
): Promise<(ActionRow & { readonly judged: boolean }) | undefined> {
  return trx
    .selectFrom('cycle_action as a')
    .selectAll('a')
    .select(sql<boolean>`EXISTS (SELECT FROM cycle_judgement j WHERE j.action_id = a.action_id)`.as('judged'))
    .where('a.action_id', '=', actionId)
    .where('a.cycle_id', '=', cycleId)
    .where('a.taken_back_at', 'is', null)
    .executeTakeFirst();
}

export async function takeActionBack(trx: DatabaseTransaction, actionId: string, at: string): Promise<void> {
  await trx.updateTable('cycle_action').set({ taken_back_at: at }).where('action_id', '=', actionId).execute();
}

/** An action with the number of the cycle that it was made in, and how later cycles judged it, the oldest first. */
export interface JudgedAction extends ActionRow {
  readonly made_in: number;
  readonly judgements: readonly (JudgementRow & { readonly number: number })[];
}

/** The actions of a cycle: those made in it, and those of earlier ones that it judges or is still to judge. */
export async function readActions(
  db: Connection,
  number: number,
): Promise<{ readonly made: readonly JudgedAction[]; readonly toJudge: readonly JudgedAction[] }> {
  const actions = await db
    .selectFrom('cycle_action as a')
    .innerJoin('patch_cycle as c', 'c.cycle_id', 'a.cycle_id')
    .selectAll('a')
    .select('c.number as made_in')
    .where('a.taken_back_at', 'is', null)
    .where('c.number', '<=', number)
    // What an earlier cycle judged for good is its own.
    .where(
      sql<boolean>`NOT EXISTS (SELECT FROM cycle_judgement j JOIN patch_cycle p ON p.cycle_id = j.cycle_id
        WHERE j.action_id = a.action_id AND j.judgement <> 'carried' AND p.number < ${number})`,
    )
    .orderBy('a.made_at')
    .orderBy('a.action_id')
    .execute();
  const judgements = await readJudgements(
    db,
    actions.map(({ action_id }) => action_id),
  );
  const judged = actions.map((action) => ({
    ...action,
    judgements: judgements.filter(({ action_id }) => action_id === action.action_id),
  }));
  return {
    made: judged.filter(({ made_in }) => made_in === number),
    toJudge: judged.filter(({ made_in }) => made_in < number),
  };
}

function readJudgements(
  db: Connection,
  actionIds: readonly string[],
): Promise<readonly (JudgementRow & { readonly number: number })[]> {
  return db
    .selectFrom('cycle_judgement as j')
    .innerJoin('patch_cycle as c', 'c.cycle_id', 'j.cycle_id')
    .selectAll('j')
    .select('c.number')
    .where('j.action_id', '=', sql<string>`ANY (${actionIds}::uuid[])`)
    .orderBy('c.number')
    .execute();
}

/** Writes how a cycle judges an action; said again before it is closed, the later judgement stands. */
export async function writeJudgement(trx: DatabaseTransaction, row: JudgementRow): Promise<void> {
  const kept = { ...row, figure: row.figure === null ? null : JSON.stringify(row.figure) };
  await trx
    .insertInto('cycle_judgement')
    .values(kept)
    .onConflict((conflict) => conflict.columns(['action_id', 'cycle_id']).doUpdateSet(kept))
    .execute();
}
