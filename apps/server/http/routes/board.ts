import * as contract from '@baton/contract/board.ts';
import { checkCells } from '@baton/services/check-cells/check-cells.ts';
import { readBoard, readBoardTrend } from '@baton/services/read-board/read-board.ts';
import type { ServerContext } from '../../server-context.ts';
import { type ServedRoute, serve } from '../serve.ts';

/** Routes of @baton/contract/board.ts, each bound by `serve(route, handler)`. */
export function boardRoutes({ db }: ServerContext): readonly ServedRoute[] {
  return [
    serve(contract.getBoard, () => readBoard(db)),
    serve(contract.checkCells, async ({ signal }) => {
      const { differingDevices, differingTotals, ...counted } = await checkCells(db, signal);
      return { ...counted, differingDevices: [...differingDevices], differingTotals: [...differingTotals] };
    }),
    serve(contract.getBoardTrend, ({ query }) => readBoardTrend(db, query.days)),
  ];
}
