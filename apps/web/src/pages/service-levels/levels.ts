import { type getServiceLevels, getServiceLevels as route } from '@baton/contract/service-levels.ts';
import type { z } from 'zod';
import { queryClient } from '../../api/use-read.ts';

/** What the page of service levels was told. */
export type Levels = z.output<(typeof getServiceLevels)['response']>;

/** Has it read again. */
export function refreshLevels(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: [route.path] });
}
