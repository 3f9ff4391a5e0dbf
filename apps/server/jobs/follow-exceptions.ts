import { followExceptions } from '@baton/services/exceptions/follow-exceptions.ts';
import { z } from 'zod';
import { relayContext } from '../relay-context.ts';
import { defineJob } from './job.ts';

/**
 * Looks after exceptions in force: those that are named because their evidence moved, or all of them, for their dates, what is
 * known of their urgency, and controls that are due.
 */
export const followExceptionsJob = defineJob({
  name: 'follow-exceptions',
  payload: z.object({ exceptionIds: z.array(z.uuid()).optional() }).loose(),
  schedule: '*/5 * * * *',
  run: ({ exceptionIds }, { db }, signal) =>
    followExceptions(db, relayContext(db), { exceptionIds, checkNow: exceptionIds !== undefined }, signal),
});
