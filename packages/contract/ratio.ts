import { CAUSE_IDS, EXCEPTED_CAUSE } from '@baton/domain/reconciliation/cause-id.ts';
import { VERDICTS } from '@baton/domain/reconciliation/verdict.ts';
import { z } from 'zod';

/** The two integers behind every percentage. */
export const ratio = z.object({ numerator: z.int().nonnegative(), denominator: z.int().nonnegative() });
export type RatioDto = z.infer<typeof ratio>;

export const team = z.enum(['it', 'infosec']);
export const owner = z.enum(['it', 'infosec', 'both', 'none']);
export const verdict = z.enum(VERDICTS as ['disputed', 'unproven', 'open', 'proven', 'excepted']);
export const ownCauseId = z.templateLiteral(['own-', z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)]);
/** A cause of Baton's, of a customer's own rule, or what stands in its place on excepted cells. */
export const causeId = z.union([z.enum([...CAUSE_IDS, EXCEPTED_CAUSE]), ownCauseId]);
export const bridgePart = z.enum(['it-not-counted', 'it-not-proven', 'infosec-not-proven', 'infosec-not-scanned']);
export const timestamp = z.iso.datetime();

/** Server-side paging, as every list takes it. */
export const paging = {
  page: z.coerce.number().int().min(1).default(1),
  pageSize: z.coerce.number().int().min(1).max(500).default(50),
  /** Column, with a minus in front for descending. */
  sort: z.string().max(60).optional(),
};

export function listOf<Row extends z.ZodType>(row: Row) {
  return z.object({ rows: z.array(row), total: z.int().nonnegative() });
}
