import { createHash } from 'node:crypto';
import { ruleSetDocument } from '@baton/contract/rule-set.ts';
import type { RuleSetDocument } from '@baton/domain/reconciliation/rules/rule-set.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { findPreview, type PreviewRecord } from '@baton/store/rules/rule-previews.ts';
import { findDraft, readVersions } from '@baton/store/signatures/documents.ts';
import { RULE_SET } from './current-rules.ts';

/** A text of the rule set that is not in force: the draft, or the version that waits for signatures. */
export interface Proposed {
  readonly kind: 'draft' | 'open';
  readonly document: RuleSetDocument;
  /** SHA-256 of the text, hexadecimal: a preview of the draft stays true of the version that is offered from it. */
  readonly hash: string;
  readonly preview: PreviewRecord | undefined;
}

/** The draft; undefined where there is none. */
export async function findDraftRules(db: Database): Promise<Proposed | undefined> {
  const draft = await findDraft(db, RULE_SET);
  return draft && proposedOf(db, 'draft', draft.content);
}

/** The version that waits for signatures; undefined where none does. */
export async function findOpenRules(db: Database): Promise<Proposed | undefined> {
  const [newest] = await readVersions(db, RULE_SET);
  return newest === undefined || newest.signatures.length === 2 ? undefined : proposedOf(db, 'open', newest.content);
}

/** The draft; where there is none, the version that waits. */
export async function findProposed(db: Database): Promise<Proposed | undefined> {
  return (await findDraftRules(db)) ?? (await findOpenRules(db));
}

/** @param content canonical JSON, as drafts and versions keep it */
async function proposedOf(db: Database, kind: Proposed['kind'], content: string): Promise<Proposed> {
  const hash = createHash('sha256').update(content).digest('hex');
  return { kind, document: ruleSetDocument.parse(JSON.parse(content)), hash, preview: await findPreview(db, hash) };
}
