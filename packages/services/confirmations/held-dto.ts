import type { heldAnswer } from '@baton/contract/confirmations.ts';
import type { Confirmation } from '@baton/domain/reconciliation/confirmation.ts';
import type { z } from 'zod';

/** An answer that holds, as pages show it. */
export function heldDto({ confirmationId, answer, by, at, expiresAt, note }: Confirmation): z.infer<typeof heldAnswer> {
  return {
    confirmationId,
    answer,
    by,
    at: new Date(at).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
    note,
  };
}
