import type { ServerContext } from '../../server-context.ts';
import type { ServedRoute } from '../serve.ts';

/** Routes of @baton/contract/knowledge.ts, each bound by `serve(route, handler)`. */
export function knowledgeRoutes(_context: ServerContext): readonly ServedRoute[] {
  return [];
}
