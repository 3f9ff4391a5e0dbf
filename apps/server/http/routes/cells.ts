import type { ServerContext } from '../../server-context.ts';
import type { ServedRoute } from '../serve.ts';

/** Routes of @baton/contract/cells.ts, each bound by `serve(route, handler)`. */
export function cellsRoutes(_context: ServerContext): readonly ServedRoute[] {
  return [];
}
