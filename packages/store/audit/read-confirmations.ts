import type { Database } from '../connection/connect-database.ts';

/** A slice of all answers ever given about what scanners say, ended ones included, by id. */
export function readAllConfirmations(db: Database, after: string | null, limit: number) {
  const all = db
    .selectFrom('confirmation')
    .innerJoin('device', 'device.device_id', 'confirmation.device_id')
    .innerJoin('fix', 'fix.fix_id', 'confirmation.fix_id')
    .select(['confirmation_id', 'device.name as device', 'fix.key as fix', 'answer', 'cause', 'check_tool', 'check_id'])
    .select(['proof', 'note', 'given_by_name', 'given_at', 'expires_at', 'ended_at', 'ended_as', 'ended_by_name']);
  return (after === null ? all : all.where('confirmation_id', '>', after))
    .orderBy('confirmation_id')
    .limit(limit)
    .execute();
}
