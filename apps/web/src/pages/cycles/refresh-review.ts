import { readRetrospective } from '@baton/contract/retrospectives.ts';
import { queryClient } from '../../api/use-read.ts';

/** After an act of one's own; those of others come by the events. */
export function refreshReview(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: [readRetrospective.path] });
}
