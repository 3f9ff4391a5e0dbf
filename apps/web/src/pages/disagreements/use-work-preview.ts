import { previewWork, type Selection, type WorkAct, type WorkPreview } from '@baton/contract/disagreements.ts';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { keyOf } from '../../api/use-read.ts';

/** What an act on cells would do; read again when the cells move. */
export function useWorkPreview(act: WorkAct, selection: Selection): UseQueryResult<WorkPreview, Error> {
  return useQuery({
    queryKey: keyOf(previewWork.path, act, selection),
    queryFn: ({ signal }) => call(previewWork, { body: { act, selection }, signal }),
  });
}
