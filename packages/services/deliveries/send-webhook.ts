import { createHmac } from 'node:crypto';
import type { AllowedHosts } from '../guarded-fetch/address-guard.ts';
import { fetchText } from '../guarded-fetch/fetch-text.ts';
import { type Outcome, outcomeOfAnswer } from './outcome.ts';
import type { ToldEvent } from './told-event.ts';

export interface WebhookPlace {
  readonly url: string;
  readonly authority: string | null;
  readonly signingSecret: string;
  readonly allowPrivateHosts: AllowedHosts;
}

/**
 * Tells a program by http, signed as Standard Webhooks says (github.com/standard-webhooks, 1.0.0): the id is the delivery's,
 * so that a receiver knows one again that comes twice; the time is the attempt's, so that an old one cannot be replayed by
 * whoever overheard it.
 */
export async function sendWebhook(
  { url, authority, signingSecret, allowPrivateHosts }: WebhookPlace,
  deliveryId: string,
  { event, at, data }: ToldEvent,
  now: Temporal.Instant,
): Promise<Outcome> {
  const body = JSON.stringify({ type: event, timestamp: at, data });
  const id = `msg_${deliveryId}`;
  const timestamp = Math.floor(now.epochMilliseconds / 1000);
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signWebhook(signingSecret, { id, timestamp, body }),
  };
  const answer = await fetchText(url, { method: 'POST', headers, body }, { allowPrivateHosts, authority });
  return outcomeOfAnswer(answer, new URL(url).host);
}

/** `v1,` and HMAC-SHA256 over id, time in Unix seconds and body, with dots between, by the secret's bytes; base64. */
export function signWebhook(
  secret: string,
  { id, timestamp, body }: { readonly id: string; readonly timestamp: number; readonly body: string },
): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}
