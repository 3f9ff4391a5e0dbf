import { ruleSetDocument } from '@baton/contract/rule-set.ts';
import {
  type RuleSet,
  type RuleSetDocument,
  ruleSetOf,
  SHIPPED_DOCUMENT,
} from '@baton/domain/reconciliation/rules/rule-set.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { readVersions } from '@baton/store/signatures/documents.ts';
import { readInForce } from '@baton/store/signatures/in-force.ts';

/** The rule set among the documents that both leads sign. */
export const RULE_SET = { kind: 'rule-set', documentId: 'causes' } as const;

const LOADED = new WeakMap<Database | DatabaseTransaction, RuleSet>();

/**
 * The rule set in force, kept in memory; read again when another came into force, by whichever process. Within a transaction
 * it is what that transaction sees. Until both leads have signed one, the one that ships with Baton holds.
 */
export async function currentRules(
  db: Database | DatabaseTransaction,
  within: Database | DatabaseTransaction = db,
): Promise<RuleSet> {
  const inForce = await readInForce(within, RULE_SET);
  const version = inForce?.version ?? 0;
  const known = LOADED.get(db);
  if (known?.version === version) return known;
  const document = inForce === undefined ? SHIPPED_DOCUMENT : parseRuleSet(inForce.content);
  const rules = await toRuleSet(within, document, version);
  // A version never changes what it says, so one whose transaction is rolled back does no harm here.
  LOADED.set(db, rules);
  return rules;
}

/** A document ready to judge with. Own rules of every version that was signed lend their words to cells that bear their names. */
export async function toRuleSet(
  db: Database | DatabaseTransaction,
  document: RuleSetDocument,
  version: number,
): Promise<RuleSet> {
  const signed = await readSignedDocuments(db);
  return ruleSetOf(
    document,
    version,
    signed.flatMap(({ own }) => own),
  );
}

/** Every text that both leads have signed, oldest first. */
export async function readSignedDocuments(db: Database | DatabaseTransaction): Promise<readonly RuleSetDocument[]> {
  const versions = await readVersions(db, RULE_SET);
  return versions
    .filter(({ signatures }) => signatures.length === 2)
    .map(({ content }) => parseRuleSet(content))
    .toReversed();
}

/** A kept text of the rule set. */
export function parseRuleSet(content: string): RuleSetDocument {
  return ruleSetDocument.parse(JSON.parse(content));
}
