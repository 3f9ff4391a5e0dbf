import type { Policy } from '@baton/domain/service-levels/policy.ts';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';
import { PLANNED_ONCE } from '../connection/planned-once.ts';

/** The policy in force at a moment; null where none has been kept yet. */
export async function readPolicyInForce(db: Database | DatabaseTransaction, now: string): Promise<Policy | null> {
  const row = await db
    .selectFrom('service_policy')
    .select('body')
    .where('in_force_from', '<=', now)
    .orderBy('in_force_from', 'desc')
    .orderBy('version', 'desc')
    .limit(1)
    .modifyEnd(PLANNED_ONCE)
    .executeTakeFirst();
  return row?.body ?? null;
}

/** Policies by id and version, as deadlines cite them. */
export async function readPolicies(db: Database | DatabaseTransaction): Promise<ReadonlyMap<string, Policy>> {
  const rows = await db.selectFrom('service_policy').selectAll().execute();
  return new Map(rows.map((row) => [`${row.policy_id} ${row.version}`, row.body]));
}

/** Every version that has been in force, newest first. */
export async function readPolicyVersions(
  db: Database,
): Promise<readonly { readonly policy: Policy; readonly inForceFrom: string }[]> {
  const rows = await db
    .selectFrom('service_policy')
    .select(['body', 'in_force_from'])
    .orderBy('in_force_from', 'desc')
    .orderBy('version', 'desc')
    .execute();
  return rows.map((row) => ({ policy: row.body, inForceFrom: row.in_force_from }));
}

/** Keeps a version of a policy; a version that is there already stays as it is. */
export async function keepPolicy(trx: DatabaseTransaction, policy: Policy, inForceFrom: string): Promise<void> {
  await trx
    .insertInto('service_policy')
    .values({ policy_id: policy.id, version: policy.version, body: JSON.stringify(policy), in_force_from: inForceFrom })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
