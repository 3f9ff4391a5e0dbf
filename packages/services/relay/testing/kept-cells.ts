import { randomUUID } from 'node:crypto';
import { KnowledgeBuilder } from '@baton/domain/advisories/knowledge-in-memory.ts';
import type { Cell } from '@baton/domain/reconciliation/cell.ts';
import { needsWork } from '@baton/domain/relay/needs-work.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { ensureSource } from '@baton/store/evidence/sources.ts';
import { sql } from 'kysely';
import type { Actor } from '../../actor.ts';
import { idOfActor, nameOfActor } from '../../actor.ts';
import { keptEvidence } from '../kept-evidence.ts';

/** What reconciliation has come to for one device, where a test is not about reconciling. */
export type ToldCell = Pick<Cell, 'deviceId' | 'verdict' | 'cause' | 'owner' | 'itSays' | 'infosecSays'>;

/** Fixes of expat that knowledge knows: emergency, so that they fall into the tier critical. */
export const EXPAT_FIXES: readonly string[] = Array.from(
  { length: 500 },
  (_, index) => `expat 2.5.0-1+deb12u${index + 1}`,
);

const knowledge = new KnowledgeBuilder();
for (const fix of EXPAT_FIXES) {
  knowledge.add({
    row: 'package-fix',
    distribution: 'debian:12',
    source: 'expat',
    version: fix.slice('expat '.length),
    published: '2024-10-08',
    urgency: 'emergency',
    cves: ['CVE-2024-45490'],
  });
}
const known = knowledge.finish({ date: '2024-11-01', sources: [] });

export const testEvidence = keptEvidence(async () => known);

/** Keeps cells of a fix as reconciliation does: all of its cells are these from now on. */
export async function keepCells(db: Database, fix: string, cells: readonly ToldCell[]): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const fixId = await numberOf(trx, fix);
    await sql`DELETE FROM cell_group WHERE fix_ids = ARRAY[${fixId}]::integer[]`.execute(trx);
    await sql`UPDATE cell_group SET fix_ids = array_remove(fix_ids, ${fixId}) WHERE fix_ids @> ARRAY[${fixId}]::integer[]`.execute(
      trx,
    );
    await sql`DELETE FROM fix_total WHERE fix_id = ${fixId}`.execute(trx);
    // Each device of these tests has proven cells of one fix at most.
    await sql`DELETE FROM device_cells WHERE ${fixId} = ANY (proven)`.execute(trx);
    for (const cell of cells) await keepCell(trx, fixId, cell);
    const count = (test: (cell: ToldCell) => boolean) => cells.filter(test).length;
    const verdict = (name: ToldCell['verdict']) => count((cell) => cell.verdict === name);
    await sql`
      INSERT INTO fix_total (shard, fix_id, proven, open, disputed, unproven, excepted, it_counted, it_installed,
        infosec_scanned, infosec_not_reported, needs_work)
      VALUES (0, ${fixId}, ${verdict('proven')}, ${verdict('open')}, ${verdict('disputed')}, ${verdict('unproven')},
        ${verdict('excepted')}, ${count(({ itSays }) => itSays !== 'silent' && itSays !== 'absent')},
        ${count(({ itSays }) => itSays === 'installed')}, ${count(({ infosecSays }) => infosecSays !== 'absent')},
        ${count(({ infosecSays }) => infosecSays === 'not_reported')}, ${count(needsWork)})`.execute(trx);
  });
}

async function numberOf(trx: DatabaseTransaction, fix: string): Promise<number> {
  await sql`INSERT INTO fix (key, product, kind, name, version, title) VALUES (${fix}, 'pkg:expat', 'package', 'expat', ${fix.slice('expat '.length)}, ${fix})
    ON CONFLICT (key) DO NOTHING`.execute(trx);
  const { rows } = await sql<{ fix_id: number }>`SELECT fix_id FROM fix WHERE key = ${fix}`.execute(trx);
  return rows[0]?.fix_id ?? 0;
}

