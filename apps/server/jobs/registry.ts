import { deviceCommandEndedJob } from './device-command-ended.ts';
import { followCellsJob } from './follow-cells.ts';
import { forgetExpiredJob } from './forget-expired.ts';
import type { RegisteredJob } from './job.ts';

/** Every kind of background work. */
export const JOBS: readonly RegisteredJob[] = [forgetExpiredJob, deviceCommandEndedJob, followCellsJob];
