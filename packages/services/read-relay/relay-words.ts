import type { ActivityEntry } from '@baton/contract/remediations.ts';
import type { Place, RejectReason } from '@baton/domain/relay/leg.ts';
import type { KeptEvent } from '@baton/store/relay/history.ts';

type DoerDto = ActivityEntry['by'];

/** Who did it, as screens name them. */
export function doerDto({ by, byName }: KeptEvent): DoerDto {
  return { kind: by.kind, name: byName, team: by.kind === 'person' || by.kind === 'key' ? by.team : null };
}

export const REASON_WORDS: Readonly<Record<RejectReason, string>> = {
  'no-fix': 'there is no fix',
  'breaks-application': 'it breaks an application',
  'wrong-owner': 'it is not IT’s to patch',
  'false-positive': 'the finding is wrong',
  duplicate: 'it is a duplicate',
};

/** 11085 → "11,085", as everywhere on the screens. */
export function spelled(count: number): string {
  return count.toLocaleString('en-US');
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${spelled(count)} ${count === 1 ? one : many}`;
}

/** One entry of the history in a sentence. */
export function eventSentence(event: KeptEvent): string {
  const { byName: who, details, act } = event;
  switch (act) {
    case 'open':
      return `Found on ${counted(details.required ?? 0, 'device')}`;
    case 'hand-over':
      return handOverSentence(event);
    case 'hand-back':
      return details.deviceIds && details.deviceIds.length > 0
        ? `${who} handed ${counted(details.deviceIds.length, 'device')} back to ${event.to}`
        : `${who} handed back to ${event.to}`;
    case 'already-in-place':
      return `${who} says the fix is in place on all ${counted(details.required ?? 0, 'device')}`;
    case 'reject':
      return `${who} rejected it: ${REASON_WORDS[event.rejectReason ?? 'no-fix']}`;
    case 'uphold':
      return `${who} agreed to the rejection`;
    case 'close':
      return event.by.kind === 'system'
        ? `Closed by the evidence, ${details.proven ?? 0} of ${details.required ?? 0} proven`
        : `${who} closed it, ${details.proven ?? 0} of ${details.required ?? 0} proven`;
    case 'reopen':
      return event.by.kind === 'system' ? 'Found again and opened again' : `${who} opened it again`;
    case 'supersede':
      return 'No device needs this fix any more';
    case 'set-aside':
      return `Set aside by exceptions on all ${counted(details.excepted ?? 0, 'device')}`;
    case 'deploy':
      return `${who} deploys to ${counted(details.devices ?? 0, 'device')}`;
    case 'deploy-result':
      return resultSentence(event);
    case 'request-verification':
      return `${who} asks InfoSec to look at ${counted(details.devices ?? 0, 'device')} again`;
    case 'comment':
      return `${who} wrote`;
  }
}

function handOverSentence({ byName: who, by, from, details }: KeptEvent): string {
  switch (from) {
    case 'identify':
      return by.kind === 'system' ? 'Identified, InfoSec prioritises' : `${who} identified it`;
    case 'prioritise':
      return `${who} prioritised it`;
    case 'accept':
      return `${who} accepted it`;
    case 'test':
      return `${who} signed off the test on ${counted(details.test?.devices ?? 0, 'device')}`;
    case 'approve':
      return `${who} approved it`;
    default:
      return `${who} handed over ${details.installed ?? 0} of ${details.required ?? 0}`;
  }
}

function resultSentence({ details }: KeptEvent): string {
  const code = details.exitCode === null || details.exitCode === undefined ? '' : `, exit code ${details.exitCode}`;
  const what: Readonly<Record<string, string>> = {
    succeeded: 'installed it',
    failed: 'could not install it',
    refused: 'refused the command',
    interrupted: 'was interrupted',
    cancelled: 'was not told to after all',
    expired: 'did not begin in time',
  };
  return `${details.deviceName ?? 'A device'} ${what[details.outcome ?? ''] ?? 'answered'}${code}`;
}

/** What a leg came to, in a few words under its name. `left`: the entry with which it ended; null while it lasts. */
export function visitSummary(place: Place, left: KeptEvent | null, now: KeptEvent['details']): string {
  const { installed = 0, proven = 0, required = 0, excepted = 0, test } = left?.details ?? now;
  switch (place) {
    case 'identify':
      return counted(required, 'device');
    case 'test':
      if (!test) return '';
      return test.good === test.devices
        ? `${counted(test.devices, 'device')}, all good`
        : `${test.good} of ${counted(test.devices, 'device')} good`;
    case 'approve':
      return left ? 'IT lead' : '';
    case 'deploy':
      return `${spelled(installed)} of ${spelled(required)}`;
    case 'verify':
      return `${spelled(proven)} of ${spelled(required)} proven`;
    case 'closed':
      if (left) return '';
      return required === 0 && excepted > 0
        ? `${spelled(excepted)} excepted`
        : `at ${spelled(proven)} of ${spelled(required)}`;
    default:
      return '';
  }
}
