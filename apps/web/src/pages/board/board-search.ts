import { z } from 'zod';

export const boardSearch = z.object({ view: z.enum(['chart', 'table']).catch('chart').default('chart') });
