import type { Client } from '@baton/contract/client.ts';
import { getWork } from '@baton/contract/work.ts';
import { CliError } from '../cli-error.ts';

const LOOK_MS = 500;

/**
 * Waits for long work; at a terminal it shows how far it is.
 *
 * @param what is done, for what is said where it ends otherwise: "The preview"
 * @returns the id of what it was about or has made; null: nothing
 * @throws CliError where it failed or was stopped
 */
export async function waitForWork(call: Client, workId: string, what: string): Promise<string | null> {
  for (;;) {
    const { state, progress, error, subjectId } = await call(getWork, { params: { workId } });
    if (process.stderr.isTTY) process.stderr.write(`\r${progress.done} of ${progress.total ?? '…'} devices`);
    if (state === 'done') {
      if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
      return subjectId;
    }
    if (state === 'failed') throw new CliError('no-answer', error?.message ?? `${what} failed.`);
    if (state === 'cancelled') throw new CliError('no-answer', `${what} was stopped by somebody. Nothing was changed.`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
