import { actOnCellsJob } from './act-on-cells.ts';
import { deviceCommandEndedJob } from './device-command-ended.ts';
import { dropEmptyHoursJob } from './drop-empty-hours.ts';
import { followCellsJob } from './follow-cells.ts';
import { followRequestsJob } from './follow-requests.ts';
import { forgetExpiredJob } from './forget-expired.ts';
import { importReportJob } from './import-report.ts';
import type { RegisteredJob } from './job.ts';
import { loadShippedKnowledgeJob } from './load-shipped-knowledge.ts';
import { noteBoardDayJob } from './note-board-day.ts';
import { noteLateEmergenciesJob } from './note-late-emergencies.ts';
import { previewRulesJob } from './preview-rules.ts';
import { recomputeDeadlinesJob } from './recompute-deadlines.ts';
import { reconcileDevicesJob } from './reconcile-devices.ts';
import { reconcileDueJob } from './reconcile-due.ts';
import { settleBoardDaysJob } from './settle-board-days.ts';
import { tellMarksJob } from './tell-marks.ts';
import { writeDigestsJob } from './write-digests.ts';

/** Every kind of background work. */
export const JOBS: readonly RegisteredJob[] = [
  forgetExpiredJob,
  deviceCommandEndedJob,
  actOnCellsJob,
  followCellsJob,
  followRequestsJob,
  dropEmptyHoursJob,
  importReportJob,
  reconcileDevicesJob,
  reconcileDueJob,
  recomputeDeadlinesJob,
  tellMarksJob,
  noteLateEmergenciesJob,
  writeDigestsJob,
  noteBoardDayJob,
  settleBoardDaysJob,
  previewRulesJob,
  loadShippedKnowledgeJob,
];
