import * as contract from '@baton/contract/connections.ts';
import {
  removeConnection,
  renewSigningSecret,
  setConnectionActive,
} from '@baton/services/connections/change-connection.ts';
import { listConnections } from '@baton/services/connections/list-connections.ts';
import { addConnection, changeConnection } from '@baton/services/connections/save-connection.ts';
import { testConnection } from '@baton/services/connections/test-connection.ts';
import { listDeliveries, readDelivery } from '@baton/services/deliveries/list-deliveries.ts';
import { replayDeliveries } from '@baton/services/deliveries/replay-deliveries.ts';
import { sendContext } from '../../outgoing-context.ts';
import { relayContext } from '../../relay-context.ts';
import type { ServerContext } from '../../server-context.ts';
import { type ServedRoute, serve } from '../serve.ts';

/** Routes of @baton/contract/connections.ts: connections to other tools, and what was sent by them. */
export function connectionsRoutes(context: ServerContext): readonly ServedRoute[] {
  const { db } = context;
  const now = (): string => relayContext(db).now;
  return [
    serve(contract.listConnections, () => listConnections(db, now())),
    serve(contract.addConnection, ({ actor, body }) => addConnection(db, actor, body, now())),
    serve(contract.changeConnection, ({ actor, params, body }) =>
      changeConnection(db, actor, { ...params, ...body }, now()),
    ),
    serve(contract.setConnectionActive, ({ actor, params, body }) =>
      setConnectionActive(db, actor, { ...params, ...body }, now()),
    ),
    serve(contract.renewSigningSecret, async ({ actor, params }) => ({
      signingSecret: await renewSigningSecret(db, actor, params.connectionId, now()),
    })),
    serve(contract.testConnection, ({ actor, params }) =>
      testConnection(db, sendContext(context), actor, params.connectionId),
    ),
    serve(contract.removeConnection, async ({ actor, params }) => {
      await removeConnection(db, actor, params.connectionId, now());
      return { done: true } as const;
    }),
    serve(contract.listDeliveries, ({ query }) => listDeliveries(db, query)),
    serve(contract.getDelivery, ({ params }) => readDelivery(db, params.deliveryId)),
    serve(contract.replayDeliveries, async ({ actor, body }) => ({
      queued: await replayDeliveries(db, actor, body, now()),
    })),
  ];
}
