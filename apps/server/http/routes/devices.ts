import * as contract from '@baton/contract/devices.ts';
import { putRecordBack, setRecordApart } from '@baton/services/device-records/set-record-apart.ts';
import { getDevice, listDevicePackages } from '@baton/services/read-devices/get-device.ts';
import { listDevices } from '@baton/services/read-devices/list-devices.ts';
import type { ServerContext } from '../../server-context.ts';
import { type ServedRoute, serve } from '../serve.ts';

/** Routes of @baton/contract/devices.ts, each bound by `serve(route, handler)`. */
export function devicesRoutes({ db }: ServerContext): readonly ServedRoute[] {
  return [
    serve(contract.listDevices, ({ query }) => listDevices(db, query)),
    serve(contract.getDevice, ({ params, query }) => getDevice(db, params.deviceId, query.day)),
    serve(contract.setRecordApart, async ({ params, body, actor }) =>
      refOf(await setRecordApart(db, actor, params.deviceId, body)),
    ),
    serve(contract.putRecordBack, async ({ params, body, actor }) =>
      refOf(await putRecordBack(db, actor, params.deviceId, body)),
    ),
    serve(contract.listDevicePackages, ({ params, query }) => listDevicePackages(db, params.deviceId, query)),
  ];
}

function refOf({ deviceId, name }: { readonly deviceId: string; readonly name: string }) {
  return { deviceId, name };
}
