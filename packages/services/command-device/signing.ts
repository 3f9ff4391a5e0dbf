import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, sign, verify } from 'node:crypto';
import { commandText, enrolmentText } from '@baton/contract/agent-signing.ts';
import { ensureSigningKey, type SigningKey } from '@baton/store/agents/signing-keys.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';

/** The server's key for device commands, made at its first use. Its private half stays in the database. */
export function commandSigningKey(db: Database | DatabaseTransaction): Promise<SigningKey> {
  return ensureSigningKey(db, generateSigningKey);
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
  const privateKey = createPrivateKey({ key: Buffer.from(key.privateKey, 'base64url'), type: 'pkcs8', format: 'der' });
  return sign(null, Buffer.from(commandText(key.keyId, envelope)), privateKey).toString('base64url');
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
