import { type Logger, pino } from 'pino';
import type { Config } from './config.ts';

/** The server's log: a JSON line an event on standard error, secrets struck out wherever they stand. */
export function startLog(level: Config['logLevel']): Logger {
  return pino(
    {
      name: 'baton',
      level,
      redact: {
        paths: [
          ...['password', 'current', 'next', 'token', 'secret', 'authorization', 'cookie', 'databaseUrl'].flatMap(
            (name) => [name, `*.${name}`, `*.*.${name}`],
          ),
          'req.headers.authorization',
          'req.headers.cookie',
        ],
        censor: '[struck out]',
      },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}
