import type { ServerContext } from '../../server-context.ts';
import type { ServedRoute } from '../serve.ts';

/** Routes of @baton/contract/board.ts, each bound by `serve(route, handler)`. */
export function boardRoutes(_context: ServerContext): readonly ServedRoute[] {
  return [];
}
