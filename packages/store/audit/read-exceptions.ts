import { sql } from 'kysely';
import type { Database } from '../connection/connect-database.ts';

/** A round of an exception with how it and the exception stand. */
export interface ExceptionRoundRow {
  readonly number: number;
  readonly round: number;
  readonly what: string;
  readonly state: string;
  readonly owner: string;
  readonly renewals: number;
  readonly askedBy: string;
  readonly askedByTeam: string;
  readonly askedAt: string;
  readonly inForceFrom: string | null;
  readonly closedAs: string | null;
  readonly endedAt: string | null;
  readonly endedBecause: string | null;
  readonly hash: Buffer;
  readonly content: string;
}

/** A slice of all rounds of all exceptions, by the number of the exception. */
export async function readAllRounds(
  db: Database,
  after: { readonly number: number; readonly round: number },
  limit: number,
): Promise<readonly ExceptionRoundRow[]> {
  const { rows } = await sql<ExceptionRoundRow>`
    SELECT x.number, r.round, coalesce(f.key, x.product) AS what, x.state, p.name AS owner, x.renewals,
      r.asked_by_name AS "askedBy", r.asked_by_team AS "askedByTeam", r.asked_at AS "askedAt",
      r.in_force_from AS "inForceFrom", r.closed_as AS "closedAs", x.ended_at AS "endedAt",
      x.ended_because AS "endedBecause", r.hash, r.content
    FROM exception_round r JOIN exception x USING (exception_id) JOIN person p ON p.person_id = x.owner_id
      LEFT JOIN fix f USING (fix_id)
    WHERE (x.number, r.round) > (${after.number}, ${after.round})
    ORDER BY x.number, r.round LIMIT ${limit}`.execute(db);
  return rows;
}

/** Every signature on exceptions, in the order in which they were given. */
export function readAllExceptionSignatures(db: Database) {
  return db
    .selectFrom('exception_signature')
    .innerJoin('exception', 'exception.exception_id', 'exception_signature.exception_id')
    .selectAll('exception_signature')
    .select('exception.number')
    .orderBy('signed_at')
    .orderBy('exception.number')
    .execute();
}

/** Every check of a control whose answer differed from the one before. */
export function readAllChecks(db: Database) {
  return db
    .selectFrom('exception_check')
    .innerJoin('exception', 'exception.exception_id', 'exception_check.exception_id')
    .selectAll('exception_check')
    .select('exception.number')
    .orderBy('exception.number')
    .orderBy('control')
    .orderBy('checked_at')
    .execute();
}

/** The minutes of every review meeting that is closed. */
export function readAllMinutes(db: Database) {
  return db
    .selectFrom('exception_meeting')
    .select(['meeting_id', 'held_at', 'closed_at', 'closed_by_name', 'minutes'])
    .where('closed_at', 'is not', null)
    .orderBy('held_at')
    .execute();
}
