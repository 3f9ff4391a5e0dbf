import { verdict } from '@baton/contract/ratio.ts';
import { z } from 'zod';
import { tableSearch, word } from '../../search-params.ts';

/** What of a device's page stands in its address. */
export const deviceViewSearch = z.object({
  ...tableSearch,
  view: z.enum(['cells', 'software', 'commands']).catch('cells').default('cells'),
  verdict: verdict.optional().catch(undefined),
  search: word,
});

export interface DeviceViewProps {
  readonly deviceId: string;
  readonly search: z.output<typeof deviceViewSearch>;
  readonly change: (patch: Partial<z.output<typeof deviceViewSearch>>) => void;
}
