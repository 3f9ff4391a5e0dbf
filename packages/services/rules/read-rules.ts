import { ruleSetDocument } from '@baton/contract/rule-set.ts';
import type { ProposedRules, RulePreviewDto, RuleRow, RuleSetState } from '@baton/contract/rules.ts';
import type { DocumentVersion } from '@baton/contract/signatures.ts';
import type { NumberTotals } from '@baton/domain/reconciliation/bridge.ts';
import { type CauseId, isOwnCause } from '@baton/domain/reconciliation/cause-id.ts';
import { describeDifferences } from '@baton/domain/reconciliation/rules/describe-differences.ts';
import { FACT_NAMES, FACTS } from '@baton/domain/reconciliation/rules/fact-table.ts';
import { TESTS } from '@baton/domain/reconciliation/rules/own-condition.ts';
import type { JudgedAs, RulePreview } from '@baton/domain/reconciliation/rules/rule-preview.ts';
import type { RuleSet } from '@baton/domain/reconciliation/rules/rule-set.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import type { TeamActor } from '../actor.ts';
import { isPermitted } from '../permissions.ts';
import { readDocument } from '../signatures/read-document.ts';
import { currentRules, RULE_SET, toRuleSet } from './current-rules.ts';
import { NOT_SIGNED, runningPreview } from './preview-draft.ts';
import { findDraftRules, findOpenRules, type Proposed } from './proposed-rules.ts';

/** The rule set in force, the draft and the version that waits for signatures, as this caller may act on them. */
export async function readRules(db: Database, actor: TeamActor): Promise<RuleSetState> {
  const rules = await currentRules(db);
  const { draft, versions } = await readDocument(db, RULE_SET);
  const inForce = versions.find(({ state }) => state === 'in-force');
  const open = versions.find(({ state }) => state === 'open');
  const drafted = await findDraftRules(db);
  const opened = await findOpenRules(db);
  return {
    inForce: {
      version: rules.version,
      since: inForce?.inForceFrom ?? null,
      document: ruleSetDocument.parse(rules.document),
      rules: rowsOf(rules),
      signatures: inForce?.signatures ?? [],
    },
    draft:
      draft && drafted
        ? { ...draft, ...(await proposedDto(db, drafted, rules)), offer: offerOf(actor, drafted) }
        : null,
    open: open && opened ? { ...open, ...(await proposedDto(db, opened, rules)), sign: signOf(actor, open) } : null,
    versions: [...versions],
    edit: actOf(isPermitted(actor, 'document.draft') ? null : 'Leads and members write the draft; both leads sign it.'),
    facts: FACT_NAMES.map((name) => {
      const { kind, about } = FACTS[name];
      return { name, kind, about, tests: [...TESTS[kind]] };
    }),
  };
}

function actOf(why: string | null) {
  return { open: why === null, why };
}

function offerOf(actor: TeamActor, { preview }: Proposed) {
  if (!isPermitted(actor, 'document.offer')) return actOf('A lead offers it for signing.');
  return actOf(preview?.result == null ? 'Nobody has seen yet what it would change: preview it first.' : null);
}

function signOf(actor: TeamActor, { signatures }: DocumentVersion) {
  if (!isPermitted(actor, 'document.sign')) return actOf('A lead of each team signs, signed in as a person.');
  const ours = signatures.find(({ team }) => team === actor.team);
  return actOf(ours === undefined ? null : `${ours.person} has signed for this team.`);
}

async function proposedDto(
  db: Database,
  { document, hash, preview }: Proposed,
  inForce: RuleSet,
): Promise<ProposedRules> {
  const rules = await toRuleSet(db, document, NOT_SIGNED);
  return {
    document: ruleSetDocument.parse(rules.document),
    hash,
    rules: rowsOf(rules),
    differences: [...describeDifferences(inForce, rules)],
    preview: preview?.result ? previewDto(preview.result, preview.made_at, rules) : null,
    previewWorkId: preview === undefined ? null : await runningPreview(db, preview.work_id),
  };
}

/** Every rule in the order in which it is tried; what is off stays in its place. */
function rowsOf(rules: RuleSet): RuleRow[] {
  const on = new Set(rules.tried.map(({ id }) => id));
  return [...rules.document.order, 'unexplained' as const].map((id) => {
    const { version, label, summary, nextAction, owner, positiveProof } = rules.rule(id);
    const isOn = on.has(id) || id === 'unexplained';
    return { id, version, label, summary, nextAction, owner, positiveProof, own: isOwnCause(id), on: isOn };
  });
}

function previewDto(preview: RulePreview, madeAt: string, rules: RuleSet): RulePreviewDto {
  const labelOf = (cause: CauseId | null): string | null => cause && rules.rule(cause).label;
  const judged = ({ verdict, cause }: JudgedAs) => ({ verdict, cause, causeLabel: labelOf(cause) });
  const { devices, cells, changedCells, changedDevices, changes, examples, before, after } = preview;
  return {
    madeAt,
    devices,
    cells,
    changedCells,
    changedDevices,
    changes: changes.map((change) => ({ ...change, from: judged(change.from), to: judged(change.to) })),
    examples: examples.map((example) => ({ ...example, from: judged(example.from), to: judged(example.to) })),
    before: numbersDto(before),
    after: numbersDto(after),
  };
}

function numbersDto(totals: NumberTotals): RulePreviewDto['before'] {
  return {
    it: { numerator: totals.itInstalled, denominator: totals.itCounted },
    agreed: { numerator: totals.proven, denominator: totals.required },
    infosec: { numerator: totals.infosecNotReported, denominator: totals.infosecScanned },
  };
}
