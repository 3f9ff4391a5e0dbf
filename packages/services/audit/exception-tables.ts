import { exceptionName } from '@baton/domain/exceptions/held-exception.ts';
import {
  type ExceptionRoundRow,
  readAllChecks,
  readAllExceptionSignatures,
  readAllMinutes,
  readAllRounds,
} from '@baton/store/audit/read-exceptions.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { csvLine } from '../read-cells/csv-line.ts';

const SLICE = 100;

/** Every exception, a row a round: the request and each renewal, with what was signed to the letter and how it ended. */
export async function* exceptionsTable(db: Database): AsyncGenerator<string> {
  const head = ['exception', 'round', 'about', 'state', 'owner', 'renewals', 'asked_by', 'team', 'asked_at'];
  yield csvLine([...head, 'in_force_from', 'closed_as', 'ended_at', 'ended_because', 'sha256', 'content']);
  for (let after = { number: 0, round: 0 }; ; ) {
    const rows: readonly ExceptionRoundRow[] = await readAllRounds(db, after, SLICE);
    for (const row of rows) {
      const told = [exceptionName(row.number), row.round, row.what, row.state, row.owner, row.renewals];
      const asked = [row.askedBy, row.askedByTeam, row.askedAt, row.inForceFrom ?? '', row.closedAs ?? ''];
      const ended = [row.endedAt ?? '', row.endedBecause ?? '', row.hash.toString('hex'), row.content];
      yield csvLine([...told, ...asked, ...ended]);
    }
    after = rows.at(-1) ?? after;
    if (rows.length < SLICE) return;
  }
}

export async function* exceptionSignaturesTable(db: Database): AsyncGenerator<string> {
  yield csvLine(['exception', 'round', 'team', 'person', 'person_id', 'proved_by', 'signed_at', 'sha256_of_content']);
  for (const row of await readAllExceptionSignatures(db)) {
    const signer = [row.team, row.person_name, row.person_id, row.proved_by, row.signed_at, row.hash.toString('hex')];
    yield csvLine([exceptionName(row.number), row.round, ...signer]);
  }
}

/** Each answer of each control, from its first check to its last. */
export async function* exceptionChecksTable(db: Database): AsyncGenerator<string> {
  const head = ['exception', 'round', 'control', 'from', 'to', 'checks', 'holds', 'devices', 'holding', 'not_shown_on'];
  yield csvLine(head);
  for (const row of await readAllChecks(db)) {
    const times = [row.checked_at, row.last_at, row.checks];
    const answer = [String(row.holds), row.devices, row.holding, row.failing.join(' ')];
    yield csvLine([exceptionName(row.number), row.round, row.control, ...times, ...answer]);
  }
}

export async function* exceptionMinutesTable(db: Database): AsyncGenerator<string> {
  yield csvLine(['meeting', 'held_at', 'closed_at', 'closed_by', 'minutes']);
  for (const row of await readAllMinutes(db)) {
    yield csvLine([row.meeting_id, row.held_at, row.closed_at ?? '', row.closed_by_name ?? '', row.minutes ?? '']);
  }
}
