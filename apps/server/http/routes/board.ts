import * as contract from '@baton/contract/board.ts';
import * as diff from '@baton/contract/board-diff.ts';
import { checkCells } from '@baton/services/check-cells/check-cells.ts';
import { exportBridge } from '@baton/services/read-board/export-bridge.ts';
import { readBoard } from '@baton/services/read-board/read-board.ts';
import { listDiffCells, readBoardDiff } from '@baton/services/read-board/read-board-diff.ts';
import { readBoardNumbers } from '@baton/services/read-board/read-board-numbers.ts';
import { readBoardTrend } from '@baton/services/read-board/read-board-trend.ts';
import { readCoverage } from '@baton/services/read-board/read-coverage.ts';
import type { ServerContext } from '../../server-context.ts';
import { sendCsv } from '../send-file.ts';
import { type ServedRoute, serve, serveRaw } from '../serve.ts';

/** Routes of @baton/contract/board.ts and board-diff.ts, each bound by `serve(route, handler)`. */
export function boardRoutes({ db }: ServerContext): readonly ServedRoute[] {
  return [
    serve(contract.getBoard, ({ query }) => readBoard(db, query)),
    serve(contract.getBoardNumbers, ({ query }) => readBoardNumbers(db, query)),
    serve(contract.getBoardTrend, ({ query }) => readBoardTrend(db, query)),
    serve(contract.getCoverage, ({ query }) => readCoverage(db, query.scope)),
    serveRaw(contract.exportBridge, async ({ query, reply }) => {
      await sendCsv(reply, `bridge-${query.day ?? 'now'}.csv`, exportBridge(db, query));
    }),
    serve(contract.checkCells, async ({ signal }) => {
      const { differingDevices, differingTotals, ...counted } = await checkCells(db, signal);
      return { ...counted, differingDevices: [...differingDevices], differingTotals: [...differingTotals] };
    }),
    serve(diff.getBoardDiff, ({ query }) => readBoardDiff(db, query)),
    serve(diff.listDiffCells, ({ query }) => listDiffCells(db, query)),
  ];
}
