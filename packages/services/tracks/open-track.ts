import type { listTracks as listRoute, Track } from '@baton/contract/tracks.ts';
import { isTracker, TRACKER_KINDS } from '@baton/domain/connections/connection-kind.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { readConnections } from '@baton/store/connections/connections.ts';
import { findTrack, insertTrack, readTracksOf, type ShownTrack, updateTrack } from '@baton/store/connections/tracks.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { readRemediations } from '@baton/store/relay/remediations.ts';
import type { z } from 'zod';
import type { TeamActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import { syncNow, type TracksContext } from './run-syncs.ts';

/** Issues of a remediation in other tools, and the tools in which it has none. */
export async function listTracks(
  db: Database,
  remediationId: string,
): Promise<z.input<(typeof listRoute)['response']>> {
  await requireRemediation(db, remediationId);
  const rows = (await readTracksOf(db, remediationId)).map(describe);
  const has = new Set(rows.map(({ connectionId }) => connectionId));
  const offered = (await readConnections(db, { kinds: TRACKER_KINDS })).flatMap(
    ({ connection_id, name, kind, active }) =>
      active && isTracker(kind) && !has.has(connection_id) ? [{ connectionId: connection_id, name, kind }] : [],
  );
  return { rows, offered };
}

/** Opens an issue for a remediation, or links one that is there; it is made at once where the tool answers. */
export async function openTrack(
  db: Database,
  context: TracksContext,
  actor: TeamActor,
  {
    remediationId,
    connectionId,
    key,
  }: { readonly remediationId: string; readonly connectionId: string; readonly key?: string | undefined },
): Promise<Track> {
  requirePermission(actor, 'track.open');
  const fix = await requireRemediation(db, remediationId);
  const connection = (await readConnections(db, { kinds: TRACKER_KINDS })).find(
    ({ connection_id }) => connection_id === connectionId,
  );
  if (connection === undefined)
    throw new ServiceError('not-found', 'There is no such connection.', { where: 'body.connectionId' });
  const { now } = context.relay();
  const trackId = await db.transaction().execute(async (trx) => {
    const by = actor.name;
    const made = await insertTrack(trx, { connectionId, remediationId, key: key ?? null, by, now });
    if (made === undefined)
      throw new ServiceError('conflict', `${fix} has an issue in ${connection.name} already.`, {
        hint: 'Unlink it first, where another is meant.',
      });
    await note(trx, actor, 'track.opened', { remediationId, fix, connection: connection.name, key: key ?? null });
    return made;
  });
  await syncNow(db, context, trackId);
  return readTrack(db, trackId);
}

/** Brings a track up to date now. */
export async function syncByHand(
  db: Database,
  context: TracksContext,
  actor: TeamActor,
  trackId: string,
): Promise<Track> {
  requirePermission(actor, 'track.open');
  await readTrack(db, trackId);
  if (!(await syncNow(db, context, trackId)))
    throw new ServiceError('conflict', 'It is being brought up to date just now, or its connection is paused.', {
      hint: 'Look again in a moment.',
    });
  return readTrack(db, trackId);
}

/** Unlinks an issue: it stays as it is over there, and nothing is told or taken any more. */
export async function endTrack(db: Database, actor: TeamActor, trackId: string, now: string): Promise<void> {
  requirePermission(actor, 'track.open');
  await db.transaction().execute(async (trx) => {
    const track = await findTrack(trx, trackId);
    if (track === undefined) throw noTrack();
    const fix = await requireRemediation(trx, track.remediation_id);
    await updateTrack(trx, trackId, { ended_at: now, ended_by_name: actor.name, due_at: null });
    const { remediation_id: remediationId, connection, remote_key: key } = track;
    await note(trx, actor, 'track.ended', { remediationId, fix, connection, key });
  });
}

async function readTrack(db: Database, trackId: string): Promise<Track> {
  const track = await findTrack(db, trackId);
  if (track === undefined) throw noTrack();
  return describe(track);
}

function noTrack(): ServiceError {
  return new ServiceError('not-found', 'There is no such link.', { where: 'params.trackId' });
}

function describe(track: ShownTrack): Track {
  if (!isTracker(track.kind)) throw new Error(`${track.kind} has no issues.`);
  return {
    trackId: track.track_id,
    connectionId: track.connection_id,
    connection: track.connection,
    kind: track.kind,
    key: track.remote_key ?? track.asked_key,
    url: track.remote_url,
    remoteState: track.remote_state,
    syncedAt: track.synced_at,
    waiting: track.due_at !== null,
    problem: track.problem,
    hint: track.hint,
    openedBy: track.opened_by_name,
    openedAt: track.opened_at,
  };
}

/** @returns the fix that it is about */
async function requireRemediation(db: Database | DatabaseTransaction, remediationId: string): Promise<string> {
  const [record] = await readRemediations(db, { remediationIds: [remediationId] });
  if (record) return record.fix_id;
  throw new ServiceError('not-found', `There is no remediation ${remediationId}.`, { where: 'params.remediationId' });
}

async function note(
  trx: DatabaseTransaction,
  actor: TeamActor,
  action: 'track.opened' | 'track.ended',
  told: {
    readonly remediationId: string;
    readonly fix: string;
    readonly connection: string;
    readonly key: string | null;
  },
): Promise<void> {
  const { remediationId, fix, connection, key } = told;
  const subject = { kind: 'remediation', id: remediationId, name: fix };
  await appendLog(trx, { actor, action, subject, details: { connection, key } });
  await publishEvent(trx, { topic: 'connection' });
}
