import { type AskedSelection, previewWork, type WorkAct, type WorkPreview } from '@baton/contract/disagreement-acts.ts';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { keyOf } from '../../api/use-read.ts';
import { useHeldView } from '../../held-view.ts';

/** What an act on cells would do; read again when the cells move. */
export function useWorkPreview(act: WorkAct, selection: AskedSelection): UseQueryResult<WorkPreview, Error> {
  const { scope } = useHeldView();
  const body = { act, selection, ...(scope ? { scope } : {}) };
  return useQuery({
    queryKey: keyOf(previewWork.path, act, body),
    queryFn: ({ signal }) => call(previewWork, { body, signal }),
  });
}
