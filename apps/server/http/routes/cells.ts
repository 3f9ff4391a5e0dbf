import * as contract from '@baton/contract/cells.ts';
import { getCell } from '@baton/services/read-cells/get-cell.ts';
import { listCells } from '@baton/services/read-cells/list-cells.ts';
import { listDisagreements } from '@baton/services/read-cells/list-disagreements.ts';
import type { ServerContext } from '../../server-context.ts';
import { type ServedRoute, serve } from '../serve.ts';

/** Routes of @baton/contract/cells.ts, each bound by `serve(route, handler)`. */
export function cellsRoutes({ db }: ServerContext): readonly ServedRoute[] {
  return [
    serve(contract.listCells, ({ query }) => listCells(db, query)),
    serve(contract.getCell, ({ params, actor }) => getCell(db, actor, params)),
    serve(contract.listDisagreements, () => listDisagreements(db)),
  ];
}
