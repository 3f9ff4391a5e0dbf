import { z } from 'zod';
import { tableSearch } from '../../search-params.ts';

const day = z.iso.date().optional().catch(undefined);

/** Between which days the way is told. Without `to`: until the day of the bar, else now. */
export const changesSearch = z.object({
  from: day,
  to: day,
  days: z.coerce.number().int().min(2).max(400).catch(90).default(90),
  view: z.enum(['chart', 'table']).catch('chart').default('chart'),
});

/** The cells behind one group of a difference. */
export const changedCellsSearch = z.object({
  ...tableSearch,
  from: day,
  to: day,
  group: z.string().max(500).optional().catch(undefined),
});
