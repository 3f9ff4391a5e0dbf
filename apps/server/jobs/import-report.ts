import { importReport } from '@baton/services/import-report/import-report.ts';
import { z } from 'zod';
import { defineJob } from './job.ts';

/** Reads a delivered file. */
export const importReportJob = defineJob({
  name: 'import-report',
  payload: z.object({ importId: z.uuid(), workId: z.uuid() }),
  run: (payload, { db, config }) => importReport({ db, dataFolder: config.dataFolder }, payload),
});
