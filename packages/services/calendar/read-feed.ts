import { TEAM_NAMES } from '@baton/domain/charter/words.ts';
import { nextWindow } from '@baton/domain/service-levels/maintenance-window.ts';
import { type CalendarEntry, writeCalendar } from '@baton/formats/calendar/write-calendar.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { countFeedRead, type FeedRecord, readOpenDeadlines } from '@baton/store/connections/calendar-feeds.ts';
import { readWindows } from '@baton/store/service-levels/windows.ts';
import { countSignIn } from '../people/limit-sign-ins.ts';
import { hashSecretToken } from '../people/secret-token.ts';
import { ServiceError } from '../service-error.ts';
import { freezesOf, ruleOf } from '../service-levels/maintenance-windows.ts';
import { currentPolicy } from '../service-levels/policy-book.ts';

/** How far ahead windows are written out, one by one: those in a freeze are left out, which no rule of recurrence could say. */
const DAYS_AHEAD = 92;
const MOST_OF_A_WINDOW = 100;
const MOST_DEADLINES = 500;
/** A calendar program asks every few minutes at most. */
const MOST_READS_A_MINUTE = 10;

export interface FeedReader {
  readonly token: string;
  readonly address: string;
  readonly now: string;
  readonly timeZone: string;
  readonly publicUrl: string;
}

/**
 * A feed by its token. Wrong tokens count as wrong passwords do.
 * @throws ServiceError `link-unusable`, the same for a token that never was and one that was revoked; `too-many-attempts`
 */
export async function readFeed(db: Database, reader: FeedReader): Promise<string> {
  const feed = await admit(db, reader);
  const entries = [
    ...(feed.windows ? await windowEntries(db, reader) : []),
    ...(feed.deadlines === null ? [] : await deadlineEntries(db, feed.deadlines, reader)),
  ];
  return writeCalendar(entries, { name: feed.name, now: reader.now, refreshHours: 1 });
}

async function admit(db: Database, { token, address, now }: FeedReader): Promise<FeedRecord> {
  const hash = hashSecretToken(token);
  const feed = await countFeedRead(db, hash, now);
  if (feed === undefined) {
    await countSignIn(db, `calendar ${hash.toString('hex')}`, address, Temporal.Instant.from(now));
    throw new ServiceError('link-unusable', 'This calendar is not good any more.', {
      hint: 'Its person makes a new one under Settings, Connections.',
    });
  }
  if (feed.minute_reads > MOST_READS_A_MINUTE)
    throw new ServiceError('too-many-attempts', 'This calendar is read too often.', { hint: 'Wait a minute.' });
  return feed;
}

async function windowEntries(db: Database, { now, timeZone, publicUrl }: FeedReader): Promise<CalendarEntry[]> {
  const freezes = freezesOf(await currentPolicy(db, now, timeZone));
  const until = Temporal.Instant.from(now).add({ hours: 24 * DAYS_AHEAD });
  return (await readWindows(db)).flatMap((window) => {
    const entries: CalendarEntry[] = [];
    for (let from = now; entries.length < MOST_OF_A_WINDOW; ) {
      const found = nextWindow(ruleOf(window), from, freezes);
      if (found === null || Temporal.Instant.compare(found.start, until) > 0) break;
      entries.push({
        uid: `window-${window.window_id}-${found.start}@${hostOf(publicUrl)}`,
        start: found.start,
        end: found.end,
        summary: `Maintenance window: ${window.name}`,
        description: whomFor(window),
        url: `${publicUrl}/settings/service-levels`,
        busy: false,
      });
      from = Temporal.Instant.from(found.start).add({ seconds: 1 }).toString();
    }
    return entries;
  });
}

async function deadlineEntries(
  db: Database,
  holder: 'it' | 'infosec' | 'both',
  { publicUrl }: FeedReader,
): Promise<CalendarEntry[]> {
  return (await readOpenDeadlines(db, { holder, limit: MOST_DEADLINES })).map((open) => ({
    uid: `deadline-${open.remediationId}@${hostOf(publicUrl)}`,
    start: open.dueAt,
    end: null,
    summary: `${open.fix} is due`,
    description: [
      ...(open.title === open.fix ? [] : [open.title]),
      `${TEAM_NAMES[open.holder]} holds the baton in ${open.place}.`,
    ].join('\n'),
    url: `${publicUrl}/remediations/${open.remediationId}`,
    busy: false,
  }));
}

function whomFor({ everywhere, groups, devices }: Awaited<ReturnType<typeof readWindows>>[number]): string {
  if (everywhere) return 'For every device.';
  const named = devices.length === 0 ? [] : [`${devices.length} ${devices.length === 1 ? 'device' : 'devices'}`];
  return `For ${[...groups.map((group) => `group ${group}`), ...named].join(', ')}.`;
}

function hostOf(publicUrl: string): string {
  return new URL(publicUrl).hostname;
}
