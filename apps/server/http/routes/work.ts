import * as contract from '@baton/contract/work.ts';
import { cancelWork, getWork, listWork } from '@baton/services/work/list-work.ts';
import type { ServerContext } from '../../server-context.ts';
import { type ServedRoute, serve } from '../serve.ts';

export function workRoutes({ db }: ServerContext): readonly ServedRoute[] {
  return [
    serve(contract.listWork, ({ query }) => listWork(db, query)),
    serve(contract.getWork, ({ params }) => getWork(db, params.workId)),
    serve(contract.cancelWork, ({ params, actor }) => cancelWork(db, actor, params.workId)),
  ];
}
