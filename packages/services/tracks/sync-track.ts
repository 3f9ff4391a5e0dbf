import { phaseOf } from '@baton/domain/connections/track-phase.ts';
import { isTold, markOf, seqOfMark, takenComment, takenState } from '@baton/domain/connections/track-words.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { insertWords, readWords, type TrackRecord, updateTrack } from '@baton/store/connections/tracks.ts';
import { readHistory } from '@baton/store/relay/history.ts';
import { type RemediationRecord, readRemediations } from '@baton/store/relay/remediations.ts';
import { SYSTEM } from '../actor.ts';
import { commentOn } from '../relay/comment-on.ts';
import type { RelayContext } from '../relay/relay-context.ts';
import { ServiceError } from '../service-error.ts';
import { draftOf, entryText, linkText } from './issue-words.ts';
import type { RemoteIssue } from './tracker.ts';
import type { OpenTracker } from './tracker-of.ts';

/** What one round works with. */
export interface SyncContext {
  readonly db: Database;
  /** Of now, whenever it is asked: a round takes the time of several answers. */
  readonly relay: () => RelayContext;
  readonly publicUrl: string;
}

/**
 * Brings a remediation and its issue over there to the same words. First what was said and set there is taken, then what was
 * done here is told. Nothing is taken or told twice, and nothing that came from there goes back (docs/decisions/0076).
 */
export async function syncTrack(context: SyncContext, open: OpenTracker, track: TrackRecord): Promise<void> {
  const linked = await ensureIssue(context, open, track);
  const issue = await open.tracker.read(linked.remote_id);
  await updateTrack(context.db, track.track_id, { remote_key: issue.key, remote_url: issue.url });
  await takeWords(context, linked, issue);
  await takeState(context, open, linked, issue);
  await tellEntries(context, open, linked, issue);
  await tellPhase(context, open, linked, issue);
}

type LinkedTrack = TrackRecord & { readonly remote_id: string };

/** The issue of the track: known, made before a crash, made now, or the one that was asked for. */
async function ensureIssue(
  { db, publicUrl }: SyncContext,
  { tracker }: OpenTracker,
  track: TrackRecord,
): Promise<LinkedTrack> {
  if (track.remote_id !== null) return { ...track, remote_id: track.remote_id };
  const record = await requireRecord(db, track.remediation_id);
  const told = { told_seq: record.version } as const;
  if (track.asked_key !== null) {
    const remote_id = await tracker.adopt(track.asked_key);
    const issue = await tracker.read(remote_id);
    // What was said there before the link is not this remediation's.
    const before = issue.words.map(({ id }) => ({ remoteWord: id, seq: null }));
    await insertWords(db, track.track_id, before, track.opened_at);
    // Its state is left to those who work in it, until the baton comes to another phase.
    const linked = { ...told, told_phase: phaseOf(record.place), remote_id };
    await updateTrack(db, track.track_id, linked);
    const known = issue.words.some(({ text }) => seqOfMark(text, track.remediation_id) !== null);
    if (!known) await tracker.say(remote_id, linkText(record, publicUrl));
    return { ...track, ...linked };
  }
  const remote_id =
    (await tracker.findMade(track.remediation_id)) ?? (await tracker.create(draftOf(record, publicUrl)));
  await updateTrack(db, track.track_id, { remote_id, ...told });
  return { ...track, ...told, remote_id };
}

/** Comments of others become entries of the history, in their order, each in a transaction with the note that it was taken. */
async function takeWords({ db, relay }: SyncContext, track: LinkedTrack, issue: RemoteIssue): Promise<void> {
  const taken = new Set((await readWords(db, track.track_id)).map(({ remoteWord }) => remoteWord));
  for (const word of issue.words) {
    if (taken.has(word.id)) continue;
    if (seqOfMark(word.text, track.remediation_id) !== null || word.text.trim() === '') continue;
    const note = takenComment(word.text, { author: word.author, key: issue.key });
    await take({ db, relay }, track, { remoteWord: word.id, note });
  }
}

/** A state that somebody set there is written down as their word; it moves no baton. */
async function takeState(
  { db, relay }: SyncContext,
  { states }: OpenTracker,
  track: LinkedTrack,
  { key, state, stateName }: RemoteIssue,
): Promise<void> {
  const before = track.remote_state;
  if (before !== stateName && before !== null) {
    const record = await requireRecord(db, track.remediation_id);
    const wanted = states[phaseOf(record.place)];
    // What Baton wants to be there is nobody's news, whoever set it.
    if (wanted !== state && wanted !== stateName) {
      const note = takenState(key, { before, now: stateName });
      await take({ db, relay }, track, { remoteWord: `state ${relay().now}`, note });
    }
  }
  if (before !== stateName) await updateTrack(db, track.track_id, { remote_state: stateName });
}

async function take(
  { db, relay }: Pick<SyncContext, 'db' | 'relay'>,
  track: LinkedTrack,
  { remoteWord, note }: { readonly remoteWord: string; readonly note: string },
): Promise<void> {
  const context = relay();
  await db.transaction().execute(async (trx) => {
    const { version } = await commentOn(trx, context, { actor: SYSTEM, remediationId: track.remediation_id, note });
    const fresh = await insertWords(trx, track.track_id, [{ remoteWord, seq: version }], context.now);
    if (fresh === 0) throw new ServiceError('conflict', 'Another process has taken this comment just now.');
  });
}

/** Entries since the last one told become comments there; those that came from there do not. */
async function tellEntries(
  { db, publicUrl }: SyncContext,
  { tracker }: OpenTracker,
  track: LinkedTrack,
  issue: RemoteIssue,
): Promise<void> {
  const fromThere = new Set((await readWords(db, track.track_id)).map(({ seq }) => seq));
  const toldBefore = new Set(issue.words.map(({ text }) => seqOfMark(text, track.remediation_id)));
  for (const entry of await readHistory(db, track.remediation_id)) {
    if (entry.seq <= track.told_seq) continue;
    const isNews = isTold(entry) && !fromThere.has(entry.seq) && !toldBefore.has(entry.seq);
    if (isNews) await tracker.say(issue.id, entryText(entry, track.remediation_id, publicUrl));
    await updateTrack(db, track.track_id, { told_seq: entry.seq });
  }
}

/** Where the remediation has come to another phase, its state there follows. */
async function tellPhase(
  { db }: SyncContext,
  { tracker, states }: OpenTracker,
  track: LinkedTrack,
  issue: RemoteIssue,
): Promise<void> {
  const record = await requireRecord(db, track.remediation_id);
  const phase = phaseOf(record.place);
  if (track.told_phase === phase) return;
  const wanted = states[phase];
  if (wanted !== null && wanted !== issue.state && wanted.toLowerCase() !== issue.stateName.toLowerCase()) {
    const note = `${markOf(record.remediation_id, record.version)}: ${record.place}`;
    const remote_state = await tracker.setState(issue, wanted, note);
    await updateTrack(db, track.track_id, { remote_state });
  }
  await updateTrack(db, track.track_id, { told_phase: phase });
}

async function requireRecord(db: Database, remediationId: string): Promise<RemediationRecord> {
  const [record] = await readRemediations(db, { remediationIds: [remediationId] });
  if (record) return record;
  throw new ServiceError('not-found', `There is no remediation ${remediationId}.`);
}
