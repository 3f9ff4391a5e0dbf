import { readFileSync } from 'node:fs';
import { currentKnowledge } from '@baton/services/load-knowledge/current-knowledge.ts';
import { reconcileDevices } from '@baton/services/reconcile-devices/reconcile-devices.ts';
import { connectDatabase } from '@baton/store/connection/connect-database.ts';

/**
 * One worker process: says when it is up, as a server's worker is that waits for jobs; then judges its devices chunk by chunk, so
 * many chunks at a time, and tells what it took.
 */
const [url = '', jobs = '1'] = process.argv.slice(2);
const connection = connectDatabase(url);
process.on('message', (chunks: string[][]) => {
  const idle = process.cpuUsage();
  work(chunks).then(
    (cellsChanged) => {
      const { user, system } = process.cpuUsage(idle);
      process.send?.({ cellsChanged, peakBytes: peakBytes(), cpuSeconds: (user + system) / 1e6 });
    },
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

process.once('disconnect', () => void connection.close());

/** Of this program alone: what getrusage tells begins with the size of the process that forked this one, DuckDB in it. */
function peakBytes(): number {
  return Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024;
}

async function work(chunks: string[][]): Promise<number> {
  let cellsChanged = 0;
  const next = async (): Promise<void> => {
    for (let chunk = chunks.shift(); chunk !== undefined; chunk = chunks.shift()) {
      const outcome = await reconcileDevices(connection.db, chunk, { reason: { kind: 'asked' } });
      cellsChanged += outcome.cellsChanged;
    }
  };
  await Promise.all(Array.from({ length: Number(jobs) }, next));
  return cellsChanged;
}

await currentKnowledge(connection.db);
process.send?.('up');
