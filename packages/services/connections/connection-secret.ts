import type { ConnectionRecord } from '@baton/store/connections/connections.ts';
import { type Sealed, seal, unseal } from '../sealing/seal.ts';

const sealedFor = (connectionId: string): Sealed => ({ what: 'the secret of a connection', id: connectionId });

export function sealSecret(secret: string, connectionId: string): string {
  return seal(secret, sealedFor(connectionId));
}

/** The secret of a connection in clear, to be used at once and kept nowhere; null where it has none. */
export function secretOf({ secret, connection_id }: Pick<ConnectionRecord, 'secret' | 'connection_id'>): string | null {
  return secret === null ? null : unseal(secret, sealedFor(connection_id));
}
