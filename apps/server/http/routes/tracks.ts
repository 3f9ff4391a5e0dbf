import * as contract from '@baton/contract/tracks.ts';
import { endTrack, listTracks, openTrack, syncByHand } from '@baton/services/tracks/open-track.ts';
import { tracksContext } from '../../outgoing-context.ts';
import { relayContext } from '../../relay-context.ts';
import type { ServerContext } from '../../server-context.ts';
import { type ServedRoute, serve } from '../serve.ts';

/** Routes of @baton/contract/tracks.ts: a remediation's issues and incidents in other tools. */
export function tracksRoutes(context: ServerContext): readonly ServedRoute[] {
  const { db } = context;
  return [
    serve(contract.listTracks, ({ params }) => listTracks(db, params.remediationId)),
    serve(contract.openTrack, ({ actor, params, body }) =>
      openTrack(db, tracksContext(context), actor, { ...params, ...body }),
    ),
    serve(contract.syncTrack, ({ actor, params }) => syncByHand(db, tracksContext(context), actor, params.trackId)),
    serve(contract.endTrack, async ({ actor, params }) => {
      await endTrack(db, actor, params.trackId, relayContext(db).now);
      return { done: true } as const;
    }),
  ];
}
