import * as contract from '@baton/contract/log.ts';
import { listLog } from '@baton/services/log/list-log.ts';
import { verifyLog } from '@baton/services/log/verify-log.ts';
import { requirePermission } from '@baton/services/permissions.ts';
import type { ServerContext } from '../../server-context.ts';
import { type ServedRoute, serve } from '../serve.ts';

export function logRoutes({ db }: ServerContext): readonly ServedRoute[] {
  return [
    serve(contract.listLog, ({ query: { actor, action, subjectKind, subjectId, team, from, to, page, pageSize } }) =>
      listLog(db, { actor, action, subjectKind, subjectId, team, from, to, page, pageSize }),
    ),
    serve(contract.verifyLog, ({ actor }) => {
      requirePermission(actor, 'log.verify');
      return verifyLog(db);
    }),
  ];
}
