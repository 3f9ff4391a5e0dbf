import type { TimelineEntry } from '@baton/contract/remediation-acts.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { readRequests } from '@baton/store/disagreements/read-requests.ts';
import { readHistory } from '@baton/store/relay/history.ts';
import { readDeadlineChanges } from '@baton/store/service-levels/deadline-changes.ts';
import { listPauses } from '../service-levels/list-pauses.ts';
import { describeEvent, requireRemediation } from './read-remediation.ts';
import { counted } from './relay-words.ts';

const MOST_REQUESTS = 1000;
const BATON = { name: 'Baton', team: null };
const OF_NOTHING = { attachment: null, other: null };

/**
 * Everything of one remediation in one order of time, newest first: its history, the deadlines that moved with it, pauses of its
 * clock, and requests that evidence fulfilled. A remediation has hundreds of these at most: they are put in order here.
 */
export async function readTimeline(
  db: Database,
  now: string,
  remediationId: string,
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
): Promise<{ readonly rows: TimelineEntry[]; readonly total: number }> {
  await requireRemediation(db, remediationId);
  const entries: TimelineEntry[] = [
    ...(await acts(db, remediationId)),
    ...(await deadlines(db, remediationId)),
    ...(await pauses(db, now, remediationId)),
    ...(await requests(db, remediationId)),
  ];
  // Of one moment the entry that led to another comes first in time: the sort keeps the order that they are listed in.
  const ordered = entries.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).reverse();
  return { rows: ordered.slice((page - 1) * pageSize, page * pageSize), total: ordered.length };
}

async function acts(db: Database, remediationId: string): Promise<TimelineEntry[]> {
  return (await readHistory(db, remediationId)).map((event) => {
    const { at, by, sentence, note, attachment, other } = describeEvent(event);
    return { at, kind: 'act', by: { name: by.name, team: by.team }, sentence, note, attachment, other };
  });
}

async function deadlines(db: Database, remediationId: string): Promise<TimelineEntry[]> {
  return (await readDeadlineChanges(db, remediationId)).map(({ at, why, from_due_at, to_due_at }) => ({
    at,
    kind: 'deadline',
    by: BATON,
    sentence:
      to_due_at === null
        ? 'No deadline any more'
        : from_due_at === null
          ? `Due ${stamp(to_due_at)}`
          : `Due ${stamp(to_due_at)} instead of ${stamp(from_due_at)}`,
    note: why,
    ...OF_NOTHING,
  }));
}

async function pauses(db: Database, now: string, remediationId: string): Promise<TimelineEntry[]> {
  const { rows } = await listPauses(db, now, remediationId);
  return rows.flatMap(({ askedAt, askedBy, reason, endsAt, signatures }): TimelineEntry[] => [
    {
      at: askedAt,
      kind: 'pause',
      by: { name: askedBy, team: null },
      sentence: `${askedBy} asks for a pause until ${stamp(endsAt)}`,
      note: reason,
      ...OF_NOTHING,
    },
    ...signatures.map(
      ({ person, team, signedAt }): TimelineEntry => ({
        at: signedAt,
        kind: 'pause',
        by: { name: person, team },
        sentence: `${person} signed the pause`,
        note: null,
        ...OF_NOTHING,
      }),
    ),
  ]);
}

async function requests(db: Database, remediationId: string): Promise<TimelineEntry[]> {
  const { rows } = await readRequests(db, { remediationId }, { limit: MOST_REQUESTS, offset: 0 });
  return rows.flatMap(({ closedAt, devices }): TimelineEntry[] =>
    closedAt === null
      ? []
      : [
          {
            at: closedAt,
            kind: 'request',
            by: BATON,
            sentence: `${counted(devices, 'device')} ${devices === 1 ? 'was' : 'were'} looked at again as asked`,
            note: null,
            ...OF_NOTHING,
          },
        ],
  );
}

/** "2026-11-26 08:00 UTC": a timeline is read by people of several zones. */
function stamp(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}
