import { selection } from '@baton/contract/disagreement-acts.ts';
import { team } from '@baton/contract/ratio.ts';
import { runCellAct } from '@baton/services/disagreements/act-on-cells.ts';
import { z } from 'zod';
import { relayContext } from '../relay-context.ts';
import { defineJob } from './job.ts';

/** Assigns, or asks about, more cells than a request waits for. */
export const actOnCellsJob = defineJob({
  name: 'act-on-cells',
  payload: z.object({
    workId: z.uuid(),
    who: z.object({ kind: z.enum(['person', 'key']), id: z.uuid(), team }),
    act: z.discriminatedUnion('act', [
      z.object({ act: z.literal('assign'), selection, personId: z.uuid().nullable() }),
      z.object({ act: z.enum(['rescan', 'reboot']), selection, note: z.string().nullable(), requestId: z.uuid() }),
    ]),
  }),
  run: (payload, { db }) => runCellAct(db, relayContext(db), payload),
});
