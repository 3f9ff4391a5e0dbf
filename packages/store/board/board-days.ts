import type { NumberTotals } from '@baton/domain/reconciliation/bridge.ts';
import type { Verdict } from '@baton/domain/reconciliation/verdict.ts';
import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import { PLANNED_ONCE } from '../connection/planned-once.ts';
import type { DayFigures } from '../tables/day-figures.ts';

type Connection = Database | DatabaseTransaction;

/** The numbers of a day's end. */
export interface NotedDay {
  readonly day: string;
  readonly proven: number;
  readonly required: number;
  readonly open: number;
  readonly disputed: number;
  readonly unproven: number;
  readonly excepted: number;
  /** Among the disputed and unproven ones. */
  readonly unexplained: number;
}

export interface DayToNote {
  /** ISO date, UTC. */
  readonly day: string;
  readonly numbers: NumberTotals;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly unexplained: number;
  readonly figures: DayFigures;
  /** Noted after the day's end: nothing of it can come any more. */
  readonly settled: boolean;
}

/** Notes how the board stands on a day, over what was noted before; a settled day stays. */
export async function noteDay(db: Connection, day: DayToNote): Promise<void> {
  const { required, proven, itCounted, itInstalled, infosecScanned, infosecNotReported } = day.numbers;
  const { open, disputed, unproven, excepted } = day.verdicts;
  const row = {
    proven,
    required,
    it_installed: itInstalled,
    it_counted: itCounted,
    infosec_not_reported: infosecNotReported,
    infosec_scanned: infosecScanned,
    open,
    disputed,
    unproven,
    excepted,
    unexplained: day.unexplained,
    figures: JSON.stringify(day.figures),
    settled: day.settled,
  };
  await db
    .insertInto('board_day')
    .values({ day: day.day, ...row })
    .onConflict((conflict) => conflict.column('day').doUpdateSet(row).where('board_day.settled', '=', false))
    .execute();
}

/** Opens days again from one on, where something is judged as of a past moment after they were noted. */
export async function reopenDays(trx: DatabaseTransaction, from: string): Promise<void> {
  await sql`
    UPDATE board_day SET settled = false
    WHERE settled AND day >= (${from}::timestamptz AT TIME ZONE 'UTC')::date`.execute(trx);
}

/** The figures of a day that was noted after its end. */
export async function readSettledDay(db: Connection, day: string): Promise<DayFigures | null> {
  const row = await db
    .selectFrom('board_day')
    .select('figures')
    .where('day', '=', day)
    .where('settled', '=', true)
    .executeTakeFirst();
  return row?.figures ?? null;
}

/** Noted days from the first to the last, both included. */
export async function readNotedDays(db: Connection, from: string, to: string): Promise<readonly NotedDay[]> {
  return db
    .selectFrom('board_day')
    .select(['day', 'proven', 'required', 'open', 'disputed', 'unproven', 'excepted', 'unexplained'])
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .execute();
}

/** Days before this one, from the first judging on, that are not settled; the newest first. */
export async function readUnsettledDays(db: Connection, before: string, most: number): Promise<readonly string[]> {
  const { rows } = await sql<{ day: string }>`
    SELECT d.day::date AS day
    FROM generate_series((SELECT (min(moved_at) AT TIME ZONE 'UTC')::date FROM device_move)::timestamp,
      ${before}::date - 1, '1 day') AS d (day)
    WHERE NOT EXISTS (SELECT FROM board_day b WHERE b.day = d.day::date AND b.settled)
    ORDER BY d.day DESC LIMIT ${most}`.execute(db);
  return rows.map(({ day }) => day);
}

/** The day on which the first device was judged. */
export async function readFirstDay(db: Connection): Promise<string | null> {
  const { rows } = await sql<{ day: string | null }>`${PLANNED_ONCE} 
    SELECT (min(moved_at) AT TIME ZONE 'UTC')::date AS day FROM device_move`.execute(db);
  return rows[0]?.day ?? null;
}
