import { createHash, randomBytes } from 'node:crypto';
import { insertEnrolmentToken } from '@baton/store/agents/enrolments.ts';
import type { DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { type Actor, nameOfActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';

export interface TokenRequest {
  readonly note: string;
  readonly hours: number;
  readonly uses: number;
}

/** Makes a token with which devices enrol. It is shown once; only its hash is kept. Who may is decided by the caller. */
export async function createEnrolmentToken(
  trx: DatabaseTransaction,
  actor: Actor,
  { note, hours, uses }: TokenRequest,
): Promise<{ token: string; expiresAt: string }> {
  const token = `bte_${randomBytes(24).toString('base64url')}`;
  const now = Temporal.Now.instant();
  const expiresAt = now.add({ hours }).toString({ smallestUnit: 'millisecond' });
  await insertEnrolmentToken(trx, {
    tokenHash: hashToken(token),
    note,
    uses,
    createdBy: nameOfActor(actor),
    createdAt: now.toString(),
    expiresAt,
  });
  await appendLog(trx, {
    actor,
    action: 'device.enrolment-token-made',
    subject: { kind: 'enrolment-token', id: null },
    details: { note, uses, expiresAt },
  });
  return { token, expiresAt };
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
