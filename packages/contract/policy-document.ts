import type { Condition, Policy } from '@baton/domain/service-levels/policy.ts';
import { CLOCK_EVENTS } from '@baton/domain/service-levels/policy.ts';
import { z } from 'zod';

// A policy of service levels as people write it, in YAML or JSON. Unknown words are refused, so that a typing mistake does not
// pass as "not said". What is wrong with the sense of it is said by domain/service-levels/policy-problems.ts.

const severityWord = z.enum(['critical', 'high', 'medium', 'low', 'none']);
const cvssVersion = z.enum(['2.0', '3.0', '3.1', '4.0']);
const atLeastScore = z.number().min(0).max(10);

const condition: z.ZodType<Condition, Condition> = z.lazy(() =>
  z.discriminatedUnion('if', [
    z.strictObject({ if: z.enum(['all', 'any']), of: z.array(condition).max(50) }),
    z.strictObject({ if: z.literal('not'), of: condition }),
    z.strictObject({ if: z.literal('severity'), atLeast: severityWord, by: z.array(cvssVersion).min(1).max(4) }),
    z.strictObject({ if: z.literal('vendor-severity'), atLeast: severityWord }),
    z.strictObject({ if: z.literal('severity-unknown') }),
    z.strictObject({ if: z.literal('cvss'), version: cvssVersion, atLeast: atLeastScore }),
    z.strictObject({ if: z.literal('kev') }),
    z.strictObject({ if: z.literal('epss'), atLeast: z.number().min(0).max(1) }),
    z.strictObject({ if: z.literal('ssvc'), decision: z.array(z.enum(['track', 'track*', 'attend', 'act'])).min(1) }),
    z.strictObject({ if: z.literal('exploitation'), is: z.enum(['none', 'poc', 'active']) }),
    z.strictObject({ if: z.enum(['automatable', 'total-impact']) }),
    z.strictObject({ if: z.literal('exposed') }),
    z.strictObject({ if: z.literal('criticality'), in: z.array(z.enum(['low', 'medium', 'high'])).min(1) }),
    z.strictObject({ if: z.literal('group'), in: z.array(z.string().min(1).max(100)).min(1) }),
  ]),
);

const timeLimit = z.discriminatedUnion('unit', [
  z.strictObject({ unit: z.enum(['hours', 'days', 'business-days', 'months']), amount: z.int().min(1).max(10_000) }),
  z.strictObject({ unit: z.enum(['cycle', 'none']) }),
]);

const legBudget = z.strictObject({
  until: z.enum(['prioritised', 'tested']),
  from: z.enum(['published', 'detected', 'prioritised']),
  time: timeLimit,
});

const identifier = z
  .string()
  .max(60)
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits and hyphens');

const tier = z.strictObject({
  id: identifier,
  name: z.string().trim().min(1).max(100),
  when: condition,
  time: timeLimit,
  startsFrom: z.enum(CLOCK_EVENTS),
  budgets: z.array(legBudget).max(2).default([]),
  forensicTriage: z.boolean().default(false),
});

const weekday = z.int().min(1).max(7);

/** What both leads sign: a policy without its version, which signing gives it. */
export const policyContent = z.strictObject({
  id: identifier,
  name: z.string().trim().min(1).max(100),
  citation: z.string().trim().min(1).max(500),
  timeZone: z.string().min(1).max(60),
  calendar: z
    .strictObject({ workDays: z.array(weekday).max(7), holidays: z.array(z.string()).max(2000) })
    .nullable()
    .default(null),
  cycle: z
    .strictObject({
      nth: z.literal([1, 2, 3, 4]),
      weekday: z.literal([1, 2, 3, 4, 5, 6, 7]),
      plusDays: z.int().min(-20).max(31),
    })
    .default({ nth: 2, weekday: 2, plusDays: 0 }),
  freezes: z
    .array(
      z.strictObject({
        from: z.string(),
        until: z.string(),
        reason: z.string().trim().min(1).max(300),
        except: z.array(identifier).default([]),
      }),
    )
    .max(200)
    .default([]),
  escalation: z
    .array(
      z.strictObject({
        afterHours: z.int().min(0).max(8784),
        to: z
          .array(z.union([z.enum(['it-lead', 'infosec-lead']), z.email()]))
          .min(1)
          .max(50),
      }),
    )
    .max(20)
    .default([{ afterHours: 0, to: ['it-lead', 'infosec-lead'] }]),
  tiers: z.array(tier).min(1).max(50),
});
export type PolicyContent = z.infer<typeof policyContent>;

/** The domain's policy of a content, at a version. */
export function policyOf(content: PolicyContent, version: number): Policy {
  return { ...content, version };
}
