import { previewAct } from '@baton/contract/remediation-preview.ts';
import { queryClient } from '../../api/use-read.ts';

/**
 * Reads again what an act may have changed. Not its preview: that was of one act on one version, and once the baton has moved there
 * is nothing to preview.
 */
export async function refreshRemediation(): Promise<void> {
  await queryClient.invalidateQueries({
    predicate: ({ queryKey: [path] }) =>
      typeof path === 'string' && path !== previewAct.path && /^\/api\/(remediations|relay|cells)/.test(path),
  });
}
