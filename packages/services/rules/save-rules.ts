import type { OwnRule } from '@baton/domain/reconciliation/rules/own-rule.ts';
import { completeOrder, type RuleSetDocument } from '@baton/domain/reconciliation/rules/rule-set.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { findDraft } from '@baton/store/signatures/documents.ts';
import type { TeamActor } from '../actor.ts';
import { canonicalJson } from '../log/canonical-json.ts';
import type { JsonValue } from '../log/json-value.ts';
import { ServiceError } from '../service-error.ts';
import { askingTitle } from '../service-levels/asking-titles.ts';
import { wantSignatures } from '../service-levels/want-signatures.ts';
import { saveDraft } from '../signatures/drafts.ts';
import { offerVersion } from '../signatures/offer-version.ts';
import { currentRules, RULE_SET, readSignedDocuments } from './current-rules.ts';
import { findDraftRules, findProposed } from './proposed-rules.ts';
import { refuseWrongRules, signedRuleSet } from './rule-set-document.ts';

/** Writes the draft of the rule set. Baton gives own rules their versions, and every cause its place in the order. */
export async function saveRules(
  db: Database,
  actor: TeamActor,
  { document, seenRevision }: { readonly document: RuleSetDocument; readonly seenRevision: number },
): Promise<void> {
  refuseWrongRules(document);
  const own = await withVersions(db, document.own);
  const content = jsonOf({ ...document, own, order: completeOrder(document) });
  await saveDraft(db, actor, signedRuleSet(db), { content, seenRevision });
}

/** Adds an own rule to the draft, or begins one from what waits for signatures, else from what is in force. */
export async function addToDraft(db: Database, actor: TeamActor, rule: OwnRule): Promise<void> {
  const { document } = (await findProposed(db)) ?? (await currentRules(db));
  if (document.own.some(({ id }) => id === rule.id)) {
    throw new ServiceError('conflict', `The rule ${rule.id} is there already.`);
  }
  const seenRevision = (await findDraft(db, RULE_SET))?.revision ?? 0;
  await saveRules(db, actor, { document: { ...document, own: [...document.own, rule] }, seenRevision });
}

/** Offers the draft to both leads, and tells them; one that nobody has previewed is not offered. */
export async function offerRules(
  db: Database,
  actor: TeamActor,
  offer: { readonly seenRevision: number; readonly note: string },
): Promise<void> {
  const draft = await findDraftRules(db);
  if (draft !== undefined && draft.preview?.result == null) {
    throw new ServiceError('conflict', 'Nobody has seen yet what this draft would change.', {
      hint: 'Preview it on today’s fleet first.',
    });
  }
  const version = await offerVersion(db, actor, signedRuleSet(db), offer);
  const wanted = {
    key: `sign ${RULE_SET.kind} ${version}`,
    title: askingTitle(`Version ${version} of the rules`, 'signature'),
    body: `${actor.name}: ${offer.note}`,
    path: '/settings/rules',
  };
  await wantSignatures(db, wanted, Temporal.Now.instant().toString());
}

/** An own rule that is changed counts up from the newest that was ever in force; an unchanged one keeps its version. */
async function withVersions(db: Database, rules: readonly OwnRule[]): Promise<readonly OwnRule[]> {
  const newest = new Map<string, OwnRule>();
  for (const { own } of await readSignedDocuments(db)) for (const rule of own) newest.set(rule.id, rule);
  return rules.map((rule) => {
    const before = newest.get(rule.id);
    if (before === undefined) return { ...rule, version: 1 };
    return { ...rule, version: textOf(rule) === textOf(before) ? before.version : before.version + 1 };
  });
}

/** What a rule says, whichever version it bears. */
function textOf(rule: OwnRule): string {
  return canonicalJson(jsonOf({ ...rule, version: 0 }));
}

/** What JSON can say of it: absent members left out. */
function jsonOf(value: object): JsonValue {
  return JSON.parse(JSON.stringify(value));
}
