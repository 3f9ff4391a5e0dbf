import { TRACKER_KINDS } from '@baton/domain/connections/connection-kind.ts';
import { nextAttempt } from '@baton/domain/connections/retry-schedule.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { findConnection, noteHealth, notePolled, readConnections } from '@baton/store/connections/connections.ts';
import { leaseTrack, markDue, readRemoteIds, releaseTrack, type TrackRecord } from '@baton/store/connections/tracks.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { LOOK_WHETHER_IT_RUNS } from '../deliveries/outcome.ts';
import type { AllowedHosts } from '../guarded-fetch/address-guard.ts';
import type { RelayContext } from '../relay/relay-context.ts';
import { ServiceError, type ServiceErrorCode } from '../service-error.ts';
import { syncTrack } from './sync-track.ts';
import { trackerOf } from './tracker-of.ts';

export interface TracksContext {
  readonly relay: () => RelayContext;
  readonly allowPrivateHosts: AllowedHosts;
  readonly publicUrl: string;
}

/** Longer than a round lasts; after it somebody else may take the track. */
const LEASE_MINUTES = 5;
/** Changes are looked for a little further back than the last look, for clocks that differ and searches that lag. */
const OVERLAP_MINUTES = 2;
const LONGEST_LOOK_BACK_MINUTES = 7 * 24 * 60;
/** After an attempt that broke off, what it has made over there is not found by search at once. */
const ATTEMPTS_AHEAD = 2;
const ISSUE_FAULTS: readonly ServiceErrorCode[] = ['not-found', 'conflict'];

/** Brings every track that is due up to date. Any number of workers may run it at once. @returns how many there were */
export async function runSyncs(db: Database, context: TracksContext, signal?: AbortSignal): Promise<number> {
  for (let done = 0; ; done += 1) {
    const track = signal?.aborted === true ? undefined : await lease(db);
    if (track === undefined) return done;
    await syncLeased(db, context, track);
  }
}

/** Brings one track up to date now, due or not. @returns false where somebody is at it, or its connection is paused */
export async function syncNow(db: Database, context: TracksContext, trackId: string): Promise<boolean> {
  const track = await lease(db, trackId);
  if (track === undefined) return false;
  await syncLeased(db, context, track);
  return true;
}

function lease(db: Database, trackId?: string): Promise<TrackRecord | undefined> {
  const now = Temporal.Now.instant();
  const leasedUntil = now.add({ minutes: LEASE_MINUTES }).toString();
  return leaseTrack(db, { now: now.toString(), leasedUntil, ...(trackId === undefined ? {} : { trackId }) });
}

async function syncLeased(db: Database, context: TracksContext, track: TrackRecord): Promise<void> {
  const connection = await findConnection(db, track.connection_id);
  if (connection === undefined) return;
  const { relay, publicUrl, allowPrivateHosts } = context;
  const wrong = await refusalOf(async () =>
    syncTrack({ db, relay, publicUrl }, trackerOf(connection, allowPrivateHosts), track),
  );
  const now = Temporal.Now.instant();
  const at = now.toString();
  // An issue that cannot be moved, or is gone, waits for the next entry or for somebody, and says nothing of the connection.
  const isOfIssue = wrong !== null && ISSUE_FAULTS.some((code) => code === wrong.code);
  const retry = wrong === null || isOfIssue ? null : nextAttempt(now, track.attempts_in_row + ATTEMPTS_AHEAD);
  const words = wrong === null ? null : { problem: wrong.message, hint: wrong.hint ?? LOOK_WHETHER_IT_RUNS };
  await releaseTrack(db, track, {
    problem: words?.problem ?? null,
    hint: words?.hint ?? null,
    retryAt: retry?.toString() ?? null,
    now: at,
  });
  if (!isOfIssue) await noteHealth(db, connection.connection_id, words, at);
  await publishEvent(db, { topic: 'connection' });
}

async function refusalOf(act: () => Promise<void>): Promise<ServiceError | null> {
  try {
    await act();
    return null;
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
}

/** Asks each tool what has changed since the last look, and marks it as due. @returns how many tracks are */
export async function pollTracks(db: Database, { allowPrivateHosts }: TracksContext): Promise<number> {
  let due = 0;
  for (const connection of await readConnections(db, { kinds: TRACKER_KINDS })) {
    const ids = await readRemoteIds(db, connection.connection_id);
    if (!connection.active || ids.length === 0) continue;
    const now = Temporal.Now.instant();
    const at = now.toString();
    const since = connection.polled_at === null ? OVERLAP_MINUTES : minutesSince(connection.polled_at, now);
    const wrong = await refusalOf(async () => {
      const { tracker } = trackerOf(connection, allowPrivateHosts);
      const changed = await tracker.changed(ids, Math.min(since + OVERLAP_MINUTES, LONGEST_LOOK_BACK_MINUTES));
      due += await markDue(db, connection.connection_id, changed, at);
      await notePolled(db, connection.connection_id, at);
    });
    if (wrong === null) continue;
    const words = { problem: wrong.message, hint: wrong.hint ?? LOOK_WHETHER_IT_RUNS };
    if (await noteHealth(db, connection.connection_id, words, at)) await publishEvent(db, { topic: 'connection' });
  }
  return due;
}

function minutesSince(past: string, now: Temporal.Instant): number {
  return Math.max(0, now.since(Temporal.Instant.from(past)).total('minutes'));
}
