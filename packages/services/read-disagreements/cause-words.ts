import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import { causeRule } from '@baton/domain/reconciliation/causes/registry.ts';

/** What a cause is called where work on it is told. */
export function causeLabel(cause: CauseId): string;
export function causeLabel(cause: CauseId | null): string | null;
export function causeLabel(cause: CauseId | null): string | null {
  return cause === null ? null : causeRule(cause).label;
}
