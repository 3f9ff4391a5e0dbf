import * as contract from '@baton/contract/knowledge.ts';
import { fetchBundle } from '@baton/services/load-knowledge/fetch-bundle.ts';
import { loadBundle } from '@baton/services/load-knowledge/load-bundle.ts';
import { getFix, listFixes, readKnowledgeState } from '@baton/services/read-knowledge/read-knowledge.ts';
import { searchEverything } from '@baton/services/read-knowledge/search-everything.ts';
import type { ServerContext } from '../../server-context.ts';
import { type ServedRoute, serve } from '../serve.ts';

/** Routes of @baton/contract/knowledge.ts, each bound by `serve(route, handler)`. */
export function knowledgeRoutes({ db, config }: ServerContext): readonly ServedRoute[] {
  return [
    serve(contract.getKnowledge, () => readKnowledgeState(db)),
    serve(contract.loadKnowledge, async ({ actor, file, signal }) => {
      await loadBundle(db, actor, file, { signal });
      return readKnowledgeState(db);
    }),
    serve(contract.fetchKnowledge, async ({ actor, body, signal }) => {
      await fetchBundle(db, actor, body.url, { allowPrivateHosts: config.allowPrivateHosts, signal });
      return readKnowledgeState(db);
    }),
    serve(contract.listFixes, ({ query }) => listFixes(db, query)),
    serve(contract.getFix, ({ params }) => getFix(db, params.fix)),
    serve(contract.search, ({ query }) => searchEverything(db, query.q)),
  ];
}
