import { sql } from 'kysely';
import type { DatabaseTransaction } from '../connection/connect-database.ts';

/** Why devices were judged (migration 0010). */
export type JudgingReason =
  | { readonly kind: 'report'; readonly reportId: string }
  | {
      readonly kind:
        | 'check-in'
        | 'time'
        | 'knowledge'
        | 'rules'
        | 'setting'
        | 'lesson'
        | 'decision'
        | 'asked'
        | 'names';
    };

/** What one judging moved of one device: states before and after, a pair a fix, 0 for none. Empty lists: its first judging. */
export interface MoveRecord {
  readonly deviceId: string;
  readonly fixIds: readonly number[];
  readonly befores: readonly number[];
  readonly afters: readonly number[];
}

/** Appends moves. They are never changed: past numbers are had by going back along them. */
export async function insertMoves(
  trx: DatabaseTransaction,
  moves: readonly MoveRecord[],
  { at, reason }: { readonly at: string; readonly reason: JudgingReason },
): Promise<void> {
  if (moves.length === 0) return;
  await sql`
    INSERT INTO device_move (device_id, moved_at, reason, report_id, first, fix_ids, befores, afters)
    SELECT device_id, ${at}::timestamptz, ${reason.kind}, ${reason.kind === 'report' ? reason.reportId : null}::uuid,
      fix_ids = '{}', fix_ids::integer[], befores::integer[], afters::integer[]
    FROM unnest(
      ${moves.map(({ deviceId }) => deviceId)}::uuid[], ${moves.map(({ fixIds }) => numberList(fixIds))}::text[],
      ${moves.map(({ befores }) => numberList(befores))}::text[], ${moves.map(({ afters }) => numberList(afters))}::text[]
    ) AS u (device_id, fix_ids, befores, afters)`.execute(trx);
}

/** Numbers as the database writes an array: a statement takes one for each of many devices. */
export function numberList(numbers: readonly number[]): string {
  return `{${numbers.join(',')}}`;
}
