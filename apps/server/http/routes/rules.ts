import * as contract from '@baton/contract/rules.ts';
import { startPreview } from '@baton/services/rules/preview-draft.ts';
import { readRules } from '@baton/services/rules/read-rules.ts';
import { signedRuleSet } from '@baton/services/rules/rule-set-document.ts';
import { offerRules, saveRules } from '@baton/services/rules/save-rules.ts';
import { discardDraft } from '@baton/services/signatures/drafts.ts';
import { signVersion } from '@baton/services/signatures/sign-version.ts';
import type { ServerContext } from '../../server-context.ts';
import { type ServedRoute, serve } from '../serve.ts';
import { visitorOf } from '../visitor-of.ts';

/** Routes of @baton/contract/rules.ts. */
export function rulesRoutes({ db, publicUrl }: ServerContext): readonly ServedRoute[] {
  const document = signedRuleSet(db);
  return [
    serve(contract.getRules, ({ actor }) => readRules(db, actor)),
    serve(contract.saveRuleDraft, async ({ actor, body }) => {
      await saveRules(db, actor, body);
      return readRules(db, actor);
    }),
    serve(contract.discardRuleDraft, async ({ actor, body }) => {
      await discardDraft(db, actor, document, body.seenRevision);
      return readRules(db, actor);
    }),
    serve(contract.previewRules, ({ actor }) => startPreview(db, actor)),
    serve(contract.offerRules, async ({ actor, body }) => {
      await offerRules(db, actor, body);
      return readRules(db, actor);
    }),
    serve(contract.signRules, async ({ actor, params, body, request }) => {
      await signVersion(db, actor, document, { ...params, ...body }, visitorOf(request, publicUrl));
      return readRules(db, actor);
    }),
  ];
}
