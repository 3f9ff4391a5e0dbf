import type { ExceptionMeeting } from '@baton/contract/exception-meetings.ts';
import { type ExceptionTarget, exceptionName } from '@baton/domain/exceptions/held-exception.ts';
import { writeMinutes } from '@baton/domain/exceptions/meeting-minutes.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import {
  type DecisionRecord,
  findMeeting,
  listMeetings,
  type MeetingRecord,
  readDecisions,
} from '@baton/store/exceptions/meetings.ts';
import type { RelayContext } from '../relay/relay-context.ts';
import { ServiceError } from '../service-error.ts';
import { targetWords } from './exception-terms.ts';

/** Review meetings with their minutes, newest first. */
export async function readMeetings(
  db: Database,
  { timeZone }: Pick<RelayContext, 'timeZone'>,
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
): Promise<{ readonly rows: ExceptionMeeting[]; readonly total: number }> {
  const { rows, total } = await listMeetings(db, { limit: pageSize, offset: (page - 1) * pageSize });
  const decisions = Map.groupBy(
    await readDecisions(
      db,
      rows.map(({ meeting_id }) => meeting_id),
    ),
    ({ meeting_id }) => meeting_id,
  );
  return { rows: rows.map((row) => meetingDto(row, decisions.get(row.meeting_id) ?? [], timeZone)), total };
}

export async function readMeeting(
  db: Database,
  { timeZone }: Pick<RelayContext, 'timeZone'>,
  meetingId: string,
): Promise<ExceptionMeeting> {
  const row = await findMeeting(db, meetingId);
  if (row === undefined) {
    throw new ServiceError('not-found', `There is no meeting ${meetingId}.`, { where: 'params.meetingId' });
  }
  return meetingDto(row, await readDecisions(db, [meetingId]), timeZone);
}

/** The minutes of a meeting as they would be written now. */
export function minutesOf(
  { held_at, present, notes }: Pick<MeetingRecord, 'held_at' | 'present' | 'notes'>,
  decisions: readonly DecisionRecord[],
  timeZone: string,
): string {
  return writeMinutes(
    {
      heldAt: held_at,
      present,
      notes,
      decisions: decisions.map((one) => ({
        name: exceptionName(one.number),
        what: targetWords(targetOf(one)),
        decision: one.decision,
        by: one.decided_by_name,
        note: one.note,
        until: one.until,
        owner: one.owner,
      })),
    },
    timeZone,
  );
}

function meetingDto(row: MeetingRecord, decisions: readonly DecisionRecord[], timeZone: string): ExceptionMeeting {
  return {
    meetingId: row.meeting_id,
    heldAt: row.held_at,
    openedBy: row.opened_by_name,
    present: row.present.map((one) => ({ ...one })),
    closedAt: row.closed_at,
    closedBy: row.closed_by_name,
    decisions: decisions.map((one) => ({
      exceptionId: one.exception_id,
      name: exceptionName(one.number),
      what: targetWords(targetOf(one)),
      decision: one.decision,
      note: one.note,
      until: one.until,
      by: one.decided_by_name,
      at: one.decided_at,
    })),
    minutes: row.minutes ?? minutesOf(row, decisions, timeZone),
  };
}

function targetOf({ fix, product }: DecisionRecord): ExceptionTarget {
  return fix === null ? { kind: 'product', product: product ?? '' } : { kind: 'fix', fix };
}
