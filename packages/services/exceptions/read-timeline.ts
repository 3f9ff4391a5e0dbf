import type { ExceptionDetail } from '@baton/contract/exceptions.ts';
import type { LogRow } from '@baton/contract/log.ts';
import { TEAM_NAMES } from '@baton/domain/charter/words.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { listLog } from '../log/list-log.ts';

/** More than an exception of years has; the whole of it stands in the log. */
const MOST = 300;

/** Everything that was done with an exception, newest first: its entries in the log, in sentences. */
export async function readTimeline(db: Database, exceptionId: string): Promise<ExceptionDetail['timeline']> {
  const { rows } = await listLog(db, { subjectKind: 'exception', subjectId: exceptionId, page: 1, pageSize: MOST });
  return rows.map((row) => ({
    at: row.at,
    by: row.actor.name,
    team: row.actor.team,
    sentence: sentenceOf(row),
  }));
}

function sentenceOf({ action, details, actor }: LogRow): string {
  const text = (name: string) => (typeof details[name] === 'string' ? details[name] : '');
  const count = (name: string) => (typeof details[name] === 'number' ? details[name] : 0);
  const said = text('note') === '' ? '' : `: ${text('note')}`;
  const devices = count('devices') === 1 ? '1 device' : `${count('devices').toLocaleString('en-US')} devices`;
  switch (action) {
    case 'exception.requested':
      return `asked for it on ${devices}, until ${dayOf(text('until'))}${goesOn(details.goesOnFrom)}${said}`;
    case 'exception.renewal-asked':
      return `asked to renew it on ${devices}, until ${dayOf(text('until'))}${said}`;
    case 'exception.signed':
      return `signed for ${actor.team === null ? 'a team' : TEAM_NAMES[actor.team]}`;
    case 'exception.came-into-force':
      return `brought it into force with the second signature, until ${dayOf(text('until'))}, on ${devices}`;
    case 'exception.declined':
      return `declined it${said}`;
    case 'exception.withdrawn':
      return `took it back${said}`;
    case 'exception.handed-back':
      return `handed it back to ${text('owner')}${said}`;
    case 'exception.attested':
      return `attested for ${count('days')} days: “${text('statement')}”${said}`;
    case 'exception.settled':
      return `let devices go: proven on ${count('proven')}, required no more on ${count('notRequired')}`;
    case 'exception.decided':
      return `the review meeting decided: ${text('decision')}${said}`;
    default:
      return text('because') === '' ? action : `${ENDED[action] ?? action}: ${text('because')}`;
  }
}

function goesOn(names: unknown): string {
  return Array.isArray(names) && names.length > 0 ? `, anew after ${names.join(', ')} ended` : '';
}

const ENDED: Readonly<Record<string, string>> = {
  'exception.fixed': 'ended it',
  'exception.expired': 'let it expire',
  'exception.reopened': 'reopened it before its date',
  'exception.ended': 'ended it',
};

/** "24 Dec 2026" (UTC). */
function dayOf(at: string): string {
  return at === ''
    ? 'its date'
    : new Date(at)
        .toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
        .replace('Sept', 'Sep');
}
