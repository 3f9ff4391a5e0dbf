import * as contract from '@baton/contract/clock-pauses.ts';
import { listPauses } from '@baton/services/service-levels/list-pauses.ts';
import { askPause, endPause, signPause } from '@baton/services/service-levels/pause-clock.ts';
import { relayContext } from '../../relay-context.ts';
import type { ServerContext } from '../../server-context.ts';
import { type ServedRoute, serve } from '../serve.ts';
import { visitorOf } from '../visitor-of.ts';

/** Pauses of clocks: asked for, signed by both teams, ended. */
export function pausesRoutes({ db, publicUrl }: Pick<ServerContext, 'db' | 'publicUrl'>): readonly ServedRoute[] {
  return [
    serve(contract.listPauses, ({ query }) => listPauses(db, relayContext(db).now, query.remediationId)),
    serve(contract.askPause, ({ actor, params, body }) =>
      askPause(db, relayContext(db), actor, { ...params, ...body }),
    ),
    serve(contract.signPause, ({ actor, params, body, request }) =>
      signPause(db, relayContext(db), actor, { ...params, ...body }, visitorOf(request, publicUrl)),
    ),
    serve(contract.endPause, ({ actor, params }) => endPause(db, relayContext(db), actor, params.pauseId)),
  ];
}
