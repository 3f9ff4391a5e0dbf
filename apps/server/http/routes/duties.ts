import * as contract from '@baton/contract/duties.ts';
import { listDuties } from '@baton/services/duties/list-duties.ts';
import { endDuty, planDuty } from '@baton/services/duties/plan-duty.ts';
import type { ServerContext } from '../../server-context.ts';
import { type ServedRoute, serve } from '../serve.ts';

/** Who is away, on call or deputy. */
export function dutiesRoutes({ db }: ServerContext): readonly ServedRoute[] {
  return [
    serve(contract.listDuties, () => listDuties(db)),
    serve(contract.addDuty, async ({ actor, body }) => ({ dutyId: await planDuty(db, actor, body) })),
    serve(contract.endDuty, async ({ actor, params }) => {
      await endDuty(db, actor, params.dutyId);
      return { done: true } as const;
    }),
  ];
}
