import * as contract from '@baton/contract/cells.ts';
import { exportCells } from '@baton/services/read-cells/export-cells.ts';
import { getCell } from '@baton/services/read-cells/get-cell.ts';
import { getCellHistory } from '@baton/services/read-cells/get-cell-history.ts';
import { listCells } from '@baton/services/read-cells/list-cells.ts';
import type { ServerContext } from '../../server-context.ts';
import { sendCsv } from '../send-file.ts';
import { type ServedRoute, serve, serveRaw } from '../serve.ts';

/** Routes of @baton/contract/cells.ts, each bound by `serve(route, handler)`. */
export function cellsRoutes({ db }: ServerContext): readonly ServedRoute[] {
  return [
    serve(contract.listCells, ({ query }) => listCells(db, query)),
    serveRaw(contract.exportCells, async ({ query, signal, reply }) => {
      await sendCsv(reply, `cells-${query.day ?? 'now'}.csv`, exportCells(db, query, signal));
    }),
    serve(contract.getCell, ({ params, actor }) => getCell(db, actor, params)),
    serve(contract.getCellHistory, ({ params }) => getCellHistory(db, params.deviceId, params.fix)),
  ];
}
