import type { Database } from '@baton/store/connection/connect-database.ts';
import type { TeamActor } from '../actor.ts';
import { type FetchLimits, guardedFetch } from '../guarded-fetch/guarded-fetch.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import { LARGEST_BUNDLE_BYTES, loadBundle } from './load-bundle.ts';

const TIMEOUT_SECONDS = 120;

/** Loads a bundle of knowledge from an address, through the one guarded way out. */
export async function fetchBundle(
  db: Database,
  actor: TeamActor,
  url: string,
  { allowPrivateHosts, signal }: Pick<FetchLimits, 'allowPrivateHosts' | 'signal'>,
): Promise<void> {
  requirePermission(actor, 'knowledge.load');
  const limits = {
    allowPrivateHosts,
    mostBytes: LARGEST_BUNDLE_BYTES,
    timeoutSeconds: TIMEOUT_SECONDS,
    ...(signal ? { signal } : {}),
  };
  await guardedFetch(url, limits, async ({ status, body }) => {
    if (status !== 200) {
      throw new ServiceError('unreachable', `The address answered ${status} and no bundle.`, { where: 'body.url' });
    }
    await loadBundle(db, actor, body, { signal });
  });
}
