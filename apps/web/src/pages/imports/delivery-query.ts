import type { createImport, inspectImport } from '@baton/contract/imports.ts';
import type { z } from 'zod';

/** What a file seems to be, told from its beginning. */
export type Inspection = z.infer<typeof inspectImport.response>;

/** What stands beside the file in its delivery. */
export type DeliveryQuery = Omit<z.input<NonNullable<typeof createImport.query>>, 'fileName'>;
