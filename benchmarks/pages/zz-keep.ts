import { connectDatabase } from '@baton/store/connection/connect-database.ts';
import { migrate } from '@baton/store/migrations/migrate.ts';
import { startTestCluster } from '@baton/store/testing/test-cluster.ts';
import { makeHistory } from './make-history.ts';

const cluster = await startTestCluster();
const url = cluster.urlOf('postgres');
const c = connectDatabase(url);
await migrate(c.pool);
console.log(url);
const t = performance.now();
await makeHistory(c.db, url, { devices: 100000, fixes: 100, workers: 2 });
console.log('made', (performance.now() - t) / 1000);
await c.close();
process.on('SIGTERM', async () => {
  await cluster.stop();
  process.exit(0);
});
setInterval(() => {}, 1000);
