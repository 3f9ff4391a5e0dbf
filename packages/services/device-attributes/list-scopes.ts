import { SCOPE_KINDS } from '@baton/domain/scope/scope.ts';
import { readScopeValues } from '@baton/store/board/scope-values.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { viewOf } from '../read-board/asked-view.ts';
import { computedOnce } from '../read-board/computed-once.ts';

/** What scopes can be made of: kinds with their values and devices, the most devices first. */
export async function listScopes(db: Database, day?: string) {
  const { at } = viewOf({ day });
  const { devices, values } = await computedOnce(db, 'scope values', { scope: [], at }, (trx) =>
    readScopeValues(trx, at),
  );
  const kinds = SCOPE_KINDS.map((kind) => ({
    kind,
    values: values.filter((one) => one.kind === kind).map(({ value, devices: count }) => ({ value, devices: count })),
  }));
  return { devices, kinds };
}
