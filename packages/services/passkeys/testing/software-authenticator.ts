import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { Assertion, Attestation, CreationOptions, RequestOptions } from '@baton/contract/web-authn.ts';

/** What a page and an authenticator may do otherwise than they should. */
export interface Oddity {
  readonly origin?: string;
  readonly domain?: string;
  readonly challenge?: string;
  readonly userHandle?: string;
  /** The counter that it says, in place of one more than before. */
  readonly counter?: number;
  readonly userVerified?: boolean;
  /** Signed by another key. */
  readonly forged?: boolean;
}

/** Flags of authenticator data (Web Authentication Level 3, 6.1). */
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

/**
 * A passkey in memory with the browser before it: a P-256 key that answers as an authenticator does, with real signatures,
 * and an attestation of the form "none".
 */
export function softwareAuthenticator(origin: string) {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const credentialId = randomBytes(32);
  const id = credentialId.toString('base64url');
  let counter = 0;
  let domain = '';
  let userHandle = '';

  const clientData = (type: string, challenge: string, odd: Oddity) =>
    Buffer.from(JSON.stringify({ type, challenge: odd.challenge ?? challenge, origin: odd.origin ?? origin }));
  const authenticatorData = (odd: Oddity, more: Buffer = Buffer.alloc(0)) => {
    const flags =
      USER_PRESENT | (odd.userVerified === false ? 0 : USER_VERIFIED) | (more.length > 0 ? HAS_CREDENTIAL : 0);
    const head = Buffer.alloc(5);
    head.writeUInt8(flags, 0);
    head.writeUInt32BE(odd.counter ?? counter, 1);
    return Buffer.concat([
      createHash('sha256')
        .update(odd.domain ?? domain)
        .digest(),
      head,
      more,
    ]);
  };
  const credential = { id, rawId: id, type: 'public-key', clientExtensionResults: {} } as const;

  return {
    id,
    /** Makes the passkey, as `navigator.credentials.create` has it made. */
    create(options: CreationOptions, odd: Oddity = {}): Attestation {
      domain = options.rp.id;
      userHandle = options.user.id;
      const size = Buffer.alloc(2);
      size.writeUInt16BE(credentialId.length);
      const attested = Buffer.concat([
        Buffer.alloc(16),
        size,
        credentialId,
        coseKey(pair.publicKey.export({ format: 'jwk' })),
      ]);
      const attestationObject = cborMap([
        ['fmt', cborText('none')],
        ['attStmt', cborMap([])],
        ['authData', cborBytes(authenticatorData(odd, attested))],
      ]);
      const clientDataJSON = clientData('webauthn.create', options.challenge, odd).toString('base64url');
      return {
        ...credential,
        response: {
          clientDataJSON,
          attestationObject: attestationObject.toString('base64url'),
          transports: ['internal'],
        },
      };
    },
    /** Answers a challenge, as `navigator.credentials.get` has it answered. */
    get(options: RequestOptions, odd: Oddity = {}): Assertion {
      counter += 1;
      const client = clientData('webauthn.get', options.challenge, odd);
      const data = authenticatorData(odd);
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
      const key = odd.forged === true ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey : pair.privateKey;
      return {
        ...credential,
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: sign('sha256', signed, key).toString('base64url'),
          userHandle: odd.userHandle ?? userHandle,
        },
      };
    },
  };
}

/** A P-256 key as COSE_Key (RFC 9053, 7.1.1): kty 2, alg -7, crv 1, x, y. */
function coseKey({ x = '', y = '' }: { readonly x?: string; readonly y?: string }): Buffer {
  const bytes = (text: string) => cborBytes(Buffer.from(text, 'base64url'));
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    bytes(x),
    Buffer.from([0x22]),
    bytes(y),
  ]);
}

function cborMap(entries: readonly (readonly [string, Buffer])[]): Buffer {
  return Buffer.concat([
    Buffer.from([0xa0 | entries.length]),
    ...entries.flatMap(([key, value]) => [cborText(key), value]),
  ]);
}

/** Up to 23 bytes. */
function cborText(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 | text.length]), Buffer.from(text)]);
}

/** 24 to 65,535 bytes, with the shortest head (CTAP2 canonical form): the library measures a key by writing it anew. */
function cborBytes(bytes: Buffer): Buffer {
  const head = bytes.length < 256 ? [0x58, bytes.length] : [0x59, bytes.length >> 8, bytes.length & 0xff];
  return Buffer.concat([Buffer.from(head), bytes]);
}
