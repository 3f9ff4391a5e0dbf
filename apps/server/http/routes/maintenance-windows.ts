import * as contract from '@baton/contract/maintenance-windows.ts';
import { listWindows, removeWindow, saveWindow } from '@baton/services/service-levels/maintenance-windows.ts';
import { readFeasibility } from '@baton/services/service-levels/read-feasibility.ts';
import { relayContext } from '../../relay-context.ts';
import type { ServerContext } from '../../server-context.ts';
import { type ServedRoute, serve } from '../serve.ts';

/** When devices may be changed, and whether deadlines can be met by it. */
export function maintenanceWindowsRoutes({ db }: Pick<ServerContext, 'db'>): readonly ServedRoute[] {
  return [
    serve(contract.listWindows, () => listWindows(db, relayContext(db).now)),
    serve(contract.saveWindow, ({ actor, params, body }) =>
      saveWindow(db, actor, { ...params, ...body }, relayContext(db).now),
    ),
    serve(contract.removeWindow, async ({ actor, params }) => {
      await removeWindow(db, actor, params.name);
      return { done: true } as const;
    }),
    serve(contract.readFeasibility, () => readFeasibility(db, relayContext(db).now)),
  ];
}
