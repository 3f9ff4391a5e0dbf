import type { ServerContext } from '../../server-context.ts';
import type { ServedRoute } from '../serve.ts';

/** Routes of @baton/contract/devices.ts, each bound by `serve(route, handler)`. */
export function devicesRoutes(_context: ServerContext): readonly ServedRoute[] {
  return [];
}
