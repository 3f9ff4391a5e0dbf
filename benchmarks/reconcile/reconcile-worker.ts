import { currentKnowledge } from '@baton/services/load-knowledge/current-knowledge.ts';
import { reconcileDevices } from '@baton/services/reconcile-devices/reconcile-devices.ts';
import { connectDatabase } from '@baton/store/connection/connect-database.ts';

/** What a worker process says when it is up, and after each chunk. */
export interface WorkerAnswer {
  readonly cellsChanged: number;
  /** Of the process so far. */
  readonly peakBytes: number;
  readonly cpuSeconds: number;
}

/** One worker process: says when it is up, as a server's worker is that waits for jobs; then judges the chunks that it is sent. */
const connection = connectDatabase(process.argv[2] ?? '');
process.on('message', (deviceIds: string[]) => {
  reconcileDevices(connection.db, deviceIds, { reason: { kind: 'asked' } }).then(
    ({ cellsChanged }) => answer(cellsChanged),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.once('disconnect', () => void connection.close());

function answer(cellsChanged: number): void {
  const { user, system } = process.cpuUsage();
  const { maxRSS } = process.resourceUsage();
  const told: WorkerAnswer = { cellsChanged, peakBytes: maxRSS * 1024, cpuSeconds: (user + system) / 1e6 };
  process.send?.(told);
}

await currentKnowledge(connection.db);
answer(0);
