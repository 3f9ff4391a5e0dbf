import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import type { Confirmation } from '@baton/domain/reconciliation/confirmation.ts';
import type { RulePreview } from '@baton/domain/reconciliation/rules/rule-preview.ts';
import type { ConfirmedProduct } from '@baton/domain/vex/confirmed-mistake.ts';
import type { Generated, JSONColumnType } from 'kysely';

export interface RulesTables {
  readonly rule_set_preview: RuleSetPreviewTable;
  readonly confirmation: ConfirmationTable;
}

interface RuleSetPreviewTable {
  readonly content_hash: string;
  readonly work_id: string;
  readonly result: JSONColumnType<RulePreview | null, string | null, string | null>;
  readonly made_at: Generated<string>;
}

/** Both sides' evidence as it stood when an answer was given, in words, and what is told of the product. */
export interface ConfirmedEvidence {
  readonly sentence: string;
  readonly it: { readonly what: string; readonly detail: string };
  readonly infosec: { readonly what: string; readonly detail: string };
  readonly product: ConfirmedProduct;
}

interface ConfirmationTable {
  readonly confirmation_id: string;
  readonly act_id: string;
  readonly device_id: string;
  readonly fix_id: number;
  readonly answer: Confirmation['answer'];
  readonly cause: CauseId;
  readonly rule_version: number;
  readonly check_tool: string;
  readonly check_id: string;
  readonly check_name: string;
  readonly proof: string;
  readonly proof_key: string;
  readonly evidence: JSONColumnType<ConfirmedEvidence, string, never>;
  readonly note: string;
  readonly given_by: string;
  readonly given_by_name: string;
  readonly given_at: Generated<string>;
  readonly expires_at: string;
  readonly ended_at: string | null;
  readonly ended_as: 'taken-back' | 'replaced' | null;
  readonly ended_by_name: string | null;
}
