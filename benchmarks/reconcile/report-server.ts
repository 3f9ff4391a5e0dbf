import { serveDatabase } from '../serve-database.ts';

/** Baton in a process of its own, as it is when people use it: server and worker. Says where it answers; ends when told to. */
const [url = '', folder = ''] = process.argv.slice(2);
const { baseUrl, key, close } = await serveDatabase(url, { folder, role: 'all', team: 'infosec' });
process.send?.({ baseUrl, key });
process.once('message', async () => {
  await close();
  process.disconnect?.();
});
