import type { Team } from '@baton/domain/evidence/team.ts';
import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import { sql } from 'kysely';
import type { DatabaseTransaction } from '../connection/connect-database.ts';
import { isOneOf } from '../connection/planned-once.ts';
import { type CellChoice, type ChoiceCount, chosenCells } from './chosen-cells.ts';

/** What a team asks the other to do on devices: look again, or restart. */
export type RequestKind = 'rescan' | 'reboot';

/** A check that a scanner knows by number, or a CVE where none was named. */
export interface CheckToRun {
  readonly kind: 'check' | 'cve';
  readonly id: string;
}

export interface NewDeviceRequest {
  readonly requestId: string;
  readonly kind: RequestKind;
  readonly at: string;
  readonly byKind: 'person' | 'key' | 'device' | 'system';
  readonly byId: string | null;
  readonly byName: string;
  readonly byTeam: Team | null;
  readonly note: string | null;
  readonly cause: CauseId | null;
  readonly checks: readonly CheckToRun[];
  /** The entry of a remediation's history that it goes with. */
  readonly entry: { readonly remediationId: string; readonly seq: number } | null;
}

/** Adds the devices of the chosen cells to a request. */
export async function addRequestDevices(
  trx: DatabaseTransaction,
  requestId: string,
  choice: CellChoice,
): Promise<ChoiceCount> {
  const { rows } = await sql<ChoiceCount>`
    WITH added AS (
      INSERT INTO device_request_device (request_id, device_id, fix_ids)
      SELECT ${requestId}::uuid, device_id, array_agg(fix_id ORDER BY fix_id) FROM (${chosenCells(choice)}) c
      GROUP BY device_id ORDER BY device_id RETURNING fix_ids
    )
    SELECT coalesce(sum(cardinality(fix_ids)), 0)::bigint AS cells, count(*) AS devices FROM added`.execute(trx);
  return rows[0] ?? { cells: 0, devices: 0 };
}

/** Cells may be settled between counting and asking: what counts is on how many devices it was asked. */
export async function setRequestDevices(trx: DatabaseTransaction, requestId: string, devices: number): Promise<void> {
  await trx.updateTable('device_request').set({ devices }).where('request_id', '=', requestId).execute();
}

/** Keeps a request of the relay: one fix on devices. */
export async function insertRequestOfFix(
  trx: DatabaseTransaction,
  request: NewDeviceRequest,
  fix: string,
  deviceIds: readonly string[],
): Promise<void> {
  await insertRequest(trx, request, deviceIds.length);
  await sql`
    INSERT INTO device_request_device (request_id, device_id, fix_ids)
    SELECT ${request.requestId}::uuid, u.device_id, ARRAY[f.fix_id]
    FROM unnest(${deviceIds}::uuid[]) AS u (device_id) JOIN fix f ON f.key = ${fix}`.execute(trx);
}

/** Keeps a request; its devices are added to it. */
export async function insertRequest(
  trx: DatabaseTransaction,
  request: NewDeviceRequest,
  devices: number,
): Promise<void> {
  await trx
    .insertInto('device_request')
    .values({
      request_id: request.requestId,
      kind: request.kind,
      asked_at: request.at,
      by_kind: request.byKind,
      by_id: request.byId,
      by_name: request.byName,
      by_team: request.byTeam,
      note: request.note,
      cause: request.cause,
      checks: JSON.stringify(request.checks),
      remediation_id: request.entry?.remediationId ?? null,
      seq: request.entry?.seq ?? null,
      devices,
      closed_at: null,
      withdrawn_at: null,
      withdrawn_by_name: null,
    })
    .execute();
}

/** Which of these devices a request waits for. */
export async function readWaitingDevices(
  trx: DatabaseTransaction,
  deviceIds: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ device_id: string }>`
    SELECT DISTINCT w.device_id FROM device_request_device w JOIN device_request r USING (request_id)
    WHERE w.device_id ${isOneOf(deviceIds)} AND w.outcome IS NULL AND r.withdrawn_at IS NULL
    ORDER BY w.device_id`.execute(trx);
  return rows.map((row) => row.device_id);
}

