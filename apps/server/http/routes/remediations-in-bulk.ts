import * as contract from '@baton/contract/remediations-in-bulk.ts';
import { actInBulk, previewBulk } from '@baton/services/relay/act-in-bulk.ts';
import { relayContext } from '../../relay-context.ts';
import type { ServerContext } from '../../server-context.ts';
import { type ServedRoute, serve } from '../serve.ts';

/** Routes of @baton/contract/remediations-in-bulk.ts: one act on many remediations. */
export function remediationsInBulkRoutes({ db }: Pick<ServerContext, 'db'>): readonly ServedRoute[] {
  return [
    serve(contract.previewBulk, ({ body, actor }) => previewBulk(db, relayContext(db), actor, body)),
    serve(contract.actInBulk, async ({ body, actor }) => {
      const { done, refused } = await actInBulk(db, () => relayContext(db), actor, body);
      return { done, refused: [...refused] };
    }),
  ];
}
