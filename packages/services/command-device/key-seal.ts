import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { ServiceError } from '../service-error.ts';

/** The installation's own secret, which is never in the database: 32 bytes. */
export type InstallationSecret = Buffer;

const CIPHER = 'aes-256-gcm';
const MARK = 'sealed-1';

/**
 * Seals the private half of a key for the database, bound to the key's id (NIST SP 800-38D, 96-bit random IV): a dump, a
 * replica or a backup of the database alone commands no device.
 */
export function sealKey(privateKey: string, keyId: string, secret: InstallationSecret): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv(CIPHER, secret, iv).setAAD(Buffer.from(keyId));
  const sealed = Buffer.concat([cipher.update(privateKey, 'utf8'), cipher.final()]);
  return [MARK, ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
}

export function isSealed(stored: string): boolean {
  return stored.startsWith(`${MARK}.`);
}

/** Opens what `sealKey` made; what was kept in clear is as it is. @throws ServiceError `key-file-unusable` */
export function openKey(stored: string, keyId: string, secret: InstallationSecret | null): string {
  if (!isSealed(stored)) return stored;
  if (secret === null)
    throw unusable('This process has no key file, and the key that signs device commands is sealed.');
  const [, iv = '', tag = '', sealed = ''] = stored.split('.');
  try {
    const cipher = createDecipheriv(CIPHER, secret, Buffer.from(iv, 'base64url'), { authTagLength: 16 });
    cipher.setAAD(Buffer.from(keyId)).setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([cipher.update(Buffer.from(sealed, 'base64url')), cipher.final()]).toString('utf8');
  } catch (cause) {
    throw unusable('The key that signs device commands was sealed with another key file.', cause);
  }
}

function unusable(message: string, cause?: unknown): ServiceError {
  return new ServiceError('key-file-unusable', message, {
    hint: 'Give the server the key file that belongs to this database (--key-file, BATON_KEY_FILE).',
    ...(cause === undefined ? {} : { cause }),
  });
}
