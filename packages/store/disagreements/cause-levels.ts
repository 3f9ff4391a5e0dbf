import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import { PLANNED_ONCE } from '../connection/planned-once.ts';

/** A version of the table of hours a cause. */
export interface CauseLevels {
  /** 0: what ships with Baton. */
  readonly version: number;
  readonly hours: Readonly<Record<string, number>>;
  readonly note: string | null;
  readonly setAt: string | null;
  readonly setBy: string | null;
}

const SHIPPED: CauseLevels = { version: 0, hours: {}, note: null, setAt: null, setBy: null };

/** Every version, newest first; the last is what ships with Baton. */
export async function readCauseLevels(
  db: Database | DatabaseTransaction,
  limit = 1000,
): Promise<readonly [CauseLevels, ...CauseLevels[]]> {
  const rows = await db
    .selectFrom('cause_level')
    .select(['version', 'hours', 'note', 'set_at', 'set_by_name'])
    .orderBy('version', 'desc')
    .limit(limit)
    .modifyEnd(PLANNED_ONCE)
    .execute();
  const [newest, ...older] = rows.map(
    (row): CauseLevels => ({
      version: row.version,
      hours: row.hours,
      note: row.note,
      setAt: row.set_at,
      setBy: row.set_by_name,
    }),
  );
  return newest === undefined ? [SHIPPED] : [newest, ...older, SHIPPED];
}

/** The version in force. */
export async function readLevelsInForce(db: Database | DatabaseTransaction): Promise<CauseLevels> {
  return (await readCauseLevels(db, 1))[0];
}

export interface NewCauseLevels {
  readonly version: number;
  readonly hours: Readonly<Record<string, number>>;
  readonly note: string;
  readonly setAt: string;
  readonly setBy: string;
  readonly setByName: string;
}

/** Keeps a version; false where somebody else has kept one of that number. */
export async function insertCauseLevels(trx: DatabaseTransaction, levels: NewCauseLevels): Promise<boolean> {
  const kept = await trx
    .insertInto('cause_level')
    .values({
      version: levels.version,
      hours: JSON.stringify(levels.hours),
      note: levels.note,
      set_at: levels.setAt,
      set_by: levels.setBy,
      set_by_name: levels.setByName,
    })
    .onConflict((conflict) => conflict.column('version').doNothing())
    .returning('version')
    .executeTakeFirst();
  return kept !== undefined;
}
