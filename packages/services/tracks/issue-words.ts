import { TEAM_NAMES } from '@baton/domain/charter/words.ts';
import { markOf } from '@baton/domain/connections/track-words.ts';
import { holderOf } from '@baton/domain/relay/leg.ts';
import type { KeptEvent } from '@baton/store/relay/history.ts';
import type { RemediationRecord } from '@baton/store/relay/remediations.ts';
import { eventSentence } from '../read-relay/event-sentence.ts';
import { counted, spelled } from '../read-relay/relay-words.ts';
import type { IssueDraft } from './tracker.ts';

const pageOf = (publicUrl: string, remediationId: string): string => `${publicUrl}/remediations/${remediationId}`;

/** A new issue: what it is about, where it stands, and that Baton has the record. */
export function draftOf(record: RemediationRecord, publicUrl: string): IssueDraft {
  return {
    remediationId: record.remediation_id,
    title: record.title === record.fix_id ? record.fix_id : `${record.fix_id}: ${record.title}`,
    description: standing(record, publicUrl),
  };
}

/** What is said in an issue that was there, when it is linked. */
export function linkText(record: RemediationRecord, publicUrl: string): string {
  return `${standing(record, publicUrl)}\n\n${markOf(record.remediation_id, record.version)}`;
}

function standing(record: RemediationRecord, publicUrl: string): string {
  const { fix_id, title, cves, kev, severity, proven, open, disputed, unproven, due_at, holder, place } = record;
  const required = proven + open + disputed + unproven;
  return [
    `Fix: ${fix_id}${title === fix_id ? '' : `, ${title}`}`,
    ...(severity === null ? [] : [`Severity: ${severity}`]),
    ...(cves.length === 0 ? [] : [`Removes: ${list(cves)}`]),
    ...(kev.length === 0 ? [] : [`Known to be exploited: ${list(kev)}`]),
    `Proven on ${spelled(proven)} of ${counted(required, 'device')}`,
    ...(due_at === null ? [] : [`Due: ${due_at.slice(0, 16).replace('T', ' ')} UTC`]),
    place === 'closed' ? 'Closed.' : `${TEAM_NAMES[holder]} holds the baton in ${place}.`,
    '',
    `Baton keeps the record: ${pageOf(publicUrl, record.remediation_id)}`,
    'Comments go both ways. A state that is set here is noted there and moves nothing: closing takes evidence.',
  ].join('\n');
}

function list(names: readonly string[]): string {
  const most = 20;
  return names.length > most ? `${names.slice(0, most).join(', ')} and ${names.length - most} more` : names.join(', ');
}

/** An entry of the history as a comment over there. */
export function entryText(entry: KeptEvent, remediationId: string, publicUrl: string): string {
  const { to, note } = entry;
  const holds = to === null || to === 'closed' ? [] : [`${TEAM_NAMES[holderOf(to)]} holds the baton in ${to}.`];
  return [
    `${eventSentence(entry)}.`,
    ...holds,
    ...(note === null ? [] : ['', note]),
    '',
    pageOf(publicUrl, remediationId),
    markOf(remediationId, entry.seq),
  ].join('\n');
}
