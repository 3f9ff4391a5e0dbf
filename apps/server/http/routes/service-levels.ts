import * as contract from '@baton/contract/service-levels.ts';
import {
  discardPolicyDraft,
  offerPolicy,
  savePolicyDraft,
  signPolicy,
} from '@baton/services/service-levels/change-policy.ts';
import { listBreaches } from '@baton/services/service-levels/list-breaches.ts';
import { tierShown } from '@baton/services/service-levels/policy-book.ts';
import { readPolicyText } from '@baton/services/service-levels/policy-text.ts';
import { listDeadlines } from '@baton/services/service-levels/read-deadlines.ts';
import { readMeasures } from '@baton/services/service-levels/read-measures.ts';
import { readServiceLevels } from '@baton/services/service-levels/read-service-levels.ts';
import { listMoves, simulatePolicies } from '@baton/services/service-levels/simulate-policies.ts';
import { relayContext } from '../../relay-context.ts';
import type { ServerContext } from '../../server-context.ts';
import { type ServedRoute, serve } from '../serve.ts';
import { visitorOf } from '../visitor-of.ts';

const DONE = { done: true } as const;

/** Routes of @baton/contract/service-levels.ts. */
export function serviceLevelsRoutes(context: ServerContext): readonly ServedRoute[] {
  return [...policyRoutes(context), ...lookRoutes(context)];
}

function policyRoutes({ db, publicUrl }: Pick<ServerContext, 'db' | 'publicUrl'>): readonly ServedRoute[] {
  return [
    serve(contract.getServiceLevels, () => {
      const { now, timeZone } = relayContext(db);
      return readServiceLevels(db, now, timeZone);
    }),
    serve(contract.checkPolicy, ({ body }) => {
      const { content, problems } = readPolicyText(body.text);
      return { problems: [...problems], tiers: (content?.tiers ?? []).map(tierShown) };
    }),
    serve(contract.savePolicyDraft, async ({ actor, body }) => ({ revision: await savePolicyDraft(db, actor, body) })),
    serve(contract.discardPolicyDraft, async ({ actor, query }) => {
      await discardPolicyDraft(db, actor, query.seenRevision);
      return DONE;
    }),
    serve(contract.offerPolicy, async ({ actor, body }) => ({
      version: await offerPolicy(db, actor, body, relayContext(db).now),
    })),
    serve(contract.signPolicy, async ({ actor, params, body, request }) => ({
      inForce: await signPolicy(db, actor, { ...params, ...body }, visitorOf(request, publicUrl)),
    })),
  ];
}

function lookRoutes({ db }: Pick<ServerContext, 'db'>): readonly ServedRoute[] {
  return [
    serve(contract.simulatePolicies, async ({ body }) => {
      const context = relayContext(db);
      return { now: context.now, simulations: await simulatePolicies(db, context, body.policies) };
    }),
    serve(contract.listMoves, ({ body }) => listMoves(db, relayContext(db), body)),
    serve(contract.listDeadlines, ({ params }) => listDeadlines(db, params.remediationId)),
    serve(contract.getMeasures, ({ query }) => readMeasures(db, relayContext(db).now, query)),
    serve(contract.listBreaches, ({ query }) => listBreaches(db, relayContext(db).now, query)),
  ];
}
