import { getHealth } from '@baton/contract/health.ts';
import { sql } from 'kysely';
import type { ServerContext } from '../../server-context.ts';
import { type ServedRoute, serve } from '../serve.ts';
import { VERSION } from '../version.ts';

export function healthRoutes({ db }: ServerContext): readonly ServedRoute[] {
  return [
    serve(getHealth, async () => {
      await sql`SELECT 1`.execute(db);
      return { status: 'ok' as const, version: VERSION };
    }),
  ];
}
