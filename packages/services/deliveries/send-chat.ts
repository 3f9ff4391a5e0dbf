import { slackMessage, teamsMessage } from '@baton/formats/chat/chat-message.ts';
import type { AllowedHosts } from '../guarded-fetch/address-guard.ts';
import { fetchText } from '../guarded-fetch/fetch-text.ts';
import { type Outcome, outcomeOfAnswer } from './outcome.ts';
import type { ToldEvent } from './told-event.ts';

const WRITE = { slack: slackMessage, teams: teamsMessage } as const;

/** Tells a channel by its incoming webhook, whose address is the secret: it stands in no message of ours. */
export async function sendChat(
  kind: 'slack' | 'teams',
  address: string,
  told: ToldEvent,
  allowPrivateHosts: AllowedHosts,
): Promise<Outcome> {
  const send = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(WRITE[kind](told)),
  } as const;
  return outcomeOfAnswer(await fetchText(address, send, { allowPrivateHosts }), new URL(address).host);
}
