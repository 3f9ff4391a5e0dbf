import type { ConnectionSettings } from '@baton/contract/connections.ts';
import { ServiceError } from '../service-error.ts';

/** What the secret of each kind is called, and whether there must be one. */
export function secretName(settings: ConnectionSettings): { readonly name: string; readonly needed: boolean } {
  switch (settings.kind) {
    case 'webhook':
      return { name: 'signing secret', needed: false };
    case 'slack':
    case 'teams':
      return { name: 'address of the incoming webhook', needed: true };
    case 'email':
      return { name: 'password', needed: settings.user !== null };
    case 'jira':
      return { name: settings.deployment === 'cloud' ? 'API token' : 'personal access token', needed: true };
    case 'servicenow':
      return { name: 'password', needed: true };
  }
}

/** The host that the secret is sent to: where it becomes another, the secret is asked for anew. */
export function hostOf(settings: ConnectionSettings): string {
  switch (settings.kind) {
    case 'email':
      return `${settings.host}:${settings.port}`;
    case 'slack':
    case 'teams':
      return '';
    default:
      return new URL(settings.url).origin;
  }
}

/** Where it leads to, as screens say it: never a secret address. */
export function placeOf(settings: ConnectionSettings, secret: string | null): string {
  switch (settings.kind) {
    case 'slack':
    case 'teams':
      return secret === null ? '' : new URL(secret).hostname;
    case 'jira':
      return `${new URL(settings.url).host}, ${settings.project}`;
    case 'servicenow':
      return `${new URL(settings.url).host}, ${settings.table}`;
    case 'email':
      return hostOf(settings);
    default:
      return settings.url;
  }
}

/** @throws ServiceError `invalid` where settings and secret do not fit together */
export function requireUsable(settings: ConnectionSettings, secret: string | null): void {
  const { name, needed } = secretName(settings);
  if (needed && secret === null) throw new ServiceError('invalid', `The ${name} is missing.`, { where: 'body.secret' });
  if (settings.kind === 'slack' || settings.kind === 'teams') requireHttps(secret ?? '');
  if (settings.kind === 'email' && settings.security === 'none' && settings.user !== null) {
    throw new ServiceError('invalid', 'Without TLS the password would go over the network in clear.', {
      where: 'body.settings.security',
      hint: 'Choose TLS or STARTTLS, or leave user and password out.',
    });
  }
  if (settings.kind === 'jira' && settings.deployment === 'cloud' && settings.user === null) {
    throw new ServiceError('invalid', 'Jira’s cloud takes an API token together with the account’s e-mail.', {
      where: 'body.settings.user',
    });
  }
}

function requireHttps(secret: string): void {
  const url = URL.parse(secret);
  if (url !== null && (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '') return;
  throw new ServiceError('invalid', 'The address of the incoming webhook begins with https://.', {
    where: 'body.secret',
    hint: 'Copy it from the channel’s settings. It is kept like a password.',
  });
}
