import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, sign, verify } from 'node:crypto';
import { commandText, enrolmentText } from '@baton/contract/agent-signing.ts';
import { ensureSigningKey, replacePrivateKey, type SigningKey } from '@baton/store/agents/signing-keys.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import {
  type InstallationSecret,
  isSealed,
  type Sealed,
  seal,
  setInstallationSecret,
  unseal,
} from '../sealing/seal.ts';

const commandKey = (id: string): Sealed => ({ what: 'the key that signs device commands', id });

/**
 * From here on this process keeps the private half of the command key sealed with the installation's secret; one that was
 * kept in clear until now is sealed.
 *
 * @throws ServiceError `key-file-unusable` where it was sealed with another secret, so that a start says so
 */
export async function protectCommandKey(db: Database, secret: InstallationSecret | null): Promise<void> {
  setInstallationSecret(secret);
  const { keyId, privateKey } = await storedSigningKey(db);
  unseal(privateKey, commandKey(keyId));
  if (secret !== null && !isSealed(privateKey))
    await replacePrivateKey(db, keyId, { from: privateKey, to: seal(privateKey, commandKey(keyId)) });
}

/** The server's key for device commands, made at its first use. */
export async function commandSigningKey(db: Database | DatabaseTransaction): Promise<SigningKey> {
  const key = await storedSigningKey(db);
  return { ...key, privateKey: unseal(key.privateKey, commandKey(key.keyId)) };
}

/** Its public half, which agents pin. */
export async function publicCommandKey(
  db: Database | DatabaseTransaction,
): Promise<Pick<SigningKey, 'keyId' | 'publicKey'>> {
  const { keyId, publicKey } = await storedSigningKey(db);
  return { keyId, publicKey };
}

function storedSigningKey(db: Database | DatabaseTransaction): Promise<SigningKey> {
  return ensureSigningKey(db, () => {
    const key = generateSigningKey();
    return { ...key, privateKey: seal(key.privateKey, commandKey(key.keyId)) };
  });
}

function generateSigningKey(): SigningKey {
  const pair = generateKeyPairSync('ed25519');
  return {
    keyId: randomUUID(),
    publicKey: pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64url'),
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64url'),
  };
}

export function signCommand(key: SigningKey, envelope: string): string {
  return signText(key, commandText(key.keyId, envelope));
}

/** Signs a text that begins with a label of its own purpose (contract/agent-signing.ts, contract/audit.ts). */
export function signText(key: SigningKey, text: string): string {
  const privateKey = createPrivateKey({ key: Buffer.from(key.privateKey, 'base64url'), type: 'pkcs8', format: 'der' });
  return sign(null, Buffer.from(text), privateKey).toString('base64url');
}

/** Whether whoever enrols holds the private half of the key that it registers. False also for what is no Ed25519 key. */
export function provesKey(publicKey: string, token: string, proof: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64url'), type: 'spki', format: 'der' });
    if (key.asymmetricKeyType !== 'ed25519') return false;
    return verify(null, Buffer.from(enrolmentText(token, publicKey)), key, Buffer.from(proof, 'base64url'));
  } catch {
    return false;
  }
}
