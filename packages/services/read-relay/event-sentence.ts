import type { Act, ReopenCause } from '@baton/domain/relay/leg.ts';
import { REJECTION_ANSWERS } from '@baton/domain/relay/rejection-answers.ts';
import type { KeptEvent } from '@baton/store/relay/history.ts';
import { counted } from './relay-words.ts';

const REOPEN_WORDS: Readonly<Record<ReopenCause, string>> = {
  'found-again': 'found again',
  reverted: 'the fix was taken back',
  'new-devices': 'more devices need it',
  'closed-in-error': 'it was closed in error',
};

/** One entry of the history in a sentence. */
export function eventSentence(event: KeptEvent): string {
  const { byName: who, details, act } = event;
  switch (act) {
    case 'open':
      return `Found on ${counted(details.required ?? 0, 'device')}`;
    case 'hand-over':
      return handOverSentence(event);
    case 'hand-back':
      if (event.rejectReason)
        return `${who} refused the rejection: ${lowerFirst(REJECTION_ANSWERS[event.rejectReason].refuse.label)}`;
      return details.deviceIds && details.deviceIds.length > 0
        ? `${who} handed ${counted(details.deviceIds.length, 'device')} back to ${event.to}`
        : `${who} handed back to ${event.to}`;
    case 'already-in-place':
      return `${who} says the fix is in place on all ${counted(details.required ?? 0, 'device')}`;
    case 'reject':
      return `${who} rejected it: ${REJECTION_ANSWERS[event.rejectReason ?? 'no-fix'].says}`;
    case 'uphold':
      return event.rejectReason
        ? `${who} agreed to the rejection: ${REJECTION_ANSWERS[event.rejectReason].says}`
        : `${who} agreed to the rejection`;
    case 'close':
      if (details.byHand)
        return `${who} closed it, ${details.proven ?? 0} of ${details.required ?? 0} proven and ${details.byHand} verified by hand`;
      return event.by.kind === 'system'
        ? `Closed by the evidence, ${details.proven ?? 0} of ${details.required ?? 0} proven`
        : `${who} closed it, ${details.proven ?? 0} of ${details.required ?? 0} proven`;
    case 'reopen':
      return event.by.kind === 'system'
        ? 'Found again and opened again'
        : `${who} opened it again${details.cause ? `: ${REOPEN_WORDS[details.cause]}` : ''}`;
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
    default:
      return workSentence(event, act);
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

type WorkAct = Exclude<
  Act,
  | 'open'
  | 'hand-over'
  | 'hand-back'
  | 'already-in-place'
  | 'reject'
  | 'uphold'
  | 'close'
  | 'reopen'
  | 'supersede'
  | 'set-aside'
  | 'deploy'
  | 'deploy-result'
  | 'request-verification'
  | 'comment'
>;

/** The entries of daily work, which move no baton but for two. */
function workSentence({ byName: who, details }: KeptEvent, act: WorkAct): string {
  const devices = counted(details.deviceIds?.length ?? details.devices ?? 0, 'device');
  switch (act) {
    case 'emergency':
      return `${who} declared an emergency: it is deployed at once`;
    case 'approve-emergency':
      return `${who} approved the emergency`;
    case 'emergency-late':
      return 'The emergency was not approved by both leads in time';
    case 'merge':
      return `${who} merged it into another remediation of this fix`;
    case 'absorb':
      return `${who} merged ${devices} of another remediation into this one`;
    case 'split':
      return details.splitOff ? `${who} split ${devices} off into this one` : `${who} split ${devices} off`;
    case 'assign':
      return details.person ? `${who} gave it to ${details.person.name}` : `${who} took it from whoever had it`;
    case 'attach':
      return `${who} attached ${details.attachment?.name ?? 'a file'}`;
    case 'plan-test':
      return `${who} planned the test on ${devices}`;
    case 'test-result':
      return `${who} tested ${devices}: ${details.result === 'good' ? 'good' : 'not good'}`;
    case 'collect-evidence':
      return `${who} collected forensic evidence of ${devices}`;
    case 'waive-evidence':
      return `${who} waived forensic evidence`;
    case 'set-parts':
      return `${who} said that the fix has ${counted(details.parts?.length ?? 0, 'part')}`;
    case 'part-done':
      return `${who} said that ${details.part ?? 'a part'} is ${details.done === false ? 'not done' : 'done'} on ${devices}`;
    case 'verify-devices':
      return `${who} verified ${devices} by hand`;
  }
}

/** Inside of a sentence. */
export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
