import { randomUUID } from 'node:crypto';
import type { Team } from '@baton/domain/evidence/team.ts';
import type { Database, DatabaseTransaction } from '../connection/connect-database.ts';

export interface NewSource {
  readonly team: Team;
  readonly name: string;
  readonly kind: string;
  readonly staleAfterHours?: number;
}

/** The source of that name, made at its first delivery. Deliveries that begin it side by side agree on one. */
export async function ensureSource(trx: Database | DatabaseTransaction, source: NewSource): Promise<string> {
  const known = await findSource(trx, source.team, source.name);
  if (known !== undefined) return known.source_id;
  await trx
    .insertInto('source')
    .values({
      source_id: randomUUID(),
      team: source.team,
      name: source.name,
      kind: source.kind,
      mapping: null,
      ...(source.staleAfterHours === undefined ? {} : { stale_after_hours: source.staleAfterHours }),
    })
    .onConflict((conflict) => conflict.columns(['team', 'name']).doNothing())
    .execute();
  const made = await findSource(trx, source.team, source.name);
  if (made === undefined) throw new Error(`The source ${source.name} was not kept.`);
  return made.source_id;
}

export function findSource(db: Database | DatabaseTransaction, team: Team, name: string) {
  return db.selectFrom('source').selectAll().where('team', '=', team).where('name', '=', name).executeTakeFirst();
}

/** Remembers what the columns of a source's files mean. */
export async function rememberMapping(
  trx: DatabaseTransaction,
  sourceId: string,
  mapping: Readonly<Record<string, string>>,
): Promise<void> {
  await trx
    .updateTable('source')
    .set({ mapping: JSON.stringify(mapping) })
    .where('source_id', '=', sourceId)
    .execute();
}
