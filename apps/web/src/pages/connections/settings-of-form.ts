import { type ConnectionSettings, connectionSettings } from '@baton/contract/connections.ts';
import type { ConnectionKind } from '@baton/domain/connections/connection-kind.ts';
import { TRACK_PHASES } from '@baton/domain/connections/track-phase.ts';
import type { FormValues } from '../../ui/form.tsx';

const orNull = (text: string): string | null => (text === '' ? null : text);

/** A connection's settings from the fields of its form. @throws Error that names the field which does not fit */
export function settingsOfForm(
  kind: ConnectionKind,
  { text }: FormValues,
  events: readonly string[],
): ConnectionSettings {
  const parsed = connectionSettings.safeParse({ kind, ...ownFields(kind, text), events: [...events] });
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw new Error(
    `${FIELD_NAMES[String(first?.path[0])] ?? String(first?.path[0])}: ${first?.message ?? 'not usable'}.`,
  );
}

const FIELD_NAMES: Readonly<Record<string, string>> = {
  url: 'Address',
  host: 'Mail server',
  port: 'Port',
  user: 'User',
  from: 'From',
  project: 'Project',
  issueType: 'Issue type',
  table: 'Table',
  authority: 'Certificate',
  events: 'What is told',
  states: 'States',
};

function ownFields(kind: ConnectionKind, text: FormValues['text']): object {
  const authority = orNull(text('authority'));
  const states = Object.fromEntries(TRACK_PHASES.map((phase) => [phase, orNull(text(`state-${phase}`))]));
  switch (kind) {
    case 'webhook':
      return { url: text('url'), authority };
    case 'slack':
    case 'teams':
      return {};
    case 'email': {
      const [host, port] = [text('host'), Number(text('port'))];
      return { host, port, security: text('security'), user: orNull(text('user')), from: text('from'), authority };
    }
    case 'jira': {
      const user = orNull(text('user'));
      const place = { url: text('url'), deployment: text('deployment'), user, project: text('project') };
      return { ...place, issueType: text('issueType'), opens: text('opens'), states, authority };
    }
    case 'servicenow': {
      const place = { url: text('url'), user: text('user'), table: text('table'), words: text('words') };
      return { ...place, closeCode: orNull(text('closeCode')), opens: text('opens'), states, authority };
    }
  }
}
