import { readConfig } from '@baton/server/config.ts';
import { openDatabase } from '@baton/server/database/open-database.ts';
import { startLog } from '@baton/server/start-log.ts';
import { startServer } from '@baton/server/start-server.ts';
import { connectDatabase } from '@baton/store/connection/connect-database.ts';
import { migrate } from '@baton/store/migrations/migrate.ts';
import Fastify from 'fastify';

/**
 * The measured side, a process of its own: the whole server on its embedded PostgreSQL with the settings that it ships with,
 * and beside it a bare Fastify that takes the same bodies and does nothing, as the limit.
 */
const dataFolder = process.argv[2];
if (dataFolder === undefined) throw new Error('usage: bench-server.ts DATA_FOLDER');

const log = startLog('error');
const database = await openDatabase({ dataFolder, databaseUrl: null, log });
const connection = connectDatabase(database.url, { maxConnections: 2 });
await migrate(connection.pool);
await connection.close();

const config = readConfig(['--port', '0', '--data', dataFolder, '--role', 'server', '--log-level', 'error'], {});
const server = await startServer({ config, databaseUrl: database.url, log, webFolder: '/nonexistent/' });

const bare = Fastify({ bodyLimit: 8 * 1024 * 1024 });
bare.removeAllContentTypeParsers();
bare.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
bare.post('/', (_request, reply) => reply.send({ need: [], commands: [], nextCheckInSeconds: 30 }));
const bareAddress = await bare.listen({ host: '127.0.0.1', port: 0 });

process.send?.({ address: server.address, bareAddress, databaseUrl: database.url });
process.once('message', async () => {
  await bare.close();
  await server.close();
  await database.close();
  process.exit(0);
});
