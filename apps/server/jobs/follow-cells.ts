import { followCells } from '@baton/services/relay/follow-cells.ts';
import { z } from 'zod';
import { relayContext } from '../relay-context.ts';
import { defineJob } from './job.ts';

/** Brings remediations in line with their cells, after these have been judged. Reads the cells as they are now, so twice is as good as once. */
export const followCellsJob = defineJob({
  name: 'follow-cells',
  payload: z.object({ fixIds: z.array(z.string()).max(10_000) }),
  run: async ({ fixIds }, { db, log }) => {
    const followed = await db.transaction().execute((trx) => followCells(trx, relayContext(db), fixIds));
    log.debug({ fixes: fixIds.length, ...followed }, 'remediations follow their cells');
  },
});
