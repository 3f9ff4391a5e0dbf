import type { ServerContext } from '../../server-context.ts';
import type { ServedRoute } from '../serve.ts';

/** Routes of @baton/contract/remediations.ts, each bound by `serve(route, handler)`. */
export function remediationsRoutes(_context: ServerContext): readonly ServedRoute[] {
  return [];
}
