import { deviceCommandEndedJob } from './device-command-ended.ts';
import { followCellsJob } from './follow-cells.ts';
import { forgetExpiredJob } from './forget-expired.ts';
import { importReportJob } from './import-report.ts';
import type { RegisteredJob } from './job.ts';
import { loadShippedKnowledgeJob } from './load-shipped-knowledge.ts';
import { noteBoardDayJob } from './note-board-day.ts';
import { previewRulesJob } from './preview-rules.ts';
import { reconcileDevicesJob } from './reconcile-devices.ts';
import { reconcileDueJob } from './reconcile-due.ts';

/** Every kind of background work. */
export const JOBS: readonly RegisteredJob[] = [
  forgetExpiredJob,
  deviceCommandEndedJob,
  followCellsJob,
  importReportJob,
  reconcileDevicesJob,
  reconcileDueJob,
  noteBoardDayJob,
  previewRulesJob,
  loadShippedKnowledgeJob,
];
