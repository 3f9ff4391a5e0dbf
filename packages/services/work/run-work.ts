import type { Database } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { beginWork, endWork, type Progress, writeProgress } from '@baton/store/work/work.ts';
import { ServiceError } from '../service-error.ts';

/** How often progress is written and a request to stop is looked for: people see it move, the database hardly notices. */
const BEAT_MS = 500;

export interface RunningWork {
  /** Says how far it is; cheap, call it as often as there is something new. */
  readonly progress: (progress: Progress) => void;
  /** Ends when somebody asked to stop; hand it to whatever can be interrupted. */
  readonly signal: AbortSignal;
  /** Throws where somebody asked to stop: call it at safe points. */
  readonly throwIfCancelled: () => void;
}

/**
 * Runs long work under its record: begun, progress twice a second, stopped when asked, ended as done, cancelled or failed.
 * The act must leave nothing half done when it throws (one transaction). An error of the act is recorded and thrown on,
 * unless it is the stop that was asked for. Answers undefined where the work was stopped or had ended before.
 */
export async function runWork<Outcome>(
  db: Database,
  workId: string,
  act: (work: RunningWork) => Promise<Outcome>,
): Promise<Outcome | undefined> {
  if (!(await beginWork(db, workId))) {
    await finish(db, workId, 'cancelled');
    return undefined;
  }
  const stop = new AbortController();
  const heart = startHeart(db, workId, stop);
  try {
    const outcome = await act({
      progress: heart.progress,
      signal: stop.signal,
      throwIfCancelled: () => {
        if (stop.signal.aborted) throw cancelled();
      },
    });
    await heart.end();
    await finish(db, workId, 'done');
    return outcome;
  } catch (error) {
    await heart.end();
    if (stop.signal.aborted) {
      await finish(db, workId, 'cancelled');
      return undefined;
    }
    await finish(db, workId, 'failed', reasonOf(error));
    throw error;
  }
}

function startHeart(db: Database, workId: string, stop: AbortController) {
  let latest: Progress = {};
  let changed = true;
  let beating: Promise<void> = Promise.resolve();
  const beat = async (): Promise<void> => {
    const tell = changed;
    changed = false;
    const { cancelled } = await writeProgress(db, workId, latest);
    if (cancelled) stop.abort();
    if (tell) await publishEvent(db, { topic: 'work', id: workId });
  };
  // A beat that fails (the database is away) is made up by the next one; the act itself will notice.
  const timer = setInterval(() => {
    beating = beating.then(beat).catch(() => {});
  }, BEAT_MS);
  return {
    progress(progress: Progress): void {
      latest = { ...latest, ...progress };
      changed = true;
    },
    async end(): Promise<void> {
      clearInterval(timer);
      await beating;
      await writeProgress(db, workId, latest).catch(() => {});
    },
  };
}

async function finish(
  db: Database,
  workId: string,
  state: 'done' | 'failed' | 'cancelled',
  error: { readonly code: string; readonly message: string } | null = null,
): Promise<void> {
  await endWork(db, workId, state, error);
  await publishEvent(db, { topic: 'work', id: workId });
}

function cancelled(): ServiceError {
  return new ServiceError('work-cancelled', 'Somebody asked to stop this.');
}

/** Errors of ours say why to people; anything else stays in the server's log. */
function reasonOf(error: unknown): { readonly code: string; readonly message: string } {
  if (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /Error$/.test(error.name) &&
    error.name !== 'Error'
  ) {
    return { code: error.code, message: error.message };
  }
  return { code: 'fault', message: 'Baton failed to do this. Nothing was changed; the server’s log has the reason.' };
}
