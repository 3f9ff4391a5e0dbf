import { actOnCellsJob } from './act-on-cells.ts';
import { deviceCommandEndedJob } from './device-command-ended.ts';
import { dropEmptyHoursJob } from './drop-empty-hours.ts';
import { dropUnusedPagesJob } from './drop-unused-pages.ts';
import { followCellsJob } from './follow-cells.ts';
import { followExceptionsJob } from './follow-exceptions.ts';
import { followRequestsJob } from './follow-requests.ts';
import { forgetExpiredJob } from './forget-expired.ts';
import { importReportJob } from './import-report.ts';
import type { RegisteredJob } from './job.ts';
import { keepCyclesJob } from './keep-cycles.ts';
import { loadShippedKnowledgeJob } from './load-shipped-knowledge.ts';
import { makeRetrospectiveJob } from './make-retrospective.ts';
import { noteBoardDayJob } from './note-board-day.ts';
import { noteLateEmergenciesJob } from './note-late-emergencies.ts';
import { pollTracksJob } from './poll-tracks.ts';
import { previewRulesJob } from './preview-rules.ts';
import { queueLeadershipMailJob } from './queue-leadership-mail.ts';
import { recomputeDeadlinesJob } from './recompute-deadlines.ts';
import { reconcileDevicesJob } from './reconcile-devices.ts';
import { reconcileDueJob } from './reconcile-due.ts';
import { sendDeliveriesJob } from './send-deliveries.ts';
import { settleBoardDaysJob } from './settle-board-days.ts';
import { syncTracksJob } from './sync-tracks.ts';
import { tellMarksJob } from './tell-marks.ts';
import { writeDigestsJob } from './write-digests.ts';

/** Every kind of background work. */
export const JOBS: readonly RegisteredJob[] = [
  forgetExpiredJob,
  deviceCommandEndedJob,
  actOnCellsJob,
  followCellsJob,
  followExceptionsJob,
  followRequestsJob,
  dropEmptyHoursJob,
  dropUnusedPagesJob,
  importReportJob,
  reconcileDevicesJob,
  reconcileDueJob,
  recomputeDeadlinesJob,
  tellMarksJob,
  noteLateEmergenciesJob,
  writeDigestsJob,
  sendDeliveriesJob,
  syncTracksJob,
  pollTracksJob,
  queueLeadershipMailJob,
  noteBoardDayJob,
  settleBoardDaysJob,
  previewRulesJob,
  loadShippedKnowledgeJob,
  keepCyclesJob,
  makeRetrospectiveJob,
];
