import { FACT_NAMES, type FactName } from '@baton/domain/reconciliation/rules/fact-table.ts';
import type { RuleSetDocument } from '@baton/domain/reconciliation/rules/rule-set.ts';
import { z } from 'zod';
import { causeId, ownCauseId } from './ratio.ts';

const shortText = z.string().trim().min(1);
const hours = z.number().min(0).max(87_600);

/**
 * A condition over the facts of one cell: exactly one of `all`, `any`, `not`, or a `fact` with exactly one test. What a form
 * cannot tell (which test fits which fact) is checked when a draft is saved, with the place of the error.
 */
export const ownCondition = z
  .strictObject({
    get all() {
      return z.array(ownCondition).min(1).max(60).optional();
    },
    get any() {
      return z.array(ownCondition).min(1).max(60).optional();
    },
    get not() {
      return ownCondition.optional();
    },
    fact: z.enum(FACT_NAMES as [FactName, ...FactName[]]).optional(),
    is: z.union([z.string().max(300), z.boolean(), z.null()]).optional(),
    in: z.array(z.string().max(300)).min(1).max(500).optional(),
    /** `*` stands for any letters, `?` for one. */
    matches: z.string().min(1).max(100).optional(),
    olderThanHours: hours.optional(),
    youngerThanHours: hours.optional(),
    atLeast: z.string().min(1).max(100).optional(),
    below: z.string().min(1).max(100).optional(),
  })
  .meta({ id: 'OwnCondition' });

export const ownRule = z.strictObject({
  id: ownCauseId,
  /** Given by Baton: it counts up by itself when the rule changes. */
  version: z.int().min(1).default(1),
  label: shortText.max(100),
  summary: shortText.max(200),
  /** One sentence; `{device}`, `{fix}` and any fact in braces are filled in. */
  explanation: shortText.max(500),
  nextAction: shortText.max(40),
  owner: z.enum(['it', 'infosec', 'both']),
  when: ownCondition,
});

/** The rule set as both leads sign it. What it leaves out is as shipped. */
export const ruleSetDocument = z.strictObject({
  order: z.array(causeId).max(300).default([]),
  off: z.array(causeId).max(300).default([]),
  own: z.array(ownRule).max(100).default([]),
}) satisfies z.ZodType<RuleSetDocument>;
