import type { Control } from '@baton/domain/exceptions/control.ts';
import { EXCEPTION_REASONS, RISK_LEVELS } from '@baton/domain/exceptions/exception-reason.ts';
import type { ExceptionTarget } from '@baton/domain/exceptions/held-exception.ts';
import type { Urgency } from '@baton/domain/exceptions/urgency.ts';
import { SSVC_DECISIONS } from '@baton/domain/severity/ssvc.ts';
import { z } from 'zod';
import { timestamp } from './ratio.ts';
import { attributeKind } from './scope.ts';

const name = z.string().trim().min(1).max(300);
const days = z.int().min(1).max(366);

/** One fix, or every fix of one product ("pkg:openssl") while it lasts; asked for, also by a package or one of its fixes. */
export const exceptionTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fix'), fix: name }),
  z.strictObject({ kind: z.literal('product'), product: name }),
]) satisfies z.ZodType<ExceptionTarget>;

/** A compensating control, as a question that evidence answers on every device again and again. */
export const control = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('package-absent'), name }),
  z.strictObject({ kind: z.literal('package-version'), name, atLeast: z.string().trim().min(1).max(200) }),
  z.strictObject({ kind: z.literal('attribute'), attribute: attributeKind, value: z.string().trim().min(1).max(100) }),
  z.strictObject({ kind: z.literal('report'), source: name, maxAgeDays: days }),
  z.strictObject({
    kind: z.literal('attestation'),
    statement: z.string().trim().min(1).max(1000),
    validDays: days,
  }),
]) satisfies z.ZodType<Control>;

export const urgency = z.object({
  kev: z.array(z.string()),
  epss: z.number().nullable(),
  ssvc: z.enum(SSVC_DECISIONS).nullable(),
  /** Devices that can be reached from the internet. */
  exposed: z.array(z.string()),
}) satisfies z.ZodType<Urgency>;

/** What both teams sign, to the letter. */
export const exceptionTerms = z.strictObject({
  target: exceptionTarget,
  /** Their ids, in order. */
  devices: z.array(z.uuid()).min(1).max(10_000),
  /** The scope by which they were chosen; null where they were named. */
  scope: z.string().nullable(),
  reason: z.enum(EXCEPTION_REASONS),
  words: z.string(),
  risk: z.strictObject({ level: z.enum(RISK_LEVELS), words: z.string() }),
  controls: z.array(control).min(1).max(5),
  owner: z.strictObject({ personId: z.uuid(), name: z.string() }),
  from: timestamp,
  until: timestamp,
  revisit: timestamp,
  epssThreshold: z.number(),
  /** What was known when it was asked for: it is reopened when more is. */
  urgency,
});
export type ExceptionTerms = z.infer<typeof exceptionTerms>;