async function keepCell(trx: DatabaseTransaction, fixId: number, cell: ToldCell): Promise<void> {
  await sql`INSERT INTO device (device_id, name) VALUES (${cell.deviceId}, ${`device-${cell.deviceId.slice(-2)}`})
    ON CONFLICT DO NOTHING`.execute(trx);
  if (cell.verdict === 'proven') {
    await sql`INSERT INTO device_cells (device_id, proven, proven_since, open, disputed, unproven, excepted, it_counted,
        it_installed, infosec_scanned, infosec_not_reported, in_it, in_infosec, judged_at)
      VALUES (${cell.deviceId}, ARRAY[${fixId}]::integer[], ARRAY[29000000], 0, 0, 0, 0, 1, 1, 1, 1, true, true, now())
      ON CONFLICT (device_id) DO UPDATE SET proven = excluded.proven, proven_since = excluded.proven_since`.execute(
      trx,
    );
    return;
  }
  await sql`
    WITH state AS (
      INSERT INTO cell_state (verdict, cause, also, owner, it_says, infosec_says, rule_version)
      VALUES (${cell.verdict}::verdict, ${cell.cause}, '{}', ${cell.owner}::move_owner, ${cell.itSays}::it_word,
        ${cell.infosecSays}::infosec_word, ${cell.cause === null ? null : 1})
      ON CONFLICT (verdict, cause, also, owner, it_says, infosec_says, it_part, infosec_part, rule_version)
        DO UPDATE SET verdict = excluded.verdict
      RETURNING state_id
    )
    INSERT INTO cell_group (device_id, fix_ids, state_id, since)
    SELECT ${cell.deviceId}, ARRAY[${fixId}]::integer[], state_id, '2026-11-01' FROM state
    ON CONFLICT (device_id, state_id, since) DO UPDATE SET fix_ids = cell_group.fix_ids || excluded.fix_ids`.execute(
    trx,
  );
}

/** Check numbers that scanners are known to look for the fix with. */
export async function keepCheck(db: Database, fix: string, check: string): Promise<void> {
  await sql`INSERT INTO check_fix (fix_key, check_id) VALUES (${`pkg:expat@${fix.slice('expat '.length)}`}, ${check})`.execute(
    db,
  );
}

/** A report of InfoSec on devices, newer than those before it, brought by an actor. */
export async function keepInfosecReport(db: Database, deliverer: Actor, deviceIds: readonly string[]): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const sourceId = await ensureSource(trx, { team: 'infosec', name: 'scanner', kind: 'nessus' });
    const reportId = randomUUID();
    const { rows } = await sql<{ before: number }>`SELECT count(*)::int AS before FROM report`.execute(trx);
    const seenAt = Temporal.Instant.from('2026-11-20T00:00:00Z')
      .add({ minutes: rows[0]?.before ?? 0 })
      .toString();
    await sql`INSERT INTO report (report_id, source_id, team, file_name, bytes, sha256, delivery_key, state, imported_by_kind,
        imported_by_id, imported_by_name, ended_at)
      VALUES (${reportId}, ${sourceId}, 'infosec', 'scan.nessus', 1, repeat('0', 64), ${reportId}, 'done', ${deliverer.kind},
        ${idOfActor(deliverer)}, ${nameOfActor(deliverer)}, now())`.execute(trx);
    for (const deviceId of deviceIds) {
      await sql`INSERT INTO device_evidence (device_id, report_id, ordinal, source_id, team, seen_at, covers, body)
        VALUES (${deviceId}, ${reportId}, 0, ${sourceId}, 'infosec', ${seenAt}, true, '')`.execute(trx);
    }
  });
}

/** Both sides say that the fix is missing. */
export function openCell(deviceId: string): ToldCell {
  return { deviceId, verdict: 'open', cause: null, owner: 'it', itSays: 'missing', infosecSays: 'reported' };
}

/** IT has installed it, InfoSec has not looked since. */
export function staleCell(deviceId: string): ToldCell {
  return {
    deviceId,
    verdict: 'unproven',
    cause: 'stale-scan',
    owner: 'infosec',
    itSays: 'installed',
    infosecSays: 'reported',
  };
}

export function provenCell(deviceId: string): ToldCell {
  return { deviceId, verdict: 'proven', cause: null, owner: 'none', itSays: 'installed', infosecSays: 'not_reported' };
}
