import { connectionSettings } from '@baton/contract/connections.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import type { ConnectionRecord } from '@baton/store/connections/connections.ts';
import type { DeliveryRecord } from '@baton/store/connections/deliveries.ts';
import { secretOf } from '../connections/connection-secret.ts';
import { LEADERSHIP_EVENT, writeLeadershipMail } from '../leadership/monthly-mail.ts';
import { type Outcome, outcomeOfError } from './outcome.ts';
import { sendChat } from './send-chat.ts';
import type { SendContext } from './send-context.ts';
import { sendMail } from './send-mail.ts';
import { sendWebhook } from './send-webhook.ts';
import { readToldEvent, type ToldEvent } from './told-event.ts';
import { writeMail } from './write-mail.ts';

/** Makes one attempt to tell what a delivery tells. What is wrong on the way is an outcome, not an error. */
export async function sendBy(
  db: Database,
  context: SendContext,
  connection: ConnectionRecord,
  delivery: DeliveryRecord,
): Promise<Outcome> {
  try {
    return await send(db, context, connection, delivery);
  } catch (error) {
    return outcomeOfError(error);
  }
}

async function send(
  db: Database,
  context: SendContext,
  connection: ConnectionRecord,
  delivery: DeliveryRecord,
): Promise<Outcome> {
  const { allowPrivateHosts, publicUrl } = context;
  const settings = connectionSettings.parse(connection.settings);
  const secret = secretOf(connection);
  if (settings.kind === 'email') {
    const server = { settings, password: secret, allowPrivateHosts };
    if (delivery.event === LEADERSHIP_EVENT) return sendMail(server, await writeLeadershipMail(db, context, delivery));
    const told = await readToldEvent(db, delivery, publicUrl);
    return told.person?.isActive === false ? leftMeanwhile(told.person.name) : sendMail(server, mailOf(told, delivery));
  }
  const told = await readToldEvent(db, delivery, publicUrl);
  switch (settings.kind) {
    case 'webhook': {
      const { url, authority } = settings;
      const place = { url, authority, signingSecret: secret ?? '', allowPrivateHosts };
      return sendWebhook(place, delivery.delivery_id, told, Temporal.Now.instant());
    }
    case 'slack':
    case 'teams':
      return sendChat(settings.kind, secret ?? '', told, allowPrivateHosts);
    default:
      throw new Error(`Nothing is delivered by ${settings.kind}: its issues follow their remediations.`);
  }
}

function mailOf(told: ToldEvent, { delivery_id, recipient }: DeliveryRecord): Parameters<typeof sendMail>[1] {
  const to = { name: told.person?.name ?? '', address: recipient ?? told.person?.email ?? '' };
  return { id: delivery_id, to, ...writeMail(told) };
}

function leftMeanwhile(name: string): Outcome {
  return {
    arrived: false,
    said: '',
    problem: `${name} has no open account any more.`,
    hint: null,
    retryAfterSeconds: null,
    final: true,
    onlyThis: true,
  };
}