/** What a request still waits for on a device. */
export interface WaitingDevice {
  readonly requestId: string;
  readonly kind: RequestKind;
  readonly askedAt: string;
  readonly deviceId: string;
  /** Text ids of the fixes that it is about. */
  readonly fixes: readonly string[];
}

/** What requests wait for on some devices, held until the transaction ends. */
export async function holdWaiting(
  trx: DatabaseTransaction,
  deviceIds: readonly string[],
): Promise<readonly WaitingDevice[]> {
  const { rows } = await sql<WaitingDevice>`
    SELECT w.request_id AS "requestId", r.kind, r.asked_at AS "askedAt", w.device_id AS "deviceId",
      ARRAY(SELECT key FROM fix WHERE fix_id = ANY (w.fix_ids)) AS fixes
    FROM device_request_device w JOIN device_request r USING (request_id)
    WHERE w.device_id ${isOneOf(deviceIds)} AND w.outcome IS NULL AND r.withdrawn_at IS NULL
    ORDER BY w.request_id, w.device_id FOR UPDATE OF w`.execute(trx);
  return rows;
}

export type RequestOutcome = 'looked' | 'rebooted' | 'not-needed';

export interface ToldOutcome {
  readonly requestId: string;
  readonly deviceId: string;
  readonly outcome: RequestOutcome;
  readonly at: string;
  readonly by: string | null;
}

export interface MovedRequest {
  readonly requestId: string;
  readonly kind: RequestKind;
  readonly devices: number;
  readonly ended: boolean;
}

/** Notes what evidence told of devices, and ends the requests that wait for none any more. @returns the requests that moved */
export async function noteOutcomes(
  trx: DatabaseTransaction,
  told: readonly ToldOutcome[],
  now: string,
): Promise<readonly MovedRequest[]> {
  if (told.length === 0) return [];
  const { rows } = await sql<MovedRequest>`
    WITH noted AS (
      UPDATE device_request_device w SET outcome = u.outcome, told_at = u.at, told_by = u.by
      FROM unnest(
        ${told.map(({ requestId }) => requestId)}::uuid[], ${told.map(({ deviceId }) => deviceId)}::uuid[],
        ${told.map(({ outcome }) => outcome)}::text[], ${told.map(({ at }) => at)}::timestamptz[], ${told.map(({ by }) => by)}::text[]
      ) AS u (request_id, device_id, outcome, at, by)
      WHERE w.request_id = u.request_id AND w.device_id = u.device_id AND w.outcome IS NULL
      RETURNING w.request_id
    ), counted AS (SELECT request_id, count(*)::integer AS devices FROM noted GROUP BY request_id ORDER BY request_id)
    UPDATE device_request r SET done = r.done + c.devices,
      closed_at = CASE WHEN r.done + c.devices = r.devices THEN ${now}::timestamptz ELSE r.closed_at END
    FROM counted c WHERE r.request_id = c.request_id
    RETURNING r.request_id AS "requestId", r.kind, r.devices, r.done = r.devices AS ended`.execute(trx);
  return rows;
}

/** Takes a request back; false where it has ended, or was taken back before. */
export async function withdrawRequest(
  trx: DatabaseTransaction,
  requestId: string,
  { at, byName }: { readonly at: string; readonly byName: string },
): Promise<boolean> {
  const taken = await trx
    .updateTable('device_request')
    .set({ withdrawn_at: at, withdrawn_by_name: byName })
    .where('request_id', '=', requestId)
    .where('withdrawn_at', 'is', null)
    .where('closed_at', 'is', null)
    .returning('request_id')
    .executeTakeFirst();
  return taken !== undefined;
}
