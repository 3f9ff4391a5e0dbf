import type { ServerContext } from '../../server-context.ts';
import type { ServedRoute } from '../serve.ts';

/** Routes of @baton/contract/imports.ts, each bound by `serve(route, handler)`. */
export function importsRoutes(_context: ServerContext): readonly ServedRoute[] {
  return [];
}
