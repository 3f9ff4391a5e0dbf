import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { ServiceError } from '../service-error.ts';

/** The installation's own secret, which is never in the database: 32 bytes. */
export type InstallationSecret = Buffer;

const CIPHER = 'aes-256-gcm';
const MARK = 'sealed-1';

/** Of this process, set once at its start; null: secrets are kept in clear, and the database must be guarded as such. */
let installationSecret: InstallationSecret | null = null;

export function setInstallationSecret(secret: InstallationSecret | null): void {
  installationSecret = secret;
}

/** What is sealed: what it is for, in a sentence, and the id that it is bound to. */
export interface Sealed {
  readonly what: string;
  readonly id: string;
}

/**
 * Seals a text for the database, bound to the id of what it belongs to (NIST SP 800-38D, 96-bit random IV): a dump, a
 * replica or a backup of the database alone commands no device and signs in nowhere.
 */
export function seal(text: string, { id }: Sealed): string {
  if (installationSecret === null) return text;
  const iv = randomBytes(12);
  const cipher = createCipheriv(CIPHER, installationSecret, iv).setAAD(Buffer.from(id));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [MARK, ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
}

export function isSealed(stored: string): boolean {
  return stored.startsWith(`${MARK}.`);
}

/** Opens what `seal` made; what was kept in clear is as it is. @throws ServiceError `key-file-unusable` */
export function unseal(stored: string, { what, id }: Sealed): string {
  if (!isSealed(stored)) return stored;
  if (installationSecret === null) throw unusable(`This process has no key file, and ${what} is sealed.`);
  const [, iv = '', tag = '', sealed = ''] = stored.split('.');
  try {
    const cipher = createDecipheriv(CIPHER, installationSecret, Buffer.from(iv, 'base64url'), { authTagLength: 16 });
    cipher.setAAD(Buffer.from(id)).setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([cipher.update(Buffer.from(sealed, 'base64url')), cipher.final()]).toString('utf8');
  } catch (cause) {
    throw unusable(`${firstUpper(what)} was sealed with another key file.`, cause);
  }
}

function firstUpper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function unusable(message: string, cause?: unknown): ServiceError {
  return new ServiceError('key-file-unusable', message, {
    hint: 'Give the server the key file that belongs to this database (--key-file, BATON_KEY_FILE).',
    ...(cause === undefined ? {} : { cause }),
  });
}
