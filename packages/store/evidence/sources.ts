import { randomUUID } from 'node:crypto';
import type { Team } from '@baton/domain/evidence/team.ts';
import { sql } from 'kysely';
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

export function findSourceById(db: Database | DatabaseTransaction, sourceId: string) {
  return db.selectFrom('source').selectAll().where('source_id', '=', sourceId).executeTakeFirst();
}

/** Changes a source; absent keeps. False where its team has another source of that name. */
export async function updateSource(
  trx: DatabaseTransaction,
  sourceId: string,
  { name, staleAfterHours }: { readonly name?: string | undefined; readonly staleAfterHours?: number | undefined },
): Promise<boolean> {
  if (name !== undefined) {
    const taken = await sql<{ taken: boolean }>`
      SELECT EXISTS (
        SELECT FROM source a JOIN source b ON a.team = b.team AND a.source_id <> b.source_id
        WHERE a.source_id = ${sourceId} AND b.name = ${name}
      ) AS taken`.execute(trx);
    if (taken.rows[0]?.taken === true) return false;
  }
  await trx
    .updateTable('source')
    .set({
      source_id: sourceId,
      ...(name === undefined ? {} : { name }),
      ...(staleAfterHours === undefined ? {} : { stale_after_hours: staleAfterHours }),
    })
    .where('source_id', '=', sourceId)
    .execute();
  return true;
}

/** Devices that a source has a record of. */
export async function readDevicesOfSource(trx: DatabaseTransaction, sourceId: string): Promise<readonly string[]> {
  const rows = await trx.selectFrom('device_record').select('device_id').where('source_id', '=', sourceId).execute();
  return rows.map((row) => row.device_id);
}

/** The names of all sources by their ids. */
export async function readSourceNames(trx: DatabaseTransaction): Promise<ReadonlyMap<string, string>> {
  const rows = await trx.selectFrom('source').select(['source_id', 'name']).execute();
  return new Map(rows.map((row) => [row.source_id, row.name]));
}
