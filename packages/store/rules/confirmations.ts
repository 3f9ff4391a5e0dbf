import type { Confirmation } from '@baton/domain/reconciliation/confirmation.ts';
import { type Insertable, type Selectable, sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import { isOneOf } from '../connection/planned-once.ts';
import type { RulesTables } from '../tables/rules.ts';

export type NewConfirmation = Insertable<RulesTables['confirmation']>;

/** The open answers about cells of some devices, as judging reads them. */
export async function readConfirmations(
  db: Database | DatabaseTransaction,
  deviceIds: readonly string[],
): Promise<readonly (Confirmation & { readonly deviceId: string })[]> {
  const rows = await db
    .selectFrom('confirmation')
    .innerJoin('fix', 'fix.fix_id', 'confirmation.fix_id')
    .select(['device_id', 'confirmation_id', 'fix.key', 'answer', 'cause', 'proof', 'note'])
    .select(['given_by_name', 'given_at', 'expires_at'])
    .where(sql<boolean>`device_id ${isOneOf(deviceIds)}`)
    .where('ended_at', 'is', null)
    .orderBy('confirmation_id')
    .execute();
  return rows.map((row) => ({
    deviceId: row.device_id,
    confirmationId: row.confirmation_id,
    fixId: row.key,
    answer: row.answer,
    cause: row.cause,
    proof: row.proof,
    by: row.given_by_name,
    at: Date.parse(row.given_at),
    expiresAt: Date.parse(row.expires_at),
    note: row.note,
  }));
}

/** Keeps answers; an open one about the same check on the same cell ends as replaced. */
export async function insertConfirmations(trx: DatabaseTransaction, rows: readonly NewConfirmation[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    UPDATE confirmation c SET ended_at = now(), ended_as = 'replaced', ended_by_name = ${rows[0]?.given_by_name ?? ''}
    FROM unnest(
      ${rows.map((row) => row.device_id)}::uuid[], ${rows.map((row) => row.fix_id)}::integer[],
      ${rows.map((row) => row.check_tool)}::text[], ${rows.map((row) => row.check_id)}::text[]
    ) AS u (device_id, fix_id, check_tool, check_id)
    WHERE c.device_id = u.device_id AND c.fix_id = u.fix_id AND c.check_tool = u.check_tool AND c.check_id = u.check_id
      AND c.ended_at IS NULL`.execute(trx);
  // PostgreSQL takes 65,535 parameters a statement.
  for (let at = 0; at < rows.length; at += 1000) {
    await trx
      .insertInto('confirmation')
      .values([...rows.slice(at, at + 1000)])
      .execute();
  }
}

export type ConfirmationRecord = Selectable<RulesTables['confirmation']> & {
  readonly device: string;
  readonly fix: string;
};

export interface ConfirmationFilter {
  readonly tool?: string | undefined;
  readonly check?: string | undefined;
  readonly device?: string | undefined;
  readonly answer?: Confirmation['answer'] | undefined;
  readonly open?: boolean | undefined;
}

/** Answers, newest first. */
export async function listConfirmations(
  db: Database | DatabaseTransaction,
  filter: ConfirmationFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly ConfirmationRecord[]; readonly total: number }> {
  const query = filtered(db, filter);
  const rows = await query
    .selectAll('confirmation')
    .select(['device.name as device', 'fix.key as fix'])
    .orderBy('given_at', 'desc')
    .orderBy('device.name')
    .orderBy('confirmation_id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  const { total } = await query.select((select) => select.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { rows, total };
}

function filtered(db: Database | DatabaseTransaction, { tool, check, device, answer, open }: ConfirmationFilter) {
  let query = db
    .selectFrom('confirmation')
    .innerJoin('device', 'device.device_id', 'confirmation.device_id')
    .innerJoin('fix', 'fix.fix_id', 'confirmation.fix_id');
  if (tool !== undefined) query = query.where('check_tool', '=', tool);
  if (check !== undefined) query = query.where('check_id', '=', check);
  if (device !== undefined) query = query.where('confirmation.device_id', '=', device);
  if (answer !== undefined) query = query.where('answer', '=', answer);
  if (open !== undefined) query = query.where('ended_at', open ? 'is' : 'is not', null);
  return query;
}

export async function findConfirmation(
  db: Database | DatabaseTransaction,
  confirmationId: string,
): Promise<Selectable<RulesTables['confirmation']> | undefined> {
  return db.selectFrom('confirmation').selectAll().where('confirmation_id', '=', confirmationId).executeTakeFirst();
}

/** Open confirmations of mistakes after one of them, in order of their ids: a slice at a time for what goes out as VEX. */
export async function readOpenMistakes(
  db: Database | DatabaseTransaction,
  after: string | null,
  limit: number,
): Promise<readonly ConfirmationRecord[]> {
  let query = filtered(db, { answer: 'scanner-wrong', open: true })
    .selectAll('confirmation')
    .select(['device.name as device', 'fix.key as fix'])
    .where('expires_at', '>', sql<string>`now()`)
    .orderBy('confirmation_id')
    .limit(limit);
  if (after !== null) query = query.where('confirmation_id', '>', after);
  return query.execute();
}

/** Takes open answers back: one, or all that were given in one act. Answers those that were open, with their devices. */
export async function endConfirmations(
  trx: DatabaseTransaction,
  which: { readonly confirmationId: string } | { readonly actId: string },
  byName: string,
): Promise<readonly { readonly confirmation_id: string; readonly device_id: string; readonly fix_id: number }[]> {
  const update = trx
    .updateTable('confirmation')
    .set({ ended_at: sql`now()`, ended_as: 'taken-back', ended_by_name: byName })
    .where('ended_at', 'is', null)
    .returning(['confirmation_id', 'device_id', 'fix_id']);
  return 'actId' in which
    ? update.where('act_id', '=', which.actId).execute()
    : update.where('confirmation_id', '=', which.confirmationId).execute();
}
