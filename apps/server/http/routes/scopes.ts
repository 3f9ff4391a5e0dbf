import * as contract from '@baton/contract/scope.ts';
import {
  changeDeviceAttributes,
  changeManyAttributes,
  type ManyChanged,
  previewManyAttributes,
} from '@baton/services/device-attributes/change-attributes.ts';
import { listScopes } from '@baton/services/device-attributes/list-scopes.ts';
import { attributeOf } from '@baton/services/read-devices/list-devices.ts';
import type { ServerContext } from '../../server-context.ts';
import { type ServedRoute, serve } from '../serve.ts';

/** Routes of @baton/contract/scope.ts, each bound by `serve(route, handler)`. */
export function scopesRoutes({ db }: ServerContext): readonly ServedRoute[] {
  return [
    serve(contract.listScopes, ({ query }) => listScopes(db, query.day)),
    serve(contract.changeDeviceAttributes, async ({ params, body, actor }) => ({
      attributes: (await changeDeviceAttributes(db, actor, params.deviceId, body)).map(attributeOf),
    })),
    serve(contract.previewManyAttributes, async ({ body }) =>
      answerOf(await previewManyAttributes(db, body.devices, body)),
    ),
    serve(contract.changeManyAttributes, async ({ body, actor }) =>
      answerOf(await changeManyAttributes(db, actor, body.devices, body)),
    ),
  ];
}

function answerOf({ changes, unknown, ambiguous, ...counts }: ManyChanged) {
  return { ...counts, changes: [...changes], unknown: [...unknown], ambiguous: [...ambiguous] };
}
