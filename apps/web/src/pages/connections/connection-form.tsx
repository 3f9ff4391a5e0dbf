import { addConnection, type ConnectionRow, changeConnection } from '@baton/contract/connections.ts';
import type { ConnectionKind } from '@baton/domain/connections/connection-kind.ts';
import { type ReactNode, useState } from 'react';
import { call } from '../../api/call.ts';
import { Form, TextField } from '../../ui/form.tsx';
import { EmailFields, JiraFields, SecretField, ServicenowFields, WebhookFields } from './connection-fields.tsx';
import { EventsField } from './events-field.tsx';
import { settingsOfForm } from './settings-of-form.ts';

interface ConnectionFormProps {
  readonly kind: ConnectionKind;
  /** The one to change; null: a new one. */
  readonly connection: ConnectionRow | null;
  /** With the secret that a new webhook is signed by. */
  readonly onSaved: (signingSecret: string | null) => void;
  readonly closed: string | undefined;
  readonly aside?: ReactNode;
}

const FIRST_EVENTS: Readonly<Record<ConnectionKind, readonly string[]>> = {
  webhook: ['remediation.*'],
  slack: ['message.clock-breach', 'message.escalation'],
  teams: ['message.clock-breach', 'message.escalation'],
  email: ['message.*'],
  jira: [],
  servicenow: [],
};

/** The fields of one kind of connection, for a new one and for one that is there. */
export function ConnectionForm({ kind, connection, onSaved, closed, aside }: ConnectionFormProps) {
  const settings = connection?.settings ?? null;
  const kept = connection?.hasSecret ?? false;
  const [events, setEvents] = useState<readonly string[]>(
    settings !== null && 'events' in settings ? settings.events : FIRST_EVENTS[kind],
  );
  return (
    <Form
      action={connection === null ? 'Connect' : 'Save'}
      primary={connection === null}
      closed={closed}
      aside={aside}
      onSend={async (values) => {
        const secret = values.text('secret');
        const body = {
          name: values.text('name'),
          settings: settingsOfForm(kind, values, events),
          ...(secret === '' ? {} : { secret }),
        };
        if (connection === null) return onSaved((await call(addConnection, { body })).signingSecret);
        await call(changeConnection, { params: { connectionId: connection.connectionId }, body });
        onSaved(null);
      }}
    >
      <TextField name="name" label="Name" maxLength={100} defaultValue={connection?.name} />
      {kind === 'webhook' ? <WebhookFields now={settings?.kind === 'webhook' ? settings : null} /> : null}
      {kind === 'slack' || kind === 'teams' ? (
        <SecretField label="Address of the channel’s incoming webhook" kept={kept} />
      ) : null}
      {kind === 'email' ? <EmailFields now={settings?.kind === 'email' ? settings : null} kept={kept} /> : null}
      {kind === 'jira' ? <JiraFields now={settings?.kind === 'jira' ? settings : null} kept={kept} /> : null}
      {kind === 'servicenow' ? (
        <ServicenowFields now={settings?.kind === 'servicenow' ? settings : null} kept={kept} />
      ) : null}
      {FIRST_EVENTS[kind].length === 0 ? null : (
        <EventsField mail={kind === 'email'} chosen={events} onChange={setEvents} />
      )}
    </Form>
  );
}
